import { describe, expect, test } from 'vitest';
import { readAskId } from '../../../dialogs/choices.ts';
import { beginGuide, createAdviser, type GuideState, readGuideId, take } from '../../../dialogs/guide/index.ts';
import type { Reply } from '../../../dialogs/reply.ts';
import type { Fact, Guide } from '../../../knowledge/index.ts';
import { loadFolder } from '../../knowledge/folder.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { kitOf, statementsOf, textOf } from '../asked.ts';
import { adviserOf, answered } from './talk.ts';

const knowledge = loadShipped();
const guide = knowledge.guide as Guide;
const adviser = adviserOf(knowledge);
const programs = [...knowledge.programs.keys()];

const wordsOf = (reply: Reply) =>
  reply.blocks.flatMap(statementsOf).flatMap(({ label = '', text }) => `${label} ${text}`.trim().split(/\s+/)).length;

test('a knowledge without a guide has no adviser', () => {
  expect(createAdviser(kitOf(loadFolder()))).toBeUndefined();
});

describe('asking', () => {
  test('is one short question with its answers, and says how many there are', () => {
    const reply = adviser.ask(beginGuide()) as Reply;
    expect(reply.kind).toBe('guide');
    expect(reply.blocks).toMatchObject([{ kind: 'paragraph', statements: [{ label: 'Question 1 of 5' }] }]);
    expect(reply.choices.map(({ id }) => id)).toEqual([
      ...(guide.questions[0]?.options ?? []).map(({ id }) => `guide/time/${id}`),
      'guide/time/skip',
    ]);
  });

  test('every choice leads on, whatever was answered, to the end in at most five questions', () => {
    const visit = (state: GuideState, total: number): number => {
      const reply = adviser.ask(state);
      if (!reply) return 1;
      expect(wordsOf(reply)).toBeLessThanOrEqual(40);
      const [, number, of] = /^Question (\d) of (\d)$/.exec(reply.blocks.flatMap(statementsOf)[0]?.label ?? '') ?? [];
      expect(Number(number)).toBe(state.answers.length + 1);
      expect(Number(of)).toBeLessThanOrEqual(total);
      expect(Number(number)).toBeLessThanOrEqual(Number(of));
      const taps = reply.choices.map(({ id }) => readGuideId(id));
      // Two of the answers at each step are enough to meet every length of the way.
      return [taps[0], taps.at(-2), taps.at(-1)].reduce((ends, tap) => {
        if (!tap || !('answer' in tap)) throw new Error('a choice that is no answer');
        return ends + visit(take(state, tap.answer), Number(of));
      }, 0);
    };
    expect(visit(beginGuide(), 5)).toBeGreaterThan(50);
  });

  test('leaves out what cannot tell the programs apart that are left', () => {
    expect(textOf(adviser.ask(answered(adviser, ['skip', 'skip'], ['him', 'hit'])) as Reply)).not.toMatch(/undefined/);
    // Between the two, only coding's length and price are in question; once one is dropped nothing is.
    expect(adviser.ask(answered(adviser, ['8 months'], ['billing', 'coding']))).toBeUndefined();
  });

  test('ends when the student has had enough', () => {
    expect(adviser.ask(answered(adviser, ['within a year', "that's enough"]))).toBeUndefined();
  });

  test('an answer given again takes the place of the one before', () => {
    const state = answered(adviser, ['within a year', 'skip']);
    const changed = take(state, { question: 'time', option: 'longer' });
    expect(changed.answers).toEqual([
      { question: 'money', option: 'skip' },
      { question: 'time', option: 'longer' },
    ]);
  });

  test('what is no answer to the open question is not taken for one', () => {
    const state = answered(adviser, ['skip']);
    expect(adviser.read(state, 'how much does coding cost?')).toBeUndefined();
    expect(adviser.read(state, 'from home')).toBeUndefined();
    expect(adviser.read(answered(adviser, ['skip', 'enough']), 'cheap')).toBeUndefined();
  });
});

