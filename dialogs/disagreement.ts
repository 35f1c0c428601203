import type { Disagreement, Fact, Knowledge } from '../knowledge/index.ts';
import type { Note, Statement } from './reply.ts';
import type { Sources } from './sources.ts';
import { list } from './wording.ts';

/** Words of a note from which it takes up no further disagreement on its topic. */
const MOST_WORDS = 35;

/**
 * Notes on the disagreements about the programs asked of which a reply shows a side and not all of them: at most one
 * note a topic and `most` in all, on what weighs most before the rest. What they have no room for the last one names.
 * @param whole whether those count, too, of which the reply shows every side.
 */
export function disagreementNotes(
  programs: readonly string[],
  sources: Sources,
  knowledge: Knowledge,
  most: number,
  whole = false,
): Note[] {
  const facts = sources.facts;
  const said = new Set(facts.map((fact) => fact.id));
  const notes = new Map<string, Statement[]>();
  const others: Disagreement[] = [];
  const all = touched(programs, facts, knowledge);
  const told = all.filter(({ sides }) => sides.every((side) => side.facts.some((id) => said.has(id))));
  for (const disagreement of all) {
    const { topic, sides } = disagreement;
    if (!whole && sides.every((side) => side.facts.some((id) => said.has(id)))) continue;
    const note = notes.get(topic) ?? [];
    const claims = claimsOf(disagreement, facts, knowledge);
    const hasRoom = note.length === 0 ? notes.size < most : wordsOf([...note, ...claims]) <= MOST_WORDS;
    if (hasRoom) notes.set(topic, [...note, ...claims.map((claim) => sources.say(claim.text, claim.facts))]);
    else others.push(disagreement);
  }
  // A reader who is told both sides should not take the one for an addition to the other.
  for (const disagreement of told.slice(0, 1)) {
    const note = notes.get(disagreement.topic) ?? [];
    const pointed = [...note, pointingOut(disagreement, facts, knowledge, sources)];
    if (note.length > 0 ? wordsOf(pointed) <= MOST_WORDS : notes.size < most) notes.set(disagreement.topic, pointed);
  }
  const isAlone = (topic: string) => others.filter((other) => other.topic === topic).length === 1;
  const names = others.map(({ topic, about }) => {
    const name = nameOf(topic, knowledge);
    return !notes.has(topic) ? name : isAlone(topic) ? about : `${name} in other ways`;
  });
  const naming = { text: `They also differ on ${list([...new Set(names)])}.`, citations: [] };
  const shown = [...notes.values()];
  return shown.map((note, i) => ({
    kind: 'note',
    statements: names.length > 0 && i === shown.length - 1 ? [...note, naming] : note,
  }));
}

/** Says of a disagreement whose sides all are told that it is one. */
function pointingOut({ about, sides }: Disagreement, said: readonly Fact[], knowledge: Knowledge, sources: Sources) {
  const facts = said.filter(({ id }) => sides.some((side) => side.facts.includes(id)));
  return sources.say(`${whoDiffers(facts, knowledge)} on ${about}.`, facts);
}

/** Who disagrees, with the years. */
function whoDiffers(claims: readonly { readonly article: string }[], knowledge: Knowledge): string {
  const articles = [...new Set(claims.map(({ article }) => article))];
  const years = [...new Set(articles.map((id) => yearOf(id, knowledge)))].join(', ');
  return articles.length > 1 ? `The articles (${years}) disagree` : `One article (${years}) contradicts itself`;
}

const yearOf = (article: string, { articles }: Knowledge) => articles.get(article)?.date?.slice(0, 4) ?? 'undated';

/** A topic as it reads inside a sentence. */
const nameOf = (topic: string, { topics }: Knowledge) => topics.get(topic)?.name.toLowerCase() ?? topic;

/**
 * What `compose` makes of at most so many words. Where that takes notes, it is made of as many words less as they have,
 * unless that would change the notes.
 */
