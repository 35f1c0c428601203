import { expect, test } from 'vitest';
import { KnowledgeError, loadKnowledge } from '../../knowledge/index.ts';
import { edited, FILES, lineOf, loadFolder, problemsOf } from './folder.ts';

test('a valid folder is read whole, in the order of its files', () => {
  const knowledge = loadFolder();
  expect(knowledge.school.bot).toBe('Plumbline');
  expect([...knowledge.articles.keys()]).toEqual(['oak-guide', 'trade_review']);
  expect([...knowledge.programs.keys()]).toEqual(['carpentry', 'framing', 'finish', 'cabinets']);
  expect([...knowledge.topics.keys()]).toEqual(['definition', 'differences', 'duration', 'cost', 'salary', 'dust']);
  expect([...knowledge.facts.keys()].slice(0, 3)).toEqual([
    'framing-definition',
    'cabinets-definition',
    'framing-finish-differences',
  ]);
  expect(knowledge.facts.size).toBe(16);
  expect([...knowledge.questions.keys()]).toEqual(['cost', 'cost-tools', 'duration', 'salary']);
  expect(knowledge.smalltalk.map((s) => s.id)).toEqual(['greeting', 'help', 'start-over', 'accident', 'rude']);
  expect(knowledge.languages.map((l) => l.id)).toEqual(['de', 'el']);
});

test('a fact knows its article and has its figures as data', () => {
  const { facts } = loadFolder();
  expect(facts.get('finish-cost')).toMatchObject({
    article: 'oak-guide',
    programs: ['finish'],
    aspects: ['tuition'],
    figures: [{ kind: 'money', unit: 'in all', low: 3000, high: 4000, text: '$3,000–$4,000 in all' }],
  });
  expect(facts.get('carpentry-dust')).toMatchObject({ article: 'trade_review', aspects: [], figures: [], words: [] });
});

test('what is left out gets its default', () => {
  const { programs, topics, questions, smalltalk } = loadFolder();
  expect(programs.get('carpentry')).toMatchObject({ hints: [], notMeant: [] });
  expect(topics.get('dust')).toMatchObject({ next: [], aspects: [], general: [] });
  expect(questions.get('salary')).toMatchObject({ aspects: [], programs: [] });
  expect(smalltalk.map((s) => s.always)).toEqual([false, false, false, true, false]);
});

test.each([
  [
    'a figure that does not parse',
    'facts/oak-guide.yaml',
    'figures: [6 months]',
    'figures: [half a year]',
    'half a year',
    'facts[3].figures[0]',
    /"half a year" cannot be read: it should begin with an amount/,
  ],
  [
    'money without a unit',
    'facts/oak-guide.yaml',
    'figures: ["$9,500 in all"]',
    'figures: ["$9,500"]',
    '"$9,500"]',
    'facts[8].figures[0]',
    /say "in all", "per year"/,
  ],
  [
    'an amount of money in the text that is not among the figures',
    'facts/oak-guide.yaml',
    'text: Cabinetmaking costs $9,500 in all.',
    'text: Cabinetmaking costs $9,500 in all and $150 for an apron.',
    'Cabinetmaking costs',
    'facts[8].text',
    /it says 150, but "figures" does not; add it there/,
  ],
  [
    'a share in the cell that is not among the figures',
    'facts/oak-guide.yaml',
    'cell: 6 months',
    'cell: 6 months for 80%',
    'cell: 6 months for 80%',
    'facts[3].cell',
    /it says 80, but "figures" does not/,
  ],
  [
    'a key that is not known',
    'facts/oak-guide.yaml',
    'cell: The skeleton',
    'cel: The skeleton',
    'cel: The skeleton',
    'facts[0].cel',
    /"cel"/,
  ],
  [
    'a misspelt key further in',
    'school.yaml',
    'email: office',
    'emial: office',
    'emial: office',
    'contact.emial',
    /"emial"/,
  ],
  ['a value of the wrong kind', 'topics.yaml', 'overview: 2', 'overview: second', 'second', '[3].overview', /number/],
  ['an id in the wrong form', 'programs.yaml', 'id: finish', 'id: Finish', 'Finish\n', '[2].id', /lower-case letters/],
  [
    'a date in the wrong form',
    'articles.yaml',
    'date: "2024"',
    'date: "May 2024"',
    '"May 2024"',
    '[0].date',
    /2025-03/,
  ],
  [
    'an address that is none of the web',
    'articles.yaml',
    'url: https://oak.example/trades',
    'url: javascript:alert(1)',
    'javascript',
    '[0].url',
    /URL/i,
  ],
])('reports %s', (_, file, passage, instead, at, field, message) => {
  const changes = edited(file, passage, instead);
  const problems = problemsOf(changes);
  expect(problems).toEqual([
    {
      file,
      line: lineOf(changes[file] ?? '', at),
      field,
      message: expect.stringMatching(message),
    },
  ]);
});