describe('the conclusion', () => {
  const conclude = (texts: readonly string[], among: readonly string[] = []) =>
    adviser.conclude(answered(adviser, texts, among));
  const labelled = (reply: Reply, label: string) =>
    reply.blocks.flatMap(statementsOf).filter((statement) => statement.label === label);

  test('names the winner with the wishes and the main reason first', () => {
    const [first, second] = conclude(['skip', 'skip', 'I hate phones', 'from home']).blocks.flatMap(statementsOf);
    expect(first?.text).toBe('For quiet work on your own and work from home, coding fits best.');
    expect(second?.text).toMatch(/little contact with patients/);
    expect(second?.citations).toEqual([1]);
  });

  test('drops what lies above a limit, with the figure and with what would do after all', () => {
    const time = conclude(['within a year']);
    expect(labelled(time, 'HIM drops out')).toMatchObject([
      { text: expect.stringMatching(/2–4 years.*Yet: Under 1 year/) },
    ]);
    const money = conclude(['skip', 'under $5,000']);
    expect(labelled(money, 'HIM drops out')).toMatchObject([{ text: expect.stringMatching(/^\$7,000–\$25,000/) }]);
    expect(time.programs.indexOf('him')).toBe(time.programs.length - 1);
  });

  test("holds figures against the student's own limit", () => {
    const dropped = (text: string) =>
      conclude(['skip', text])
        .blocks.flatMap(statementsOf)
        .map(({ label }) => label);
    expect(dropped('$1,500')).toContain('Coding drops out');
    expect(dropped('$2,500')).not.toContain('Coding drops out');
  });

  test('does not drop what no article measures, and says so', () => {
    const reply = conclude(['within a year', 'under $5,000', 'I hate phones']);
    expect(textOf(reply)).toMatch(/leave open counts neither way:.*HIT on time, cost/);
    expect(labelled(reply, 'HIT drops out')).toEqual([]);
  });

  test('names no program as level with a part of it: with its own name', () => {
    const openings = guide.questions.flatMap(({ id: question, options }) =>
      options.map(({ id: option }) => {
        const [first] = adviser.conclude(take(beginGuide(), { question, option })).blocks.flatMap(statementsOf);
        return first?.text ?? '';
      }),
    );
    expect(openings.some((text) => text.includes('fits as well as'))).toBe(true);
    for (const text of openings) expect(text).not.toMatch(/(billing and coding) fits as well as.*\1/i);
  });

  test('of nothing but the unmeasured says that the articles do not tell', () => {
    const reply = conclude(['6 months', '$500']);
    expect(textOf(reply)).toMatch(/only HIT is left, and the articles do not say whether it fits/);
  });

  test('where nothing fits names what comes closest', () => {
    const reply = conclude(['skip', '$500'], ['billing', 'coding']);
    expect(textOf(reply)).toMatch(/^No program fits a small budget.*billing comes closest/);
    expect(labelled(reply, 'Billing')).toMatchObject([{ text: expect.stringMatching(/\$1,200/) }]);
  });

  test('says what would change it, and that is true', () => {
    const state = answered(adviser, ['within a year', 'skip', 'I hate phones', 'from home', 'skip']);
    expect(adviser.conclude(state).programs[0]).toBe('coding');
    expect(textOf(adviser.conclude(state))).toMatch(/For a very quick finish instead, billing would come first/);
    expect(adviser.conclude(take(state, { question: 'time', option: 'half-year' })).programs[0]).toBe('billing');
  });

  test('weighs the winner against itself', () => {
    const [against] = labelled(conclude(['skip', 'skip', 'I hate phones']), 'Against coding');
    expect(against?.text).toMatch(/^Billing is quicker: 6–12 months against 9–18 months for coding\.$/);
  });

  test('leads on to the winner, to the second beside it and to a new start', () => {
    const { choices } = conclude(['skip', 'skip', 'I hate phones']);
    expect(choices.map(({ id }) => readAskId(id) ?? readGuideId(id))).toEqual([
      { topic: 'duration', programs: ['coding'] },
      { topic: 'cost', programs: ['coding'] },
      { programs: ['coding', expect.any(String)] },
      { begin: [] },
    ]);
  });

  test('of everything skipped compares calmly', () => {
    const reply = conclude(['skip', 'skip', 'skip', 'skip', 'skip']);
    expect(reply.kind).toBe('guide');
    expect(textOf(reply)).toMatch(/^You left it open, so none comes first/);
    expect(reply.blocks.some(({ kind }) => kind === 'table')).toBe(true);
    expect([...reply.programs].sort()).toEqual([...programs].sort());
  });
});

test('a recommendation in one line rests on the same reasons', () => {
  const advice = adviser.recommend('which should I pick if I hate phones?', beginGuide(['billing', 'coding']));
  expect(advice?.reply.kind).toBe('comparison');
  expect([advice?.reply.programs, advice?.best]).toEqual([['coding', 'billing'], ['coding']]);
  expect(adviser.recommend('which is best?', beginGuide())).toBeUndefined();
});

