import { describe, expect, test } from 'vitest';
import { createUnderstanding, type Talk } from '../../knowledge/index.ts';
import { loadFolder } from './folder.ts';
import { createRandom } from './random.ts';
import { loadShipped } from './shipped.ts';

const understand = createUnderstanding(loadShipped());

/** Programs and topics of a message; topics in alphabetical order, since their order is a matter of scores. */
function readOf(text: string, talk?: Talk): string {
  const { programs, topics } = understand(text, talk);
  return `${programs.join(' ') || '–'} | ${
    topics
      .map((t) => t.id)
      .sort()
      .join(' ') || '–'
  }`;
}

describe('one question', () => {
  test.each([
    // keywords
    ['HIM tuition', 'him | cost'],
    ['billing salary', 'billing | salary'],
    ['coding remote work', 'coding | remote-work'],
    ['HIT job outlook', 'hit | outlook'],
    // plain questions
    ['How much does the medical billing program cost?', 'billing | cost'],
    ['How long does it take to finish medical coding?', 'coding | duration'],
    ['What certifications are there for HIM?', 'him | certification'],
    ['Can I work from home with billing and coding?', 'mbc | remote-work'],
    ['Is coding hard?', 'coding | difficulty'],
    ['What do HIT technicians earn?', 'hit | salary'],
    ['Do medical billers talk to patients?', 'billing | patient-interaction'],
    // comparisons
    ['which is cheaper, billing or coding', 'billing coding | cost'],
    ['does HIM pay more than coding', 'him coding | salary'],
    ['HIM vs HIT salary', 'him hit | salary'],
    // after something of oneself that is not covered
    ['as a night shift aide can I study billing part time', 'billing | format'],
    ['i got fired from walmart can i finish coding quick', 'coding | duration'],
    // in students' own words
    ['can I do coding in my pajamas', 'coding | remote-work'],
    ['whats the damage for HIM', 'him | cost'],
    ['how fast can i be done with billing', 'billing | duration'],
    // no program named
    ['how long does it take', '– | duration'],
    ['which one pays more', '– | salary'],
  ])('"%s" is %s', (text, expected) => {
    expect(readOf(text)).toBe(expected);
  });
});

describe('writing that is not neat', () => {
  test.each([
    ['a letter left out', 'how much is the tution for biling', 'billing | cost'],
    ['swapped letters', 'codign salray', 'coding | salary'],
    ['capitals', 'HOW LONG IS THE CODING PROGRAM???', 'coding | duration'],
    ['no capitals, no marks', 'how much does medical coding cost', 'coding | cost'],
    ['invisible characters', 'how\u200b much\ufeff does co\u00adding cost', 'coding | cost'],
    ['full-width letters', 'ｈｏｗ ｍｕｃｈ does ｃｏｄｉｎｇ cost', 'coding | cost'],
    ['curly apostrophes', 'What’s the salary for coding', 'coding | salary'],
    ['lines and spaces', '  how long \n\n is   billing  ', 'billing | duration'],
    ['emoji', '💸💸 how much is coding 🙏', 'coding | cost'],
    ['markup', '<b>how much is <i>coding</i></b>', 'coding | cost'],
  ])('%s', (_, text, expected) => {
    expect(readOf(text)).toBe(expected);
  });

  test('says how it read a misspelt word', () => {
    expect(understand('tution for coding').reasons).toContain('read "tution" as "tuition"');
  });
});

test.each([
  ['billing or coding, which pays more and can I do it from home?', 'billing coding | remote-work salary'],
  ['How long is HIM? And how much does it cost?', 'him | cost duration'],
  ['what does coding pay, how long does it take, is it hard', 'coding | difficulty duration salary'],
])('several questions in one message: "%s"', (text, expected) => {
  expect(readOf(text)).toBe(expected);
});

test.each([
  ['hi', 'greeting'],
  ['Hello!', 'greeting'],
  ['thank you so much', 'thanks'],
  ['bye', 'goodbye'],
  ['are you a robot?', 'who-are-you'],
  ['what can you do', 'help'],
  ['start over', 'start-over'],
  ['can I talk to a real person', 'human'],
  ['I want to die', 'crisis'],
  ['the tuition is so high I want to kill myself', 'crisis'],
  ['how long is billing? I cannot go on, I am suicidal', 'crisis'],
])('"%s" is small talk of the kind %s and asks for nothing', (text, id) => {
  expect(understand(text)).toMatchObject({ smalltalk: { id }, programs: [], topics: [] });
});

test.each([['this homework is killing me'], ['I would die for that job'], ['billing or coding, which pays more']])(
  '"%s" is no crisis',
  (text) => {
    expect(understand(text).smalltalk?.id).not.toBe('crisis');
  },
);

