import { describe, expect, test } from 'vitest';
import { z } from 'zod/v4';
import { EMAIL } from '../../../dialogs/form/contact.ts';
import { type Field, readField } from '../../../dialogs/form/fields.ts';

const read = (field: Field, text: string) => {
  const result = readField(field, text);
  return 'value' in result ? result.value : undefined;
};
const problemOf = (field: Field, text: string) => {
  const result = readField(field, text);
  return 'problem' in result ? result.problem : undefined;
};

describe('a name', () => {
  test.each([
    ['Ada', 'Ada'],
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ['my name is Ada Lovelace.', 'Ada Lovelace'],
    ['Hi, I’m Ada', 'Ada'],
    ['María del Carmen Fernández de la Cruz', 'María del Carmen Fernández de la Cruz'],
    ["Siobhán O'Neill-Ní Bhriain", "Siobhán O'Neill-Ní Bhriain"],
    ['李小龙', '李小龙'],
    ['Will Smith', 'Will Smith'],
    ['Can Yilmaz', 'Can Yilmaz'],
    ['How Wei Ling', 'How Wei Ling'],
    ['Henry Tudor 8', 'Henry Tudor 8'],
  ])('is read from %j', (text, name) => expect(read('name', text)).toBe(name));

  test.each([
    'how much does HIM cost',
    'what is HIT?',
    'Can I study online',
    'compare HIM and HIT',
    'is there financial aid',
  ])('is not %j, which asks something', (text) => expect(problemOf('name', text)).toContain('reads like a question'));

  test.each(['', '  ', '42', '5551234567', 'ada@example.com', 'https://ada.example', '<b>Ada</b>', '🙂'])(
    'is not %j',
    (text) => expect(problemOf('name', text)).toContain('does not look like a name'),
  );
});

describe('an e-mail address', () => {
  test.each([
    'ada@example.com',
    'a.b-c+d@mail.example.co.uk',
    '.ada@example.com',
    'ada.@example.com',
    'a..b@example.com',
    'ada@example',
    'ada@-example.com',
    'ada@example.c',
    'ada@exa_mple.com',
    'ada@@example.com',
    "o'neil@example.com",
  ])('is %j where it is one for zod', (text) => {
    expect(EMAIL.test(text)).toBe(z.email().safeParse(text).success);
  });

  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace+school@mail.example.co.uk', 'Ada.Lovelace+school@mail.example.co.uk'],
    ['my email is ada@example.com.', 'ada@example.com'],
    ['Ada Lovelace <ada@example.com>', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['ada＠example.com', 'ada@example.com'],
    ['ada@example.com, again ada@example.com', 'ada@example.com'],
  ])('is read from %j', (text, email) => expect(read('contact', text)).toBe(email));

  test.each(['ada@', 'ada@example', '@example.com', 'ada @ example.com', 'ada..l@example.com', 'ada@exa_mple.com'])(
    'is not %j',
    (text) =>
      expect(problemOf('contact', text)).toMatch(/not look like a complete e-mail address\. Please send one such/),
  );

  test('is one', () => expect(problemOf('contact', 'ada@example.com or al@example.com')).toContain('the one where'));
});

describe('a phone number', () => {
  test.each([
    ['555-0100', '555-0100'],
    ['+1 (555) 010-0199', '+1 (555) 010-0199'],
    ['(555) 010-0199', '(555) 010-0199'],
    ['555.010.0199', '555.010.0199'],
    ['555–010–0199', '555-010-0199'],
    ['call me at 555 010 0199.', '555 010 0199'],
    ['phone: +49 30/901820', '+49 30/901820'],
    ['555 010 0199 ext. 12', '555 010 0199 ext. 12'],
    ['555-010-0199 x12', '555-010-0199 x12'],
    ['+123456789012345', '+123456789012345'],
    ['1234567', '1234567'],
  ])('is read from %j', (text, phone) => expect(read('contact', text)).toBe(phone));

  test.each([
    ['555-010', 6],
    ['+1234567890123456', 16],
  ])('is not %j, and its digits are counted', (text, digits) =>
    expect(problemOf('contact', text)).toContain(`7 to 15 digits, and I count ${digits}.`),
  );

  test.each(['', 'by carrier pigeon', '555-CALL-NOW', 'tomorrow after 5 pm please', '1;2;3;4;5;6;7;8'])(
    'is not %j',
    (text) =>
      expect(problemOf('contact', text)).toContain(
        'does not look like an e-mail address or phone number. Please send one such',
      ),
  );
});

describe('a question', () => {
  test('is kept as it was written, on one line', () => {
    expect(read('question', ' Does HIM accept\n\n transfer\tcredits? ')).toBe('Does HIM accept transfer credits?');
    expect(read('question', '**bold** <img src=x onerror=alert(1)> [1](http://x)')).toBe(
      '**bold** <img src=x onerror=alert(1)> [1](http://x)',
    );
  });

  test('has words', () => {
    for (const text of ['', '   ', '?!', '123', 'x']) expect(problemOf('question', text)).toContain('I see no words');
  });

  test('loses what cannot be seen and what turns its direction, and nothing else', () => {
    expect(read('question', 'a\u0000b \u202Egnp.exe\u202C \ud800c\u200b\ufeff')).toBe('a b gnp.exe c');
    expect(read('question', 'می\u200cخواهم 👩\u200d🎓')).toBe('می\u200cخواهم 👩\u200d🎓');
  });
});

describe('too long', () => {
  const limits = [
    ['name', 'a name', 80],
    ['contact', 'an e-mail address or phone number', 120],
    ['question', 'the question', 1000],
  ] as const;

  test.each(limits)('a %s is refused beyond its limit, which is said', (field, named, limit) => {
    const most = limit.toLocaleString('en-US');
    const problem = `${named} may have at most ${most}. Please send a shorter one.`;
    expect(problemOf(field, 'ab '.repeat(2000))).toContain(`That is 5,999 characters long, and ${problem}`);
    expect(problemOf(field, 'a'.repeat(limit + 1))).toContain(problem);
  });

  test('is nothing up to the limit', () => {
    expect(read('name', 'a'.repeat(80))).toHaveLength(80);
    expect(read('contact', `${'a'.repeat(108)}@example.com`)).toHaveLength(120);
    expect(read('question', 'a'.repeat(1000))).toHaveLength(1000);
    expect(read('question', `a b${' '.repeat(5000)}`)).toBe('a b');
  });

  test('is measured in bytes for other scripts, saying so', () => {
    expect(problemOf('question', '编'.repeat(600))).toContain(
      'at most 1,000 characters, and letters beyond the English',
    );
    expect(read('question', '编'.repeat(400))).toHaveLength(400);
  });
});
