import type { Reply } from '../../dialogs/reply.ts';

/** A comparison with every kind of block: text with one source, a table with two, a disagreement, choices. */
export const comparison: Reply = {
  kind: 'comparison',
  programs: ['billing', 'coding'],
  topics: ['salary', 'remote'],
  confidence: 0.93,
  blocks: [
    {
      kind: 'paragraph',
      statements: [
        { text: 'Coding pays more.', citations: [1] },
        { text: 'Both can be done from home.', citations: [] },
      ],
    },
    {
      kind: 'table',
      caption: 'Billing and coding: salary, remote work',
      columns: [
        { program: 'billing', name: 'Medical billing' },
        { program: 'coding', name: 'Medical coding' },
      ],
      rows: [
        {
          topic: 'salary',
          name: 'Salary',
          cells: [
            [{ text: '$46,000 a year', citations: [1] }],
            [
              { text: '$50,250 a year', citations: [1, 2] },
              { label: 'Certified', text: '$62,689 a year', citations: [2] },
            ],
          ],
        },
        {
          topic: 'remote',
          name: 'Remote work',
          cells: [[{ text: 'common', citations: [2] }], [{ text: 'not stated in the articles', citations: [] }]],
        },
      ],
    },
    {
      kind: 'chart',
      id: 'billing,coding/pay-1,pay-2',
      topic: 'salary',
      caption: 'Salary per year',
      unit: '$',
      bars: [
        { name: 'Billing', low: 46_000, high: 46_000, text: '$46,000', citations: [1] },
        { name: 'Coding', note: 'certified', low: 62_689, text: 'over $62,689', citations: [2] },
      ],
    },
    { kind: 'note', statements: [{ text: 'The articles differ on coders’ pay.', citations: [1, 2] }] },
    {
      kind: 'points',
      statements: [
        { label: 'Billing', text: 'more talk with patients', citations: [2] },
        { label: 'Coding', text: 'more time in records', citations: [] },
      ],
    },
  ],
  citations: [
    {
      position: 1,
      article: '002_68e897907d238596',
      title: 'Billing vs. "Coding"',
      publisher: 'Research.com',
      date: '2025',
    },
    {
      position: 2,
      article: '007_sample',
      title: 'Two Careers',
      publisher: 'A College',
      author: 'Ana Lim',
      url: 'https://college.example/two',
    },
  ],
  choices: [
    { id: 'ask:cost', label: 'What do they cost?' },
    { id: 'ask:duration', label: 'How long do they take?' },
  ],
};

/** An answer that is all text. */
export const fallback: Reply = {
  kind: 'fallback',
  programs: [],
  topics: [],
  confidence: 0.1,
  blocks: [{ kind: 'paragraph', statements: [{ text: 'The articles do not say.', citations: [] }] }],
  citations: [],
  choices: [],
};