test.each([
  ['¿Cuánto cuesta el programa de codificación?', 'es'],
  ['combien coûte la formation', 'fr'],
  ['сколько стоит обучение', 'ru'],
  ['这个课程多少钱', 'zh'],
])('"%s" is in another language and asks for nothing', (text, id) => {
  expect(understand(text)).toMatchObject({ language: { id }, programs: [], topics: [] });
});

test.each([
  ['how much does nursing school cost', 'nursing'],
  ['is there parking', 'parking'],
  ['do you teach welding', 'welding'],
])('"%s" names what is not covered', (text, name) => {
  const { outside, programs } = understand(text);
  expect(outside.map((o) => o.name)).toContain(name);
  expect(programs).toEqual([]);
});

test.each([
  [''],
  ['   \n\t'],
  ['🙂🙂🙂'],
  ['???!!!'],
  ['\u200b\ufeff\u2060'],
  ['0'],
  ['constructor'],
  ['__proto__'],
  ['toString hasOwnProperty valueOf'],
  ['qwertzuiop asdfghjkl'],
  ['who invented the steam engine'],
])('%j is about nothing we know', (text) => {
  expect(understand(text)).toMatchObject({ programs: [], topics: [], outside: [] });
});

test.each([
  // A job is paid like its program.
  ['what does a medical records technician earn', 'him | salary'],
  ['release of information specialist salary', 'hit | salary'],
  // What is asked beside a comparison as such.
  ['any diff in what u need to get into billing vs coding school', 'billing coding | admission differences'],
])('the words of a job or a comparison do not hide what is asked: %s', (text, read) => expect(readOf(text)).toBe(read));

test('a job or degree within a program is told apart from it, with the facts that give its figures', () => {
  expect(understand('how much does a coding auditor make').particulars).toEqual([
    { name: 'coding auditors', facts: [] },
  ]);
  expect(understand('how much does a coder make').particulars).toEqual([]);
});

test('what is asked of one of several programs is told apart from what is asked of another', () => {
  const of = (text: string) => Object.fromEntries(understand(text).topics.find((t) => t.id === 'cost')?.ofEach ?? []);
  const each = { him: ['bachelor'], coding: ['certificate'] };
  expect(of("what does a bachelor's in HIM cost next to a coding certificate")).toEqual(each);
  expect(of("what does a HIM bachelor's cost? and a coding certificate?")).toEqual(each);
  // Said of one it may be meant for both.
  expect(of('certificate price in coding compared with billing')).toEqual({});
  expect(of('HIM or coding certificate price')).toEqual({});
  expect(of('coding certificate price')).toEqual({});
});

test('a certificate named with one of two programs is not asked of the other', () => {
  const aspects = (text: string) => understand(text).topics.find(({ id }) => id === 'duration')?.aspects;
  expect(aspects('how long is HIM against a billing and coding certificate')).not.toContain('certificate');
  expect(aspects('how long is a billing and coding certificate')).toContain('certificate');
});

test('words named like properties of objects do not disturb a question', () => {
  expect(readOf('constructor __proto__ how much does coding cost toString')).toBe('coding | cost');
  expect(({} as Record<string, unknown>).cost).toBeUndefined();
});

test('a question asked plainly stands, whatever is told beside it', () => {
  expect(readOf('How much does coding cost? My mail is ada@mail.example and my phone 555-010-1234.')).toBe(
    'coding | cost',
  );
});

test('a question at the end of a message of 2,000 characters is still read', () => {
  const story = 'I live in a small town with my two kids and a dog, and we like to walk in the woods. '.repeat(23);
  expect(story.length).toBeGreaterThan(1900);
  expect(readOf(`${story}. How much does medical coding cost?`)).toContain('coding |');
  expect(understand(`${story}. How much does medical coding cost?`).topics.map((t) => t.id)).toContain('cost');
});

describe('the conversation', () => {
  const talk = { programs: ['billing', 'coding'], topics: ['cost'] };

  test.each([
    ['how long does it take?', 'billing coding | duration'],
    ['and HIM?', 'him | cost'],
    ['what about the second one', 'coding | cost'],
    ['HIT salary', 'hit | salary'],
  ])('"%s" after the cost of billing and coding', (text, expected) => {
    expect(readOf(text, talk)).toBe(expected);
  });

  test('is joined by two that are set against it, not by two that are set against each other', () => {
    const before = { programs: ['him', 'coding'], topics: ['salary'] };
    expect(readOf('billing vs coding job growth', before)).toBe('billing coding | outlook');
    expect(readOf('vs billing and coding', before)).toBe('him coding mbc | salary');
  });

  test('is not leant on by a message that stands alone', () => {
    expect(understand('hi', talk).programs).toEqual([]);
    expect(understand('is there parking', talk).programs).toEqual([]);
    expect(understand('', talk).programs).toEqual([]);
  });

  test('tells what came from it', () => {
    expect(understand('how long does it take?', talk).carried).toEqual({ programs: true, topics: false });
    expect(understand('how much does coding cost', talk).carried).toEqual({ programs: false, topics: false });
  });
});

