import type { Knowledge } from '../../knowledge/index.ts';
import { choice } from '../choices.ts';
import { disagreementNotes } from '../disagreement.ts';
import type { Choice, Reply } from '../reply.ts';
import { Sources } from '../sources.ts';
import { capitalised, list, named } from '../wording.ts';
import { findChanges } from './changes.ts';
import type { GuideKit } from './guide-kit.ts';
import type { Dropped } from './limits.ts';
import { layOut, type Piece, said, wordsOf } from './pieces.ts';
import { type Chosen, type Placed, type Ranking, type Reason, rank, reasonsOf } from './ranking.ts';
import { cell, cellsOf, inFull, nameOf } from './reasons.ts';

/** Words of a whole conclusion. */
const MOST_WORDS = 175;
/** What makes room for a note is left out in steps, down to what cannot be spared. */
const STEP = 10;
const LEAST_WORDS = 80;
const MOST_RANKED = 3;
const MOST_REASONS = 2;

/** Which program the answers speak for and why, what speaks against it, what dropped out, and what would change this. */
export function composeConclusion(chosen: readonly Chosen[], programs: readonly string[], kit: GuideKit): Reply {
  const ranking = rank(chosen, programs, kit);
  const [first, second] = ranking.placed.map(({ program }) => program);
  const shown = [...ranking.placed, ...ranking.dropped].map(({ program }) => program);
  const pieces = first ? piecesFor(ranking, chosen, programs, kit) : piecesForNone(ranking, chosen, kit);
  const { blocks, sources } = noteDisagreements(pieces, shown, kit.knowledge);
  return {
    kind: 'guide',
    programs: shown,
    topics: chosen.map(({ question }) => question.topic),
    confidence: 1,
    blocks,
    citations: sources.citations,
    facts: sources.facts.map((fact) => fact.id),
    choices: first ? nextAbout(first, second, kit) : [],
  };
}

/** Lays the pieces out with a note where articles disagree, in fewer words until both have room. */
function noteDisagreements(pieces: readonly Piece[], programs: readonly string[], knowledge: Knowledge) {
  for (let words = MOST_WORDS; ; words -= STEP) {
    const sources = new Sources(knowledge.articles);
    const laidOut = layOut(pieces, words, sources);
    const notes = disagreementNotes(programs, sources, knowledge, 1);
    const all = wordsOf([...laidOut, ...notes].flatMap(({ statements }) => statements));
    if (all <= MOST_WORDS || words < LEAST_WORDS) return { blocks: [...laidOut, ...notes], sources };
  }
}

function piecesFor(ranking: Ranking, chosen: readonly Chosen[], programs: readonly string[], kit: GuideKit): Piece[] {
  const { placed, dropped } = ranking;
  return [
    ...opening(placed, chosen, kit.knowledge),
    ...rankedPieces(placed, kit.knowledge),
    ...againstFirst(placed, kit),
    ...dropped.map((one) => droppedPiece(one, 'note', kit.knowledge)),
    ...openPiece(placed, kit.knowledge),
    changePiece(chosen, programs, kit),
  ];
}

/** The sentence that decides, and the main reason. */
function opening(placed: readonly Placed[], chosen: readonly Chosen[], knowledge: Knowledge): Piece[] {
  const [first] = placed;
  const level = levelWithFirst(placed);
  // "Billing and coding fits as well as billing and coding": a part beside its whole is named by the whole.
  const isIn = (id: string | undefined) => level.some(({ program }) => program === id);
  const distinct = level.filter(({ program }) => !isIn(knowledge.programs.get(program)?.partOf));
  const [name = '', ...others] = named(
    distinct.map(({ program }) => program),
    knowledge,
  );
  const reason = others.length === 0 ? first?.pros[0] : undefined;
  const left = placed.length === 1 ? `only ${name} is left, and the articles do not say whether it fits` : '';
  const alone = reason ? `${name} fits best` : left || `nothing speaks for any program, and the least against ${name}`;
  const result = others.length > 0 ? `${name} fits as well as ${list(others)}` : alone;
  const text = `For ${wishesOf(chosen)}, ${result}.`;
  return [said('opening', text), ...(reason ? [inFull('opening', reason, knowledge)] : [])];
}

const levelWithFirst = (placed: readonly Placed[]) => placed.filter(({ score }) => score === placed[0]?.score);

const wishesOf = (chosen: readonly Chosen[]) => list(chosen.map(({ option }) => option.wish));

