import { NOTHING_UNDERSTOOD, type RankedFact, type Retriever, type Understood } from '../knowledge/index.ts';
import { composeAnswer, nextChoices } from './answer.ts';
import { type Compose, type Kit, plain, type Told } from './ask.ts';
import { composeComparison } from './comparison.ts';
import { disagreementNotes } from './disagreement.ts';
import type { Reply } from './reply.ts';
import { composeSmalltalk } from './small-talk.ts';
import { Sources } from './sources.ts';
import { list, named } from './wording.ts';

/** "Tell me more": goes on where the last reply stopped, with facts it did not say. */
export const composeMore: Compose = (understood, kit, told) => {
  if (!told) return composeSmalltalk(understood, kit);
  const asked = askedAgain(told);
  const rest = leavingOut(told.facts, kit);
  const compare = asked.programs.length > 1 ? composeComparison(asked, rest) : undefined;
  const reply = compare?.facts?.length ? compare : composeAnswer(asked, rest);
  if (reply.facts?.length) return { ...reply, choices: [MORE, ...reply.choices] };
  const about = list(named(told.programs, kit.knowledge));
  return { ...reply, blocks: [plain(`That is all the articles say on this${about && ` about ${about}`}.`)] };
};

/** The button that asks for more. */
export const MORE = { id: 'say/more', label: 'Tell me more' };

const REASONS = 4;

/** "Why?": what was understood, and the facts that the last reply rests on, with a few that add to them. */
export const composeWhy: Compose = (understood, kit, told) => {
  if (!told || told.facts.length === 0) return composeSmalltalk(understood, kit);
  const { facts, topics } = kit.knowledge;
  const sources = new Sources(kit.knowledge.articles);
  const [topic] = told.topics;
  const wanted = { topic: topic?.id ?? '', aspects: topic?.aspects ?? [], stems: told.stems };
  const more = told.programs.flatMap((program) =>
    kit.retriever
      .about(program, wanted)
      .filter(({ fact }) => fact.topic === topic?.id && !told.facts.includes(fact.id))
      .slice(0, 1),
  );
  const said = told.facts.flatMap((id) => facts.get(id) ?? []).slice(0, REASONS);
  const reasons = [...said, ...more.map(({ fact }) => fact)].slice(0, REASONS + 1);
  const about = list(told.topics.map(({ id }) => topics.get(id)?.name.toLowerCase() ?? id));
  const of = told.programs.length > 0 ? ` of ${list(named(told.programs, kit.knowledge))}` : '';
  return {
    ...answering(told, kit),
    blocks: [
      plain(`You asked about ${about}${of}. This is what the articles say, and my answer rests on it:`),
      { kind: 'points', statements: reasons.map((fact) => sources.state(fact)) },
    ],
    citations: sources.citations,
    facts: reasons.map((fact) => fact.id),
  };
};

/** "Where does that come from?": the articles behind the last reply with publisher and date, and where they disagree. */
export const composeSources: Compose = (understood, kit, told) => {
  const sources = new Sources(kit.knowledge.articles);
  const facts = (told?.facts ?? []).flatMap((id) => kit.knowledge.facts.get(id) ?? []);
  if (!told || facts.length === 0) return composeSmalltalk(understood, kit);
  const behind = [...new Set(facts.map((fact) => fact.article))].map((article) => {
    const own = facts.filter((fact) => fact.article === article);
    const { title, publisher, author, date } = kit.knowledge.articles.get(article) ?? { title: article, publisher: '' };
    const imprint = [author, publisher, date ?? 'date not stated'].filter(Boolean).join(', ');
    return sources.say(`${title} (${imprint}).`, own);
  });
  const notes = disagreementNotes(told.programs, sources, kit.knowledge, 1, true);
  const agreeing = 'On this the articles do not contradict each other, as far as they cover it.';
  return {
    ...answering(told, kit),
    blocks: [
      plain('My last answer comes from:'),
      { kind: 'points', statements: behind },
      ...(notes.length > 0 ? notes : [plain(agreeing)]),
    ],
    citations: sources.citations,
    facts: told.facts,
  };
};

function answering(told: Told, kit: Kit): Omit<Reply, 'blocks' | 'citations'> {
  return {
    kind: 'answer',
    programs: told.programs,
    topics: told.topics.map(({ id }) => id),
    confidence: 1,
    choices: [MORE, ...nextChoices(askedAgain(told), kit, 2)],
  };
}

/** What was told of, as if it were asked in words that leave no doubt. */
const askedAgain = ({ programs, topics, stems }: Told): Understood => ({
  ...NOTHING_UNDERSTOOD,
  programs,
  topics: topics.map(({ id, aspects }) => ({ id, aspects, score: 1, reasons: [] })),
  stems,
  confidence: 1,
});

/** A kit that does not know the facts left out. */
function leavingOut(ids: readonly string[], kit: Kit): Kit {
  const said = new Set(ids);
  const rest = (ranked: readonly RankedFact[]) => ranked.filter(({ fact }) => !said.has(fact.id));
  const retriever: Retriever = {
    about: (program, wanted) => rest(kit.retriever.about(program, wanted)),
    between: (programs, wanted) => rest(kit.retriever.between(programs, wanted)),
    anywhere: (wanted) => rest(kit.retriever.anywhere(wanted)),
  };
  return { ...kit, retriever };
}
