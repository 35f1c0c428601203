/** The guide as its editors write it: questions that find out what a student wants, and what each answer weighs. */
import { z } from 'zod/v4';
import { comparable, type Figure, FigureError, parseFigure } from './figures.ts';
import type { Problem } from './problems.ts';
import type { FactFile, Topic } from './schema.ts';
import { fold } from './text.ts';
import type { YamlFile } from './yaml-file.ts';

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is lower-case letters and digits joined by hyphens');
const notReserved = id.refine((name) => !RESERVED.has(name), 'this id has a meaning of its own; choose another');
const words = z.array(z.string().trim().min(1));
const ids = z.array(id).default([]);

/** `guide/begin/…` begins the guide, `skip` and `enough` are answers to every question. */
const RESERVED: ReadonlySet<string> = new Set(['begin', 'skip', 'enough']);

const guideOptionSchema = z.strictObject({
  id: notReserved,
  /** On the button. */
  label: z.string().trim().min(1).max(40),
  /** What the student wants by it; completes "For …, coding fits best." */
  wish: z.string().trim().min(1).max(50),
  /** How students say it in any message, and what means it only while the question is open. */
  says: words.default([]),
  whenAsked: words.default([]),
  /** The answer that is meant where a phrase of this one is negated: "I hate phones". */
  opposite: id.optional(),
  /** A figure on the question's topic: programs that lie above it whatever the article drop out. */
  atMost: z.string().trim().min(1).optional(),
  /** The programs with more or less on a topic's scale go before the others. */
  prefers: z.array(z.strictObject({ topic: id, side: z.enum(['more', 'less']) })).default([]),
  /** Facts that speak for their programs, and against them, given this answer; the clearest first. */
  speaksFor: ids,
  speaksAgainst: ids,
});

const guideQuestionSchema = z.strictObject({
  id: notReserved,
  /** In a list, as in "HIT on cost". */
  name: z.string().trim().min(1).max(30),
  ask: z.string().trim().min(1).max(160),
  topic: id,
  /** The aspects whose figures `atMost` is held against; the topic's general ones if left out. */
  measures: ids,
  options: z.array(guideOptionSchema).min(2).max(5),
});

export const guideSchema = z.strictObject({
  /** What says that a question does not matter, and that there have been enough of them. */
  skip: words.min(1),
  enough: words.min(1),
  /** What asks, after something else was talked of, to go on with the questions. */
  resume: words.default([]),
  /** In the order in which they are asked. */
  questions: z.array(guideQuestionSchema).min(1),
});

export type Guide = z.infer<typeof guideSchema>;
export type GuideQuestion = z.infer<typeof guideQuestionSchema>;
export type GuideOption = z.infer<typeof guideOptionSchema>;

interface Known {
  readonly topics: readonly Topic[];
  readonly facts: readonly YamlFile<FactFile>[];
}

type Path = readonly PropertyKey[];

/** Checks what the guide says of topics and facts, and what its questions say of each other. */
export function checkGuide(file: YamlFile<Guide>, { topics, facts }: Known, report: (problem: Problem) => void): void {
  const tell = (path: Path, message: string) => report(file.problem(path, message));
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const factIds = new Set(facts.flatMap(({ content }) => content.facts.map((fact) => fact.id)));

  const { questions } = file.content;
  once(
    questions.map((question) => question.id),
    (i, name) => tell(['questions', i, 'id'], `"${name}" is taken already; choose another id`),
  );
  questions.forEach((question, i) => {
    const at = ['questions', i];
    const topic = topicAt([...at, 'topic'], question.topic);
    question.measures.forEach((aspect, j) => {
      if (topic && !topic.aspects.some((a) => a.id === aspect))
        tell([...at, 'measures', j], `there is no aspect of "${topic.id}" "${aspect}"`);
    });
    once(
      question.options.map((option) => option.id),
      (j, name) => tell([...at, 'options', j, 'id'], `"${name}" is taken already; choose another id`),
    );
    checkPhrases(question, at);
    question.options.forEach((option, j) => checkOption(option, question, topic, [...at, 'options', j]));
  });

  function topicAt(path: Path, name: string): Topic | undefined {
    if (!byId.has(name))
      tell(path, `there is no topic "${name}"; the possible ones are ${[...byId.keys()].join(', ')}`);
    return byId.get(name);
  }

  function checkOption(option: GuideOption, { options }: GuideQuestion, topic: Topic | undefined, at: Path) {
    const { opposite, atMost } = option;
    const others = options.map((o) => o.id).filter((other) => other !== option.id);
    if (opposite && !others.includes(opposite))
      tell([...at, 'opposite'], `there is no other answer "${opposite}"; the possible ones are ${others.join(', ')}`);
    const wrong = atMost && topic && wrongLimit(atMost, topic, options);
    if (wrong) tell([...at, 'atMost'], wrong);
    option.prefers.forEach((preference, k) => {
      const preferred = topicAt([...at, 'prefers', k, 'topic'], preference.topic);
      if (preferred && !preferred.scale)
        tell([...at, 'prefers', k, 'topic'], `programs are not ordered on "${preferred.id}": it has no scale`);
    });
    for (const field of ['speaksFor', 'speaksAgainst'] as const)
      option[field].forEach((fact, k) => factIds.has(fact) || tell([...at, field, k], `there is no fact "${fact}"`));
  }

  function checkPhrases({ options }: GuideQuestion, at: Path) {
    const owners = new Map(options.map(({ label, id: owner }) => [fold(label), owner]));
    options.forEach((option, j) => {
      for (const field of ['says', 'whenAsked'] as const)
        option[field].forEach((phrase, k) => {
          const before = owners.get(fold(phrase));
          if (before && before !== option.id)
            tell([...at, 'options', j, field, k], `"${phrase}" already stands for "${before}"`);
          owners.set(fold(phrase), option.id);
        });
    });
  }
}

/** What keeps a limit from being held against the topic's figures, if anything does. */
function wrongLimit(text: string, { id: topic, scale }: Topic, options: readonly GuideOption[]): string | undefined {
  try {
    const limit = parseFigure(text);
    if (limit.kind !== scale?.figure)
      return `"${topic}" is measured in ${scale?.figure ?? 'no figure'}, not in ${limit.kind}`;
    if (limit.high === undefined) return `"${text}" has no upper end`;
    const others = options.flatMap(({ atMost }) => (atMost && atMost !== text ? limitOrNone(atMost) : []));
    return others.every((other) => comparable(limit, other)) ? undefined : 'the limits of a question share one unit';
  } catch (error) {
    if (error instanceof FigureError) return error.message;
    throw error;
  }
}

function limitOrNone(text: string): Figure[] {
  try {
    return [parseFigure(text)];
  } catch {
    return [];
  }
}

/** Hands each name that stood before in the list to `report`. */
function once(names: readonly string[], report: (i: number, name: string) => void): void {
  names.forEach((name, i) => names.indexOf(name) < i && report(i, name));
}
