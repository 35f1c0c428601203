/**
 * A small valid knowledge folder about another field, to be changed one place at a time. Its files are text, so that a
 * problem's line can be told by looking at them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Knowledge, KnowledgeError, loadKnowledge, type Problem } from '../../knowledge/index.ts';

export const FILES: Readonly<Record<string, string>> = {
  'school.yaml': `bot: Plumbline
name: Riverside Trade School
field: woodwork
contact:
  name: the workshop office
  email: office@riverside.example
`,
  'articles.yaml': `- id: oak-guide
  title: Which Wood Trade Suits You?
  publisher: The Oak Guide
  author: Ann Adze
  date: "2024"
  url: https://oak.example/trades
- id: trade_review
  title: Wood Trades Reviewed
  publisher: publisher not stated
`,
  'programs.yaml': `- id: carpentry
  name: Carpentry
  short: carpentry
  aliases: [carpentry, carpenter, framing and finish]
- id: framing
  name: Framing Carpentry
  short: framing
  partOf: carpentry
  aliases: [framing, framer]
  hints: [nail gun card]
- id: finish
  name: Finish Carpentry
  short: finish work
  partOf: carpentry
  aliases: [finish, finish work, trim]
- id: cabinets
  name: Cabinetmaking
  short: cabinetmaking
  aliases: [cabinetmaking, cabinets, CM]
  hints: [dovetail diploma]
  notMeant: [filing cabinets]
`,
  'topics.yaml': `- id: definition
  name: What it is
  unknown: what it is
  byName: one
  words: [what is, explain]
  next: [cost]
- id: differences
  name: How they differ
  unknown: how they differ
  byName: several
  words: [difference, differ]
  next: [cost, duration]
- id: duration
  name: How long it takes
  unknown: how long it takes
  overview: 1
  words: [how long, months]
  next: [cost, salary]
  scale: { figure: duration, more: takes longer, less: is quicker, prefer: less }
- id: cost
  name: Cost
  unknown: what it costs
  overview: 2
  words: [cost, tuition, price]
  next: [duration, salary]
  scale: { figure: money, more: costs more, less: is cheaper, prefer: less }
  general: [tuition]
  aspects:
    - { id: tuition, name: tuition, words: [tuition] }
    - { id: tools, name: tools of your own, words: [tools, chisels] }
- id: salary
  name: Pay
  unknown: what it pays
  overview: 3
  words: [pay, earn, wage]
  next: [cost]
  scale: { figure: money, more: pays more, less: pays less, prefer: more }
- id: dust
  name: Dust and noise
  unknown: how dusty it is
  words: [dust, noise, lungs]
`,
  'facts/oak-guide.yaml': `article: oak-guide
facts:
  - id: framing-definition
    programs: [framing]
    topic: definition
    text: Framers put up the skeleton of a house.
    cell: The skeleton of a house
  - id: cabinets-definition
    programs: [cabinets]
    topic: definition
    text: Cabinetmakers build furniture and fitted kitchens.
  - id: framing-finish-differences
    programs: [framing, finish]
    topic: differences
    contrast: unlike
    text: Framing is what you lean on and finish work is what you look at.
  - id: framing-duration
    programs: [framing]
    topic: duration
    text: Framing takes 6 months.
    cell: 6 months
    figures: [6 months]
  - id: finish-duration
    programs: [finish]
    topic: duration
    text: Finish work takes 9–12 months.
    cell: 9–12 months
    figures: [9–12 months]
  - id: cabinets-duration
    programs: [cabinets]
    topic: duration
    text: Cabinetmaking takes 18 months to 2 years.
    figures: [18 months–2 years]
  - id: framing-cost
    programs: [framing]
    topic: cost
    aspects: [tuition]
    text: Framing costs about $2,000 in all.
    cell: About $2,000 in all
    figures: ["about $2,000 in all"]
  - id: finish-cost
    programs: [finish]
    topic: cost
    aspects: [tuition]
    text: Finish work costs $3,000–$4,000 in all.
    cell: $3,000–$4,000 in all
    figures: ["$3,000–$4,000 in all"]
  - id: cabinets-cost
    programs: [cabinets]
    topic: cost
    aspects: [tuition]
    text: Cabinetmaking costs $9,500 in all.
    figures: ["$9,500 in all"]
`,
  'facts/trade_review.yaml': `article: trade_review
facts:
  - id: cabinets-cost-review
    programs: [cabinets]
    topic: cost
    aspects: [tuition]
    text: A cabinetmaking course comes to $12,000 in all.
    cell: $12,000 in all
    figures: ["$12,000 in all"]
  - id: cabinets-tools
    programs: [cabinets]
    topic: cost
    aspects: [tools]
    text: Chisels and planes add $800 in all for cabinetmakers.
    figures: ["$800 in all"]
  - id: framing-salary
    programs: [framing]
    topic: salary
    text: Framers earn $21 per hour.
    figures: ["$21 per hour"]
  - id: finish-salary
    programs: [finish]
    topic: salary
    text: Finish carpenters earn $48,000 per year.
    figures: ["$48,000 per year"]
  - id: cabinets-salary
    programs: [cabinets]
    topic: salary
    text: Cabinetmakers earn $52,000 per year.
    figures: ["$52,000 per year"]
  - id: framing-cabinets-salary
    programs: [framing, cabinets]
    topic: salary
    contrast: { more: cabinets }
    text: Cabinetmakers out-earn framers.
  - id: carpentry-dust
    programs: [carpentry]
    topic: dust
    text: Carpenters wear masks against dust.
`,
  'disagreements.yaml': `[]
`,
  'questions/cost.yaml': `- id: cost
  question: What does {program} cost?
  topic: cost
  phrasings:
    - how much is {program}
    - what does {program} cost
    - price of {program}
    - is {program} expensive
- id: cost-tools
  question: Which tools must I buy?
  topic: cost
  aspects: [tools]
  programs: [cabinets]
  phrasings:
    - do I buy my own chisels
    - are tools included in the price
`,
  'questions/duration.yaml': `- id: duration
  question: How long does {program} take?
  topic: duration
  phrasings:
    - how long is {program}
    - how many months does {program} take
    - when am I done with {program}
`,
  'questions/salary.yaml': `- id: salary
  question: What does {program} pay?
  topic: salary
  phrasings:
    - what do {program} people earn
    - wage in {program}
    - how well does {program} pay
`,
  'outside.yaml': `programs:
  plumbing: [plumbing, plumber]
matters:
  parking: [parking, park my van]
places:
  Ohio: [ohio]
phrasings: [will it rain tomorrow, who won the match, sing me a song]
`,
  'smalltalk.yaml': `- id: greeting
  kind: smalltalk
  phrasings: [hello, good morning]
  reply: Hello from {bot} at {school}.
- id: help
  kind: smalltalk
  does: help
  phrasings: [help, what can you do]
  reply: "I compare {programs}."
- id: start-over
  kind: smalltalk
  does: start-over
  phrasings: [start over, begin again]
  reply: Let us start afresh.
- id: accident
  kind: handoff
  always: true
  phrasings: [cut off my finger]
  reply: Call an ambulance, then {contact}.
- id: rude
  kind: fallback
  phrasings: [stupid bot]
  reply: Let us stay with wood.
`,
  'languages.yaml': `- id: de
  name: German
  words: [wieviel, kostet, ausbildung]
  reply: "Ich verstehe nur Englisch. Fragen beantwortet {contact}."
- id: el
  name: Greek
  script: Greek
  reply: "Μόνο αγγλικά."
`,
};

/** What to write in place of a file; `undefined` leaves the file out. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** The file with one passage replaced; throws where the passage does not stand in it exactly once. */
export function edited(file: string, passage: string, instead: string): { readonly [file: string]: string } {
  const text = FILES[file] ?? '';
  if (text.split(passage).length !== 2) throw new Error(`${file} does not contain "${passage}" exactly once`);
  return { [file]: text.replace(passage, () => instead) };
}

/** The line, counted from 1, on which the first occurrence of a passage begins. */
export const lineOf = (text: string, passage: string) => text.slice(0, text.indexOf(passage)).split('\n').length;

/** Writes the folder with the changes made somewhere of its own; whoever asks for it removes it. */
export function writeFolder(changes: Changes = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'knowledge-'));
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** Hands the folder with the changes made to `use`, and removes it again. */
function withFolder<T>(changes: Changes, use: (directory: string) => T): T {
  const directory = writeFolder(changes);
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The knowledge of the folder with the changes made. */
export const loadFolder = (changes: Changes = {}): Knowledge => withFolder(changes, loadKnowledge);

/** What the folder with the changes made is refused for; none if it is not. */
export function problemsOf(changes: Changes): readonly Problem[] {
  return withFolder(changes, (directory) => {
    try {
      loadKnowledge(directory);
      return [];
    } catch (error) {
      if (error instanceof KnowledgeError) return error.problems;
      throw error;
    }
  });
}