/** The programs of which the articles say something that counts, in their places, with the reasons not said yet. */
function rankedPieces(placed: readonly Placed[], knowledge: Knowledge): Piece[] {
  const level = levelWithFirst(placed);
  const told = placed.filter(({ pros, cons }) => pros.length + cons.length > 0).slice(0, MOST_RANKED);
  return told.flatMap((one, i) => {
    const isFirst = level.includes(one);
    const pros = one.pros.slice(isFirst && level.length === 1 ? 1 : 0).slice(0, MOST_REASONS);
    const cons = one === placed[0] ? [] : one.cons.slice(0, 1);
    const text = [cellsOf(pros, one, knowledge), cons.length > 0 ? `Against it: ${cellsOf(cons, one, knowledge)}` : ''];
    const name = nameOf(one.program, knowledge);
    const facts = [...pros, ...cons].map(({ fact }) => fact);
    const piece = said('points', text.join(' ').trim(), facts);
    return facts.length > 0 ? [{ ...piece, label: isFirst ? capitalised(name) : `Then ${name}`, spare: i }] : [];
  });
}

/** What speaks against the first: on the answers given, or else on the scales that figures measure. */
function againstFirst([first, ...others]: readonly Placed[], { knowledge, standings }: GuideKit): Piece[] {
  if (!first) return [];
  const rivals = others.map(({ program }) => program);
  const met = standings.filter(({ ahead }) => rivals.length === 0 || rivals.includes(ahead));
  const isNew = ({ fact }: Reason) => !first.pros.some((pro) => pro.fact === fact);
  const reason = [...first.cons, ...reasonsOf(met, first.program, 'behind')].find(isNew);
  const label = `Against ${nameOf(first.program, knowledge)}`;
  return reason ? [{ ...inFull('points', reason, knowledge), label }] : [];
}

function droppedPiece({ program, fact, exception }: Dropped, block: Piece['block'], knowledge: Knowledge): Piece {
  const name = capitalised(nameOf(program, knowledge));
  const yet = exception ? ` Yet: ${cell(exception, program, knowledge)}` : '';
  const facts = exception ? [fact, exception] : [fact];
  return {
    ...said(block, `${cell(fact, program, knowledge)}${yet}`, facts),
    label: block === 'note' ? `${name} drops out` : name,
  };
}

/** What the articles leave open, so that nobody takes silence for an answer. */
function openPiece(placed: readonly Placed[], knowledge: Knowledge): Piece[] {
  const open = placed.flatMap(({ program, open: questions }) =>
    questions.length > 0 ? [`${nameOf(program, knowledge)} on ${list(questions.map(({ name }) => name))}`] : [],
  );
  const text = `What the articles leave open counts neither way: ${open.join('; ')}.`;
  return open.length > 0 ? [said('note', text)] : [];
}

/** Which other answer would change the first place. */
function changePiece(chosen: readonly Chosen[], programs: readonly string[], kit: GuideKit): Piece {
  const changes = findChanges(chosen, programs, kit).map(
    ({ wish, winner, instead }) =>
      `For ${wish} ${instead ? 'instead' : 'as well'}, ${nameOf(winner, kit.knowledge)} would come first.`,
  );
  return said('note', changes.join(' ') || 'No other single answer would put another program first.');
}

/** Where every program lies above a limit: what each of them takes, the nearest first. */
function piecesForNone({ dropped }: Ranking, chosen: readonly Chosen[], { knowledge }: GuideKit): Piece[] {
  const low = ({ fact }: Dropped) => fact.figures[0]?.low ?? 0;
  const nearest = [...dropped].sort((a, b) => low(a) - low(b));
  const name = nameOf(nearest[0]?.program ?? '', knowledge);
  return [
    said('opening', `No program fits ${wishesOf(chosen)}, by what the articles say; ${name} comes closest.`),
    ...nearest.map((one) => droppedPiece(one, 'points', knowledge)),
  ];
}

/** The scales that figures measure, of the first; and the first beside the second. */
function nextAbout(first: string, second: string | undefined, { knowledge }: GuideKit): Choice[] {
  const measured = [...knowledge.topics.values()].filter(({ scale, overview }) => scale?.figure && overview);
  const both = second ? [first, second] : [];
  const compare = choice(capitalised(list(named(both, knowledge), 'or')), { programs: both });
  return [
    ...measured.slice(0, 2).map(({ id, name }) => choice(name, { topic: id, programs: [first] })),
    ...(second ? [compare] : []),
  ];
}