test('reports a missing value at the entry it belongs to', () => {
  const changes = edited(
    'facts/oak-guide.yaml',
    '    topic: definition\n    text: Cabinetmakers',
    '    text: Cabinetmakers',
  );
  expect(problemsOf(changes)).toEqual([
    {
      file: 'facts/oak-guide.yaml',
      line: lineOf(changes['facts/oak-guide.yaml'] ?? '', 'id: cabinets-definition'),
      field: 'facts[1].topic',
      message: 'it is missing; add it',
    },
  ]);
});

test('a fact file without its article is refused', () => {
  const changes = edited('facts/trade_review.yaml', 'article: trade_review\n', '');
  expect(problemsOf(changes)).toEqual([
    { file: 'facts/trade_review.yaml', line: 1, field: 'article', message: 'it is missing; add it' },
  ]);
});

test('broken YAML is reported at its line, once for the file', () => {
  const changes = edited('programs.yaml', 'aliases: [framing, framer]', 'aliases: [framing, framer');
  const [problem, ...others] = problemsOf(changes);
  expect(problem).toMatchObject({ file: 'programs.yaml', field: '(YAML)' });
  const opened = lineOf(changes['programs.yaml'] ?? '', 'aliases: [framing, framer');
  expect(problem?.line).toBeGreaterThanOrEqual(opened);
  expect(problem?.line).toBeLessThanOrEqual(opened + 1);
  expect(problem?.message).not.toContain('\n');
  expect(others.every((p) => p.file === 'programs.yaml')).toBe(true);
});

test.each(Object.keys(FILES).filter((name) => !name.includes('/')))('a folder without %s is refused', (file) => {
  expect(problemsOf({ [file]: undefined })).toEqual([
    { file, field: '(the file)', message: expect.stringMatching(/missing/) },
  ]);
});

test.each(['facts', 'questions'])('a folder without %s/ is refused', (folder) => {
  const without = Object.keys(FILES).filter((name) => name.startsWith(`${folder}/`));
  expect(problemsOf(Object.fromEntries(without.map((name) => [name, undefined])))).toEqual([
    { file: folder, field: '(the folder)', message: expect.stringMatching(/missing/) },
  ]);
});

test('an empty file is refused', () => {
  expect(problemsOf({ 'questions/empty.yaml': '' })).toMatchObject([{ file: 'questions/empty.yaml' }]);
});

test.each(['<<: *nothing', 'a: *nothing'])('an alias of nothing is a problem of its file: %j', (text) => {
  expect(problemsOf({ 'school.yaml': text })[0]).toMatchObject({ file: 'school.yaml', field: '(YAML)' });
});

test('files that are no YAML are let be', () => {
  expect(loadFolder({ 'facts/README.md': '# Notes', 'questions/old.yaml.bak': '- nonsense' }).facts.size).toBe(16);
});

test('all problems are told at once, each on its own line of the message', () => {
  const changes = {
    ...edited('facts/oak-guide.yaml', 'figures: [6 months]', 'figures: [half a year]'),
    ...edited('facts/trade_review.yaml', 'topic: dust', 'topic: sawdust'),
    ...edited('topics.yaml', 'next: [duration, salary]', 'next: [duration, wages]'),
  };
  const problems = problemsOf(changes);
  expect(problems.map((p) => p.file).sort()).toEqual([
    'facts/oak-guide.yaml',
    'facts/trade_review.yaml',
    'topics.yaml',
  ]);

  const message = () => loadFolder(changes);
  expect(message).toThrow(KnowledgeError);
  expect(message).toThrow(/has 3 problem/);
  for (const { file, line, field, message: advice } of problems)
    expect(message).toThrow(`\n  ${file}:${line} ${field}: ${advice}`);
});

test('problems of several files are told even where a file cannot be read at all', () => {
  const changes = { 'school.yaml': undefined, ...edited('topics.yaml', 'name: Cost', 'nam: Cost') };
  expect(new Set(problemsOf(changes).map((p) => p.file))).toEqual(new Set(['school.yaml', 'topics.yaml']));
});

test('a folder that does not exist is refused with every file it lacks', () => {
  const load = () => loadKnowledge('/nowhere/at/all');
  expect(load).toThrow(KnowledgeError);
  expect(load).toThrow(/\/nowhere\/at\/all has 10 problem/);
});
