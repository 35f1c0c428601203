/** `npm run knowledge -- check`: checks the knowledge and shows what it covers. */
import type { Disagreement, Fact, Knowledge } from '../../knowledge/index.ts';
import { setUp } from './set-up.ts';

const [verb = 'check', ...rest] = process.argv.slice(2);
if (verb !== 'check' || rest.length > 0) {
  process.stderr.write('Say what to do: npm run knowledge -- check\n');
  process.exit(2);
}

const { kit } = setUp();
const { knowledge } = kit;
const disagreements = knowledge.disagreements.flatMap((disagreement) => ['', ...differing(disagreement, knowledge)]);
process.stdout.write(`${[summary(knowledge), '', ...coverage(knowledge), ...disagreements].join('\n')}\n`);

function summary({ articles, programs, topics, facts, questions, disagreements }: Knowledge): string {
  const figures = [...facts.values()].reduce((sum, fact) => sum + fact.figures.length, 0);
  const phrasings = [...questions.values()].reduce((sum, question) => sum + question.phrasings.length, 0);
  return [
    `${articles.size} articles, ${programs.size} programs, ${topics.size} topics`,
    `${facts.size} facts with ${figures} figures, ${questions.size} questions with ${phrasings} phrasings`,
    `${disagreements.length} disagreements of the articles, listed below`,
    'No problems found.',
  ].join('\n');
}

/** Facts by topic and program; a dot where no article says anything. */
function coverage({ programs, topics, facts }: Knowledge): string[] {
  const all = [...facts.values()];
  const width = Math.max(...[...topics.keys()].map((id) => id.length));
  const column = Math.max(3, ...[...programs.keys()].map((id) => id.length));
  const count = (topic: string, program: string) =>
    all.filter((f: Fact) => f.topic === topic && f.programs.includes(program)).length;
  const row = (label: string, cells: string[]) =>
    [label.padEnd(width), ...cells.map((cell) => cell.padStart(column))].join('  ');
  return [
    row('', [...programs.keys()]),
    ...[...topics.keys()].map((topic) =>
      row(
        topic,
        [...programs.keys()].map((program) => String(count(topic, program) || '·')),
      ),
    ),
  ];
}

/** What a disagreement is about, then a line a side: what it says, by which articles, with which further figures. */
function differing({ topic, programs, about, sides }: Disagreement, { facts, articles }: Knowledge): string[] {
  const dated = (id: string) => `${id} (${articles.get(id)?.date ?? 'no date'})`;
  const lines = sides.map(({ says, facts: ids }) => {
    const own = ids.flatMap((id) => facts.get(id) ?? []);
    const sources = new Set(own.map(({ article }) => dated(article)));
    // The figures of a claim that sets programs against each other are not all about these.
    const stated = own.flatMap(({ contrast, figures }) => (contrast ? [] : figures.map(({ text }) => text)));
    const further = new Set(stated.filter((text) => !says.includes(text)));
    return `  ${says} – ${[[...sources].join(', '), ...further].join('; ')}`;
  });
  return [`${topic}, ${programs.join(' and ')}: ${about}`, ...lines];
}
