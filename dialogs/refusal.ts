import type { Compose, Kit } from './ask.ts';
import { plain } from './ask.ts';
import { choice } from './choices.ts';
import type { Choice, Reply } from './reply.ts';
import { allPrograms, capitalised, contact, fillIn, list, named } from './wording.ts';

/** Says honestly that the articles do not cover it, naming what was asked for where it is known, and offers what is. */
export const composeRefusal: Compose = (understood, kit) => {
  const { outside } = understood;
  const names = list([...new Set(outside.map((o) => o.name))], 'or');
  const school = outside.some((o) => o.what === 'matter');
  const sentence = names
    ? `The articles I answer from do not cover ${names}.`
    : 'The articles I answer from do not cover that.';
  const offer = school
    ? `${capitalised(contact(kit.knowledge))} can help with it.`
    : `I can compare ${allPrograms(kit.knowledge)}: cost, length, pay, job growth and more.`;
  return {
    ...shell('fallback', understood.confidence),
    programs: understood.programs,
    blocks: [plain(`${sentence} ${offer}`)],
    choices: openers(kit),
  };
};

/** Answers small talk, crisis and hand-over with the words the editors wrote, and other languages in that language. */
export const composeSmalltalk: Compose = ({ smalltalk, language, confidence }, kit) => {
  const text = smalltalk?.reply ?? language?.reply ?? '';
  const kind = smalltalk?.kind ?? 'fallback';
  return {
    ...shell(kind, confidence),
    blocks: [plain(fillIn(text, kit.knowledge))],
    choices: kind === 'smalltalk' ? openers(kit) : [],
  };
};

/** Asks back: which program is meant, or what about it. At most four choices. */
export const composeClarification: Compose = (understood, kit) => {
  const { knowledge } = kit;
  const { programs, topics, confidence } = understood;
  const [topic] = topics;
  const reply = { ...shell('clarification', confidence), programs, topics: topics.map((t) => t.id) };
  if (programs.length > 0) {
    const about = list(named(programs, knowledge));
    const choices = overviewTopics(kit)
      .slice(0, 4)
      .map((t) => choice(t.name, { topic: t.id, programs }));
    return { ...reply, blocks: [plain(`What would you like to know about ${about}?`)], choices };
  }
  const name = topic ? knowledge.topics.get(topic.id)?.name.toLowerCase() : undefined;
  const text = name
    ? `For which program would you like to know that (${name})? I know ${allPrograms(knowledge)}.`
    : `Which programs would you like to compare? I know ${allPrograms(knowledge)}.`;
  return { ...reply, blocks: [plain(text)], choices: programChoices(kit, topic?.id) };
};

const shell = (kind: Reply['kind'], confidence: number) => ({
  kind,
  programs: [],
  topics: [],
  confidence,
  blocks: [],
  citations: [],
  choices: [] as Choice[],
});

const overviewTopics = ({ knowledge }: Kit) =>
  [...knowledge.topics.values()]
    .filter((t) => t.overview !== undefined)
    .sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0));

/** The programs that stand alone, then the parts of a whole against each other. */
function programChoices({ knowledge }: Kit, topic?: string): Choice[] {
  const programs = [...knowledge.programs.values()];
  const alone = programs
    .filter((p) => !p.partOf)
    .map((p) => choice(capitalised(p.short), { programs: [p.id], ...(topic && { topic }) }));
  const parts = programs.filter((p) => p.partOf);
  const apart =
    parts.length > 1
      ? [
          choice(
            capitalised(
              list(
                parts.map((p) => p.short),
                'or',
              ),
            ),
            { programs: parts.map((p) => p.id), ...(topic && { topic }) },
          ),
        ]
      : [];
  return [...alone.slice(0, 4 - apart.length), ...apart];
}

/** Something to start with: the parts of a whole compared, and the first two programs compared. */
export function openers({ knowledge }: Kit): Choice[] {
  const programs = [...knowledge.programs.values()];
  const parts = programs.filter((p) => p.partOf).map((p) => p.id);
  const alone = programs.filter((p) => !p.partOf).map((p) => p.id);
  const pairs = [parts, [alone[0], alone.at(-1)].filter((id) => id !== undefined)].filter(
    (pair) => new Set(pair).size === 2,
  );
  return pairs.map((pair) => choice(capitalised(list(named(pair, knowledge), 'or')), { programs: pair }));
}