test('never throws, whatever is said, and always gives plain data with a confidence of 0–1', () => {
  const random = createRandom(2024);
  const pieces = [
    ...[
      'billing',
      'HIM',
      'cost',
      'or',
      'and',
      'not',
      '?',
      ',',
      '$$',
      '\n',
      '…',
      '&',
      '/',
      "'",
      '<script>',
      '{program}',
      '§program',
    ],
    ...[
      '__proto__',
      'constructor',
      '\u0000',
      '\ud800',
      '\u202e',
      '👩‍👩‍👧',
      'ß',
      'İ',
      'ﬁ',
      '漢字',
      'हिन्दी',
      'ک',
      '\u0301',
      '()',
      '[a-z]*',
      '\\',
    ],
    ...['%s', "' OR 1=1 --", '1e999', '-0', 'NaN', 'null', 'undefined', 'a'.repeat(300)],
  ];
  for (let round = 0; round < 300; round += 1) {
    const text = random.text(pieces, 14, random.pick(['', ' ', '  ']));
    const understood = understand(text, random.pick([undefined, { programs: ['him'], topics: ['cost'] }]));
    expect(understood.confidence, JSON.stringify(text)).toBeGreaterThanOrEqual(0);
    expect(understood.confidence, JSON.stringify(text)).toBeLessThanOrEqual(1);
    expect(JSON.parse(JSON.stringify(understood))).toEqual(understood);
    for (const { score } of understood.topics) expect(score).toBeGreaterThan(0);
    expect(understood.topics.length).toBeLessThanOrEqual(3);
    expect(understood.matches.length).toBeLessThanOrEqual(5);
  }
});

test('reads the same message the same way each time, and in any order', () => {
  const texts = ['how much is coding', 'billing or HIM', 'hi', 'from home?'];
  const first = texts.map((t) => understand(t));
  expect(
    [...texts]
      .reverse()
      .map((t) => understand(t))
      .reverse(),
  ).toEqual(first);
});

describe('another field', () => {
  const read = createUnderstanding(loadFolder());

  test.each([
    ['how long is framing', ['framing'], 'duration'],
    ['what does cabinetmaking cost', ['cabinets'], 'cost'],
    ['framing or finish, what does it pay', ['framing', 'finish'], 'salary'],
  ])('"%s"', (text, programs, topic) => {
    const understood = read(text);
    expect(understood.programs).toEqual(programs);
    expect(understood.topics[0]?.id).toBe(topic);
  });

  test('knows its own small talk, urgent words, languages and limits', () => {
    expect(read('hello').smalltalk?.id).toBe('greeting');
    expect(read('how long, I cut off my finger, is framing').smalltalk?.id).toBe('accident');
    expect(read('wieviel kostet die ausbildung').language?.id).toBe('de');
    expect(read('plumbing').outside).toEqual([{ what: 'program', name: 'plumbing' }]);
  });
});

test('a message near a question of the FAQ is answered by the facts listed there, the nearest first', () => {
  const answers = understand('do hospitals or small doctor offices pay more').answers.map(({ fact }) => fact);
  expect(answers.slice(0, 2).sort()).toEqual(['a4-mbc-salary-doctors-offices', 'a4-mbc-salary-hospitals']);
});

describe('"forget me"', () => {
  test.each(['forget me', 'please delete all you know about me', 'wipe my data'])('is asked by "%s"', (text) => {
    expect(understand(text).smalltalk?.does).toBe('forget');
  });

  test.each(['ur trash bro go delete urself', 'delete yourself from this website lol', 'just erase that stupid bot'])(
    'is not asked by "%s"',
    (text) => {
      expect(understand(text).smalltalk?.does).not.toBe('forget');
    },
  );
});

test('what only points asks for nothing before anything was talked of', () => {
  expect(['and the first one?', 'the second one', 'and the other one?', 'both'].map((text) => readOf(text))).toEqual(
    Array(4).fill('– | –'),
  );
});

test('what points back at something not covered asks for that', () => {
  expect(readOf('I got accepted to Penn Foster for coding, is it any good?')).toBe('coding | –');
  expect(readOf('is there parking, and how long is coding?')).toBe('coding | duration');
});

test('what is asked of such a time is not answered with figures of another', () => {
  expect(understand('What did medical coders earn in 1995?')).toMatchObject({
    topics: [],
    outside: [{ what: 'matter', name: 'the year 1995' }],
  });
  expect(understand('What does a medical coder earn?').topics.map(({ id }) => id)).toEqual(['salary']);
});

test.each([
  ['hola', 'es'],
  ['buenos dias', 'es'],
  ['bonjour', 'fr'],
  ['hallo', 'de'],
  ['ciao', 'it'],
  ['olá', 'pt'],
  ['привет', 'ru'],
])('"%s" greets in a language of its own, whatever words the knowledge has', (greeting, id) => {
  expect(understand(greeting).language?.id).toBe(id);
});
