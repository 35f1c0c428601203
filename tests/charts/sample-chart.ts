import type { Chart } from '../../dialogs/reply.ts';

/** A range, a single figure, and both kinds of open ends. */
export const pay: Chart = {
  kind: 'chart',
  id: 'billing,coding/pay-1,pay-2,pay-3,pay-4',
  topic: 'salary',
  caption: 'Pay per year',
  unit: '$',
  bars: [
    {
      name: 'Billing',
      note: 'typical pay, A College',
      low: 40_000,
      high: 60_000,
      text: '$40,000–$60,000',
      citations: [1],
    },
    { name: 'Billing', note: 'B & <C>', low: 50_000, high: 50_000, text: 'about $50,000', citations: [2] },
    { name: 'Coding', low: 70_000, text: 'over $70,000', citations: [1] },
    { name: 'Coding', high: 30_000, text: 'up to $30,000', citations: [2] },
  ],
};

export const time: Chart = {
  kind: 'chart',
  id: 'billing,coding/time-1,time-2',
  topic: 'duration',
  caption: 'How long it takes',
  unit: 'months',
  source: 'A College, 2025',
  bars: [
    { name: 'Billing', low: 6, high: 12, text: '6–12 months', citations: [1] },
    { name: 'Coding', low: 24, high: 48, text: '2–4 years', citations: [1] },
  ],
};