/** Every combination of answers, those that would not be asked any more included. */
const states = guide.questions.reduce<GuideState[]>(
  (all, { id, options }) =>
    all.flatMap((state) => [state, ...options.map((option) => take(state, { question: id, option: option.id }))]),
  [beginGuide()],
);
const sets = [[], ['him', 'mbc'], ['billing', 'coding'], ['him', 'hit'], ['him', 'hit', 'mbc']];
/** A spread of them among all programs and among some. */
const conclusions = sets.flatMap((among, i) =>
  states
    .filter((_, j) => j % 15 === i)
    .map((state) => ({ ...state, programs: among }))
    .map((state) => ({ state, reply: adviser.conclude(state), about: JSON.stringify(state) })),
);

describe('over every combination of answers', () => {
  const numbersOf = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? [];
  const facts = [...knowledge.facts.values()];
  const statedBy = (fact: Fact) =>
    numbersOf([fact.text, fact.cell ?? '', ...fact.figures.map((f) => f.text)].join(' '));
  const stated = new Map(
    [...knowledge.articles.values()].map(({ id, date = '' }) => [
      id,
      new Set([...facts.filter((fact) => fact.article === id).flatMap(statedBy), ...numbersOf(date.slice(0, 4))]),
    ]),
  );

  test('there are many', () => {
    expect(conclusions.length).toBeGreaterThan(1000);
  });

  test('every number said stands in a fact of an article cited', () => {
    let checked = 0;
    for (const { reply, about } of conclusions) {
      const articles = new Map(reply.citations.map(({ position, article }) => [position, article]));
      for (const { text, label = '', citations } of reply.blocks.flatMap(statementsOf)) {
        expect(numbersOf(label), about).toEqual([]);
        for (const number of numbersOf(text)) {
          checked += 1;
          const isStated = citations.some((position) => stated.get(articles.get(position) ?? '')?.has(number));
          expect(isStated, `${about}: ${number} in "${text}"`).toBe(true);
        }
      }
    }
    expect(checked).toBeGreaterThan(4000);
  });

  test('the winner is not a dropped program', () => {
    let dropped = 0;
    for (const { reply, about } of conclusions) {
      const [winner = ''] = reply.programs;
      const labels = reply.blocks.flatMap(statementsOf).map(({ label = '' }) => label.toLowerCase());
      dropped += labels.filter((label) => label.endsWith(' drops out')).length;
      expect(labels, about).not.toContain(`${knowledge.programs.get(winner)?.short.toLowerCase()} drops out`);
    }
    expect(dropped).toBeGreaterThan(500);
  });

  test('it is short, and whole', () => {
    for (const { reply, about } of conclusions) {
      expect(wordsOf(reply), `${about} ${textOf(reply)}`).toBeLessThanOrEqual(180);
      for (const block of reply.blocks)
        if (block.kind === 'points') expect(block.statements.length).toBeLessThanOrEqual(5);
      expect(JSON.stringify(reply), about).not.toMatch(/undefined|NaN|\[object|null/);
      expect(reply.kind).toBe('guide');
      expect(new Set(reply.programs).size, about).toBe(reply.programs.length);
    }
  });

  test('citations are numbered from 1 in the order in which they are met, each used', () => {
    for (const { reply, about } of conclusions) {
      const met = [...new Set(reply.blocks.flatMap(statementsOf).flatMap(({ citations }) => citations))];
      expect(met, about).toEqual(met.map((_, i) => i + 1));
      expect(
        reply.citations.map(({ position }) => position),
        about,
      ).toEqual(met);
    }
  });

  test('the state is plain and small, and says the same again', () => {
    for (const { state, reply, about } of conclusions.filter((_, i) => i % 50 === 0)) {
      const text = JSON.stringify(state);
      expect(text.length, about).toBeLessThan(1000);
      expect(adviser.conclude(JSON.parse(text) as GuideState)).toEqual(reply);
    }
  });
});

test.each(['ask/cost/him', 'guide', 'guide/time', 'guide/time/', 'guide//year', 'guide/time/year/more', 'time', ''])(
  '%s is no choice of the guide',
  (id) => {
    expect(readGuideId(id)).toBeUndefined();
  },
);

test('a choice of the guide is read back', () => {
  expect(readGuideId('guide/begin/')).toEqual({ begin: [] });
  expect(readGuideId('guide/begin/him,hit')).toEqual({ begin: ['him', 'hit'] });
  expect(readGuideId('guide/time/year')).toEqual({ answer: { question: 'time', option: 'year' } });
});

test('what the guide no longer knows is passed over', () => {
  const state = { programs: ['gone'], answers: [{ question: 'gone', option: 'gone' }] };
  expect(adviser.conclude(state).programs).toHaveLength(programs.length);
  expect(adviser.ask(state)?.kind).toBe('guide');
});
