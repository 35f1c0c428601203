import { expect, test } from 'vitest';
import { plainText } from '../../src/channels/plain-text.ts';
import { comparison, fallback } from './sample-reply.ts';

test('a reply reads from top to bottom, a table row by row, its sources numbered', () => {
  expect(plainText(comparison)).toBe(
    [
      'Coding pays more. [1] Both can be done from home.',
      '',
      'Billing and coding: salary, remote work',
      'Salary – Medical billing: $46,000 a year [1]; Medical coding: $50,250 a year [1] [2] Certified: $62,689 a year [2]',
      'Remote work – Medical billing: common [2]; Medical coding: not stated in the articles',
      '',
      'Note: The articles differ on coders’ pay. [1] [2]',
      '',
      '- Billing: more talk with patients [2]',
      '- Coding: more time in records',
      '',
      'Sources:',
      '1. Billing vs. "Coding" – Research.com, 2025',
      '2. Two Careers – Ana Lim, A College. https://college.example/two',
      '',
      'You can say: What do they cost? · How long do they take?',
    ].join('\n'),
  );
});

test('a reply without sources or choices is its text alone', () => {
  expect(plainText(fallback)).toBe('The articles do not say.');
});

test('line breaks inside a statement do not break its line', () => {
  const blocks = [{ kind: 'points' as const, statements: [{ text: ' one\n  two ', citations: [] }] }];
  expect(plainText({ ...fallback, blocks })).toBe('- one two');
});
