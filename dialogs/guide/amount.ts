import { fold } from '../../knowledge/index.ts';

/** The most a student names: `$4,000 in all`, `18 months`; or that it may be more than that. */
export type Amount = { readonly atMost: string } | { readonly orMore: string };

const SMALL = 'half one two three four five six seven eight nine ten eleven twelve'.split(' ');
const COUNTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(SMALL.map((word, i) => [word, i === 0 ? 0.5 : i])),
  ...{ a: 1, an: 1, couple: 2, fifteen: 15, eighteen: 18, twenty: 20, thirty: 30, forty: 40, fifty: 50 },
};
const TIMES: Readonly<Record<string, number>> = { k: 1000, grand: 1000, thousand: 1000, hundred: 100 };

const NUMBER = String.raw`\d+(?:,\d{3})*(?:\.\d+)?|${Object.keys(COUNTS).join('|')}`;
const MONEY = new RegExp(
  String.raw`(?<sign>\$ ?)?(?<![\w.,])(?<number>${NUMBER})(?: ?-? ?(?<times>k|grand|thousand|hundred))?\b(?<unit> ?(?:dollars|bucks|usd))?`,
  'g',
);
const DURATION = new RegExp(
  String.raw`\b(?<number>${NUMBER})(?: (?<half>and a half))?(?: an?| of)?[ -]?(?<unit>weeks?|months?|mos?|years?|yrs?)\b(?: (?<more>and a half))?`,
  'g',
);
/** Money by the month and ages are other matters. */
const PER = /^ ?(?:(?:per|an?|each|every|\/) ?(?:month|week|year|semester|hour|credit)|monthly|weekly|hourly|yearly)/;
const AGE = /\b(?:old|ago|of experience)\b/;
const OR_MORE = /\b(?:more than|over|above|at least|upwards of|from(?= \$?\d))\b|\bor more\b|\d\+/;
const NEGATED = /\b(?:no|not|nothing|never|cannot|without|\w+n't|dont|cant|wont)\b.*\b(?:more than|over|above)\b/;

/** What is too much is no limit: "I don't want to spend 4 years". */
const REFUSED =
  /\b(?:not|never|cannot|\w+n't|dont|cant|wont)\b(?!.*\b(?:more|longer|over|above|much|a lot|up to|max|at most|later)\b)/;

/** The largest amount of money or time in a text; a bare number counts in dollars, or in months. */
export function readAmount(text: string, kind: 'money' | 'duration'): Amount | undefined {
  const message = fold(text);
  const largest = kind === 'money' ? largestSum(message) : longestTime(message);
  if (largest === undefined || REFUSED.test(message)) return undefined;
  return OR_MORE.test(message) && !NEGATED.test(message) ? { orMore: largest } : { atMost: largest };
}

function largestSum(message: string): string | undefined {
  const sums = [...message.matchAll(MONEY)].flatMap(({ 0: match, index, groups }) => {
    const { sign, number = '', times, unit } = groups ?? {};
    if (PER.test(message.slice(index + match.length))) return [];
    const sum = count(number) * (TIMES[times ?? ''] ?? 1);
    return sign || times || unit || (/^\d/.test(number) && sum >= 100) ? [sum] : [];
  });
  return sums.length > 0 ? `$${thousands(Math.max(...sums))} in all` : undefined;
}

function longestTime(message: string): string | undefined {
  if (AGE.test(message)) return undefined;
  const bare = /^\d+$/.exec(message.trim())?.[0];
  const months = [...message.matchAll(DURATION)].map(({ groups }) => {
    const { number = '', half, unit = '', more } = groups ?? {};
    return (count(number) + (half || more ? 0.5 : 0)) * inMonths(unit);
  });
  const most = bare ? Number(bare) : Math.max(0, ...months);
  return most > 0 ? `${Math.round(most * 10) / 10} months` : undefined;
}

const count = (number: string) => COUNTS[number] ?? Number(number.replaceAll(',', ''));
const inMonths = (unit: string) => (unit.startsWith('y') ? 12 : unit.startsWith('w') ? 12 / 52 : 1);
const thousands = (sum: number) => Math.round(sum).toLocaleString('en-US');