export function leavingRoom<T extends { readonly notes: readonly Note[] }>(
  words: number,
  compose: (words: number) => T,
): T {
  const whole = compose(words);
  const noted = whole.notes.flatMap((note) => note.statements);
  if (noted.length === 0) return whole;
  const shorter = compose(words - wordsOf(noted));
  const stillNoted = shorter.notes.flatMap((note) => note.statements);
  const isSame = noted.map(({ text }) => text).join() === stillNoted.map(({ text }) => text).join();
  return isSame ? shorter : whole;
}

const wordsOf = (said: readonly { readonly text: string }[]) =>
  said.reduce((sum, { text }) => sum + text.split(' ').length, 0);

type Side = Disagreement['sides'][number];

/** Disagreements of which the facts on their topic take a side, the weightiest first, then in the order of the facts. */
function touched(programs: readonly string[], facts: readonly Fact[], knowledge: Knowledge): Disagreement[] {
  const about = withRelated(programs, knowledge);
  const concerns = (d: Disagreement) => programs.length === 0 || d.programs.every((program) => about.has(program));
  const takesSide = (fact: Fact, { topic, sides }: Disagreement) =>
    fact.topic === topic && sides.some((side) => side.facts.includes(fact.id));
  const all = facts.flatMap((fact) => knowledge.disagreements.filter((d) => takesSide(fact, d) && concerns(d)));
  return [...new Set(all)].sort((a, b) => weightOf(b, programs) - weightOf(a, programs));
}

/** The very programs asked weigh more than a whole or part of theirs, figures more than other claims. */
function weightOf(disagreement: Disagreement, programs: readonly string[]): number {
  const own = disagreement.programs.every((program) => programs.includes(program));
  const inFigures = disagreement.sides.every(({ says }) => /\d/.test(says));
  return (own ? 2 : 0) + (inFigures ? 1 : 0);
}

/** The programs with the wholes that they are parts of and with their parts. */
function withRelated(programs: readonly string[], { programs: all }: Knowledge): Set<string> {
  const wholes = programs.flatMap((id) => all.get(id)?.partOf ?? []);
  const parts = [...all.values()].flatMap(({ id, partOf }) => (partOf && programs.includes(partOf) ? [id] : []));
  return new Set([...programs, ...wholes, ...parts]);
}

/** What one article says of a disagreement. */
interface Claim {
  readonly text: string;
  readonly article: string;
  readonly facts: readonly Fact[];
}

/** The disagreement in words, a claim for each article in turn: with its year, where articles disagree. */
function claimsOf({ about, sides }: Disagreement, said: readonly Fact[], knowledge: Knowledge): Claim[] {
  const claims = joined(sides.flatMap((side) => claimOf(side, said, knowledge) ?? []));
  const several = claims.some(({ article }) => article !== claims[0]?.article);
  const opening = several ? 'The articles disagree' : whoDiffers(claims, knowledge);
  return claims.map((claim, i) => {
    const year = several && yearOf(claim.article, knowledge);
    const end = i === claims.length - 1 ? '.' : ';';
    return {
      ...claim,
      text: `${i === 0 ? `${opening} on ${about}: ` : ''}${claim.text}${year ? ` (${year})` : ''}${end}`,
    };
  });
}

/** What an article says of several sides in a row becomes one claim. */
function joined(claims: readonly Claim[]): Claim[] {
  const all: Claim[] = [];
  for (const claim of claims) {
    const last = all.at(-1);
    if (last?.article !== claim.article) all.push(claim);
    else all[all.length - 1] = { ...last, text: `${last.text}; ${claim.text}`, facts: [...last.facts, ...claim.facts] };
  }
  return all;
}

/** A side as said by one of its facts: where possible one of an article that the reply cites anyway. */
function claimOf({ says, facts: ids }: Side, said: readonly Fact[], { facts }: Knowledge): Claim | undefined {
  const own = ids.flatMap((id) => facts.get(id) ?? []);
  // A side that is a figure may be said only by who states it, with its years.
  const states = (fact: Fact) => fact.figures.some((figure) => figure.text === says);
  const speakers = own.some(states) ? own.filter(states) : own;
  const cited = new Set(said.map((fact) => fact.article));
  const fact = speakers.find(({ article }) => cited.has(article)) ?? speakers[0];
  return fact && { text: says, article: fact.article, facts: [fact] };
}
