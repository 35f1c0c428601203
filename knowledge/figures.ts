/**
 * Figures: the numbers of a claim as data, so that programs can be compared by them.
 *
 * An editor writes `[qualifier] amount[–amount] unit [time]`:
 * `$7,000–$25,000 in all`, `about $4,500 less per year`, `9–18 months`, `10 months–1 year`, `16% from 2023 to 2033`,
 * `nearly 30,000 jobs by 2029`.
 */

export type FigureKind = 'money' | 'duration' | 'share' | 'count';

export interface Figure {
  readonly kind: FigureKind;
  /** Lowest and highest value in `unit`; an end that is not stated is missing (`up to $20,000` has no low). */
  readonly low?: number;
  readonly high?: number;
  /** money: `in all`, `per year`, `per hour` … (US dollars); duration: `months`; share: `%`; count: what is counted. */
  readonly unit: string;
  /** How much more or less than something else, rather than an amount of its own. */
  readonly difference?: 'more' | 'less';
  /** The years it holds for: a single one, an end (`by`, `through`) or both ends. */
  readonly span?: { readonly from?: number; readonly to?: number };
  /** As the editor wrote it. */
  readonly text: string;
}

/** A figure's text that does not follow the grammar. */
export class FigureError extends Error {
  readonly code = 'FIGURE_UNREADABLE';
  override readonly name = 'FigureError';
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const SHAPE = new RegExp(
  `^(?:(?<qualifier>about|nearly|over|more than|at least|from|starting near|up to|under|less than) )?` +
    String.raw`(?<money>\$)?(?<low>${NUMBER})(?: ?(?<lowUnit>weeks?|months?|years?))?` +
    String.raw`(?: ?– ?\$?(?<high>${NUMBER}))?(?<rest>.*)$`,
);
const MONEY = /^ ?(?<difference>more|less)? ?(?<unit>in all|per (?:year|month|week|hour|credit))$/;
const DURATION = /^ (?<unit>weeks?|months?|years?)$/;
const SHARE = /^ ?%(?: (?<difference>more|less))?$/;
const COUNT = /^ (?<unit>[a-z][a-z -]*)$/;
const TIME = / (?:in (?<in>\d{4})|(?:by|through) (?<to>\d{4})|from (?<from>\d{4}) to (?<until>\d{4}))$/;
const MONTHS: Record<string, number> = { week: 12 / 52, month: 1, year: 12 };

const value = (text: string) => Number(text.replaceAll(',', ''));
const inMonths = (amount: number, unit: string) => amount * (MONTHS[unit.replace(/s$/, '')] ?? Number.NaN);

/** Reads a figure. Throws `FigureError` with what is wrong and how to write it. */
export function parseFigure(text: string): Figure {
  const time = TIME.exec(text);
  const shape = SHAPE.exec(text.replace(TIME, ''))?.groups;
  if (!shape?.low) throw unreadable(text, 'it should begin with an amount');
  const rest = shape.rest ?? '';
  const low = value(shape.low);
  const high = shape.high === undefined ? undefined : value(shape.high);
  const base = { text, ...spanOf(time?.groups) };

  if (shape.money) {
    const money = MONEY.exec(rest)?.groups;
    if (!money?.unit) throw unreadable(text, 'after an amount of money say "in all", "per year", "per hour" …');
    return {
      kind: 'money',
      unit: money.unit,
      ...ends(text, shape.qualifier, low, high),
      ...difference(money),
      ...base,
    };
  }
  const duration = DURATION.exec(rest)?.groups;
  if (duration?.unit) {
    const first = inMonths(low, shape.lowUnit ?? duration.unit);
    const last = high === undefined ? undefined : inMonths(high, duration.unit);
    return { kind: 'duration', unit: 'months', ...ends(text, shape.qualifier, first, last), ...base };
  }
  if (shape.lowUnit && rest === '' && high === undefined) {
    return { kind: 'duration', unit: 'months', ...ends(text, shape.qualifier, inMonths(low, shape.lowUnit)), ...base };
  }
  const share = SHARE.exec(rest)?.groups ?? (SHARE.test(rest) ? {} : undefined);
  if (share)
    return { kind: 'share', unit: '%', ...ends(text, shape.qualifier, low, high), ...difference(share), ...base };
  // "18 years of age" is read above as a number with a unit and a rest: it counts years, it does not last them.
  const count = COUNT.exec(shape.lowUnit ? ` ${shape.lowUnit}${rest}` : rest)?.groups;
  if (count?.unit) return { kind: 'count', unit: count.unit, ...ends(text, shape.qualifier, low, high), ...base };
  throw unreadable(text, 'end it with a unit: "months", "%", "credits", "in all" …');
}

function ends(text: string, qualifier: string | undefined, low: number, high = low) {
  if (low > high) throw unreadable(text, 'the lower amount comes first');
  if (/^(?:up to|under|less than)$/.test(qualifier ?? '')) return { high };
  if (/^(?:over|more than|at least|from|starting near)$/.test(qualifier ?? '')) return { low };
  return { low, high };
}

const difference = (groups: Record<string, string | undefined>) =>
  groups.difference === 'more' || groups.difference === 'less' ? ({ difference: groups.difference } as const) : {};

function spanOf(time: Record<string, string | undefined> | undefined) {
  if (time?.in) return { span: { from: Number(time.in), to: Number(time.in) } };
  if (time?.to) return { span: { to: Number(time.to) } };
  if (time?.from && time.until) return { span: { from: Number(time.from), to: Number(time.until) } };
  return {};
}

const unreadable = (text: string, why: string) =>
  new FigureError(
    `the figure "${text}" cannot be read: ${why} (as in "$7,000–$25,000 in all", "9–18 months", "16% from 2023 to 2033")`,
  );

/** Whether two figures measure the same thing, so that one can be called larger. */
export const comparable = (a: Figure, b: Figure) =>
  a.kind === b.kind && a.unit === b.unit && !a.difference && !b.difference;

/**
 * How `a` stands to `b`: `less` or `more` when neither of its ends lies on the other side of `b`'s, `same` when both
 * agree, `mixed` when the ranges contain or cross each other. Only for comparable figures.
 */
export function order(a: Figure, b: Figure): 'less' | 'more' | 'same' | 'mixed' {
  const low = Math.sign((a.low ?? 0) - (b.low ?? 0));
  const high = Math.sign((a.high ?? Number.MAX_VALUE) - (b.high ?? Number.MAX_VALUE));
  if (low === 0 && high === 0) return 'same';
  if (low <= 0 && high <= 0) return 'less';
  if (low >= 0 && high >= 0) return 'more';
  return 'mixed';
}
