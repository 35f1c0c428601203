/** `npm run knowledge -- check`: checks the knowledge and shows what it covers. */
import type { Fact, Knowledge } from '../../knowledge/index.ts';
import { setUp } from './set-up.ts';

const [verb = 'check', ...rest] = process.argv.slice(2);
if (verb !== 'check' || rest.length > 0) {
  process.stderr.write('Say what to do: npm run knowledge -- check\n');
  process.exit(2);
}

const { kit } = setUp();
process.stdout.write(`${[summary(kit.knowledge), '', ...coverage(kit.knowledge)].join('\n')}\n`);

function summary({ articles, programs, topics, facts, questions }: Knowledge): string {
  const figures = [...facts.values()].reduce((sum, fact) => sum + fact.figures.length, 0);
  const phrasings = [...questions.values()].reduce((sum, question) => sum + question.phrasings.length, 0);
  return [
    `${articles.size} articles, ${programs.size} programs, ${topics.size} topics`,
    `${facts.size} facts with ${figures} figures, ${questions.size} questions with ${phrasings} phrasings`,
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
