import { describe, expect, test } from 'vitest';
import { PROGRAM_NAME, readNames } from '../../knowledge/names.ts';
import { capitalsIn, tokenise } from '../../knowledge/text.ts';
import { createVocabulary } from '../../knowledge/vocabulary.ts';
import { loadFolder } from './folder.ts';
import { loadShipped } from './shipped.ts';

function reader(knowledge: ReturnType<typeof loadFolder>) {
  const vocabulary = createVocabulary(knowledge);
  return (text: string) => readNames(tokenise(text), vocabulary, knowledge.programs);
}

test('names what is not meant beside what is, and what stands in capitals whatever its neighbours', () => {
  const knowledge = loadShipped();
  const vocabulary = createVocabulary(knowledge);
  const read = (text: string) => readNames(tokenise(text), vocabulary, knowledge.programs, capitalsIn(text));
  expect(read('forget HIT, take billing')).toMatchObject({ programs: ['billing'], excluded: ['hit'], refused: false });
  expect(read('forget HIT')).toMatchObject({ programs: ['hit'], excluded: [], refused: true });
  expect(read('call HIM back').programs).toEqual(['him']);
  expect(read('call him back').programs).toEqual([]);
});

describe('the shipped knowledge', () => {
  const read = reader(loadShipped());

  test.each([
    ['what is HIM', 'him'],
    ['what does H.I.M. mean', 'him'],
    ['health information management', 'him'],
    ['health information technology degree', 'hit'],
    ['is hit worth it', 'hit'],
    ['medical billing', 'billing'],
    ['how do I become a medical coder', 'coding'],
    ['what do health information techs do', 'hit'],
    ['is there a side of billing and coding without phones', 'billing coding'],
    ['MBC', 'mbc'],
    // What only hints at a program names it where it is set against one, not where it stands beside one.
    ['records management or billing and coding', 'him mbc'],
    ['coders vs RHIA', 'coding him'],
    ['the records management degree, or is coding better', 'him coding'],
    ['so billing and coding are diff things', 'billing coding'],
    ['what do billing and coding programs both teach', 'billing coding'],
    ['can I do both billing and coding', 'mbc'],
    ['the RHIA for coders', 'coding'],
    ['himself', ''],
    ['', ''],
  ])('"%s" names %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test.each([
    ['billing and coding', 'mbc'],
    ['coding and billing', 'mbc'],
    ['billing & coding', 'mbc'],
    ['billing/coding', 'mbc'],
    ['how long is medical billing and coding', 'mbc'],
    ['billing or coding', 'billing coding'],
    ['coding or billing', 'coding billing'],
    ['billing vs coding', 'billing coding'],
    ['coding versus billing', 'coding billing'],
    ['difference between billing and coding', 'billing coding'],
    ['difference between coding and billing', 'coding billing'],
    ['how does medical billing differ from medical coding', 'billing coding'],
    ['compare billing and coding', 'billing coding'],
    ['which is better, billing and coding', 'billing coding'],
    ['billing, or maybe coding', 'billing coding'],
    ['are billing and coding equally long', 'billing coding'],
    ['what do billing and coding share', 'billing coding'],
  ])('"billing and coding" is one program or two: "%s" is %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test.each([
    ['HIM vs billing and coding', 'him mbc'],
    ['billing and coding or HIM', 'mbc him'],
    ['compare HIT with billing and coding', 'hit mbc'],
    ['is billing and coding shorter than HIM', 'mbc him'],
    ['HIM or HIT', 'him hit'],
    ['HIM, HIT or coding', 'him hit coding'],
    ['coding, HIM, coding again', 'coding him'],
  ])('two programs beside each other: "%s" is %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test.each([
    ['coding, not billing', 'coding'],
    ['HIM but not HIT', 'him'],
    ['HIT without coding', 'hit'],
    ['coding rather than billing', 'coding billing'],
    ['does HIT pay more than coding', 'hit coding'],
    ['why not coding', 'coding'],
    ['not billing: coding', 'coding'],
    ['not billing, coding', 'coding'],
  ])('what is said "not" to is left out: "%s" is %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test.each([
    ['what is the RHIA', 'him'],
    ['is the CPC exam hard', 'coding'],
    ['RHIA or CPC', 'him coding'],
    ['do I need a CPC for HIM', 'him'],
    ['can billing people take the CPC', 'billing'],
    ['does HIT use CPT', 'hit'],
  ])('a certificate stands for its program only where none is named: "%s" is %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test.each([
    ['nursing or coding', 'coding', ['program nursing']],
    ['how much does nursing cost', '', ['program nursing']],
    ['is there parking', '', ['matter parking']],
    ['HIM with a parking pass', 'him', ['matter parking']],
  ])('what is not covered is named: "%s"', (text, programs, outside) => {
    const names = read(text);
    expect(names.programs.join(' ')).toBe(programs);
    expect(names.outside.map(({ what, name }) => `${what} ${name}`)).toEqual(outside);
  });

  test('words that belong to objects are no names', () => {
    expect(read('constructor __proto__ toString hasOwnProperty valueOf')).toMatchObject({ programs: [], outside: [] });
  });

  test('every program is found by each of its names', () => {
    const { programs } = loadShipped();
    for (const { id, aliases, hints } of programs.values())
      for (const name of [...aliases, ...hints]) expect(read(name).programs, name).toEqual([id]);
  });

  test('every phrase that only looks like a program is none', () => {
    const { programs } = loadShipped();
    for (const phrase of [...programs.values()].flatMap((p) => p.notMeant))
      expect(read(phrase).programs, phrase).toEqual([]);
  });
});

describe('another field', () => {
  const read = reader(loadFolder());
  const masked = (text: string) => read(text).masked.map((t) => t.word);

  test.each([
    ['framing and finish', 'carpentry'],
    ['framing or finish', 'framing finish'],
    ['the difference between framing and finish', 'framing finish'],
    ['carpentry vs cabinets', 'carpentry cabinets'],
    ['a carpenter compares prices', 'carpentry'],
    ['compare carpentry prices', 'carpentry'],
    ['which filing cabinets', ''],
    ['is the nail gun card hard', 'framing'],
    ['the nail gun card for cabinets', 'cabinets'],
  ])('"%s" names %s', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test('each name is masked by one stand-in, whatever its length', () => {
    expect(masked('is framing and finish long')).toEqual(['is', PROGRAM_NAME.word, 'long']);
    expect(masked('is cabinets long')).toEqual(['is', PROGRAM_NAME.word, 'long']);
  });

  test('the stand-ins tell programs, other programs and matters apart, and a hint stays as it is', () => {
    const words = ['framing', 'plumbing', 'parking'].map((text) => masked(text).join(' '));
    expect(new Set(words).size).toBe(3);
    expect(masked('nail gun card')).toEqual(['nail', 'gun', 'card']);
    expect(masked('filing cabinets')).toEqual(['filing', 'cabinets']);
  });

  test('a stand-in keeps the clause of what it stands for', () => {
    const clauses = read('cost, framing').masked.map((t) => t.clause);
    expect(clauses[1]).toBe(tokenise('cost, framing')[1]?.clause);
  });

  test('a stand-in cannot be said', () => {
    const said = masked(`${PROGRAM_NAME.word} and §matter`);
    expect(said).toEqual(['program', 'and', 'matter']);
  });

  test('says why', () => {
    expect(read('framing near a plumber').reasons).toEqual([
      '"framing" is framing',
      '"plumber" is plumbing (not covered)',
    ]);
    expect(read('filing cabinets').reasons).toEqual(['"filing cabinets" is not a name here']);
  });
});
