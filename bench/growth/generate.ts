/**
 * Knowledge of any size, grown from the shipped one: its topics and its ways of asking, about programs and matters with
 * made-up names. The same for the same seed.
 */
import type { Fact, Knowledge, Program } from '../../knowledge/index.ts';
import { createRandom } from '../random.ts';
import { misspell } from '../typos.ts';

export interface Size {
  /** Entries of the FAQ, each asked in three ways. */
  readonly entries: number;
  /** Programs that questions may be about. */
  readonly programs: number;
}

export interface Generated {
  readonly knowledge: Knowledge;
  /** Questions as students might ask them: none is a phrasing word by word, every second has a typo. */
  readonly questions: readonly string[];
}

type Random = () => number;
type Question = Knowledge['questions'] extends ReadonlyMap<string, infer Entry> ? Entry : never;

const waysOfAsking = 3;
const asked = 1000;

export function generate(shipped: Knowledge, { entries, programs: count }: Size, seed = 1): Generated {
  const random = createRandom(seed);
  const names = new Set<string>();
  const programs = new Map(Array.from({ length: count }, () => inventProgram(random, names)).map((p) => [p.id, p]));
  const facts = new Map([...programs.values()].flatMap((program) => inventFacts(program, shipped, random)));
  const questions = inventQuestions(entries, shipped, random);
  // A small knowledge is not taught thousands of ways to ask for something else.
  const outside = { ...shipped.outside, phrasings: shipped.outside.phrasings.slice(0, entries) };
  const { guide: _, ...rest } = shipped;
  const knowledge = { ...rest, programs, facts, disagreements: [], questions, outside };
  return { knowledge, questions: ask([...questions.values()], [...programs.values()], random) };
}

const syllables = 'bar den fen gal hol kir lam mor nev ost pel quin ras sel tam ul ver win yar zor'.split(' ');
const endings = ['ford', 'ton', 'wick', 'field', 'ham', 'dale', 'by', 'mere'];
const fields = 'Welding|Nursing|Drafting|Baking|Forestry|Surveying|Bookkeeping|Radiology|Viticulture|Plumbing'.split(
  '|',
);
const kinds = ['campus', 'bursary', 'evening course', 'summer intake', 'partner clinic', 'online track', 'workshop'];
const links = ['at the', 'with the', 'in the', 'through the', 'for the', 'under the'];
const openings = ['', '', 'hi, ', 'quick question: ', 'could you tell me ', 'i was wondering ', 'so '];

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** A name nobody else has. The more there are, the more words they are made of, as in any language. */
function inventName(random: Random, taken: Set<string>): string {
  for (let tries = 0; ; tries += 1) {
    const beginning = Array.from({ length: 2 + Math.floor(tries / 20) }, () => pick(syllables, random)).join('');
    const name = beginning + pick(endings, random);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function inventProgram(random: Random, taken: Set<string>): Program {
  const name = inventName(random, taken);
  const full = `${name[0]?.toUpperCase()}${name.slice(1)} ${pick(fields, random)}`;
  const id = full.toLowerCase().replace(' ', '-');
  return {
    id,
    name: full,
    short: full,
    aliases: [full.toLowerCase(), name],
    hints: [],
    descriptions: [],
    unless: [],
    notMeant: [],
  };
}

/** What the shipped knowledge says of one of its programs, said of this one. */
function inventFacts(program: Program, { facts, programs }: Knowledge, random: Random): [string, Fact][] {
  const model = pick([...programs.keys()], random);
  const alone = [...facts.values()].filter((fact) => fact.programs.length === 1 && fact.programs[0] === model);
  return alone.map((fact) => {
    const id = `${program.id}-${fact.id}`;
    return [id, { ...fact, id, programs: [program.id], text: `${program.name}: ${fact.text}` }];
  });
}

function inventQuestions(count: number, shipped: Knowledge, random: Random): Map<string, Question> {
  const models = [...shipped.questions.values()];
  // The words of a text grow with its length, but more slowly than it (Heaps' law).
  const taken = new Set<string>();
  const names = Array.from({ length: Math.ceil(10 * count ** 0.7) }, () => inventName(random, taken));
  const invent = (_: unknown, i: number): Question => {
    const model = models[i % models.length] as Question;
    const matter = `${pick(links, random)} ${pick(names, random)} ${pick(kinds, random)}`;
    const phrasings = Array.from({ length: waysOfAsking - 1 }, () => `${pick(model.phrasings, random)} ${matter}`);
    const question = `${model.question} (${matter})`;
    return { ...model, id: `question-${i}`, question, phrasings, programs: [], facts: [] };
  };
  return new Map(Array.from({ length: count }, invent).map((question) => [question.id, question]));
}

function ask(questions: readonly Question[], programs: readonly Program[], random: Random): string[] {
  return Array.from({ length: asked }, (_, i) => {
    const phrasing = pick(pick(questions, random).phrasings, random);
    const text = pick(openings, random) + phrasing.replaceAll('{program}', () => pick(programs, random).short);
    return i % 2 === 0 ? `${text}?` : misspell(text, random);
  });
}
