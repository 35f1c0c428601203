import { describe, expect, test } from 'vitest';
import { answerData, dataHtml, describe as describeReply } from '../../../src/channels/website/page-data.ts';
import { comparison, fallback } from '../sample-reply.ts';

const page = {
  ...{ school: 'A School', origin: 'https://chat.school.example', address: '/compare/billing-vs-coding' },
  ...{ question: 'Billing vs. coding', programs: ['Medical Billing', 'Medical Coding'] },
};

describe('what a page is for search engines', () => {
  test('names the question, the answer in words, the programs and each article', () => {
    expect(answerData({ ...page, reply: comparison })).toMatchObject({
      '@context': 'https://schema.org',
      url: 'https://chat.school.example/compare/billing-vs-coding',
      about: [{ name: 'Medical Billing' }, { name: 'Medical Coding' }],
      mainEntity: { '@type': 'Question', name: 'Billing vs. coding', acceptedAnswer: { '@type': 'Answer' } },
      citation: [
        {
          headline: 'Billing vs. "Coding"',
          datePublished: '2025',
          url: 'https://chat.school.example/sources/002_68e897907d238596',
        },
        { headline: 'Two Careers', author: { name: 'Ana Lim' }, url: 'https://college.example/two' },
      ],
    });
  });

  test('says in the answer all that the reply says, without markers', () => {
    const text = JSON.stringify(answerData({ ...page, reply: comparison }));
    expect(text).toContain('Coding pays more. Both can be done from home.');
    expect(text).toContain('Medical coding: $50,250 a year Certified: $62,689 a year');
    expect(text).not.toMatch(/\[\d\]/);
  });

  test('ends its element in no other way than by its end', () => {
    const hostile = '</script><script>alert(1)</script><!-- & \u2028';
    const { markup } = dataHtml(answerData({ ...page, question: hostile, reply: fallback }));
    const [, json = ''] = /^<script type="application\/ld\+json">([^<]*)<\/script>\n$/.exec(markup) ?? [];
    expect(JSON.parse(json)).toMatchObject({ name: hostile });
  });
});

describe('the description', () => {
  test('is what the reply says first, whole where it is short', () => {
    expect(describeReply(fallback)).toBe('The articles do not say.');
  });

  test('ends between two words within the length', () => {
    const words = describeReply(comparison, 40);
    expect(words).toBe('Coding pays more. Both can be done …');
    expect(words.length).toBeLessThanOrEqual(40);
  });
});
