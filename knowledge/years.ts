/** The times a message asks for, where no article speaks of them: "in 1995", "ten years from now". */
import type { Knowledge } from './load.ts';
import type { Token } from './text.ts';

/** The first and the last year that figures hold for or articles were written in. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

/** A time asked for that lies outside those years: the tokens `from` (inclusive) to `to` (exclusive), and what to call it. */
export interface OtherTime {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
  readonly name: string;
}

/** The years the knowledge speaks of; none where it names no year at all. */
export function yearsOf({ facts, articles }: Pick<Knowledge, 'facts' | 'articles'>): Years | undefined {
  const spans = [...facts.values()].flatMap((fact) => fact.figures.map(({ span }) => [span?.from, span?.to]));
  const dates = [...articles.values()].map(({ date }) => (date ? Number(date.slice(0, 4)) : undefined));
  const years = [...spans.flat(), ...dates].filter((year) => year !== undefined);
  return years.length > 0 ? { from: Math.min(...years), to: Math.max(...years) } : undefined;
}

/** A number that can hardly be anything but a year; round ones, and those in the middle of what is counted, may be. */
const YEAR = /^(?:19\d\d|20\d\d)$/;
const ROUND = /^(?:1900|2000|2050)$/;
const LEADS_TO_YEAR = /^(?:in|since|before|after|by|until|till|around|of|during|year|back)$/;
/** What stands behind an amount that looks like a year, and before it or before the year of a whole date. */
const COUNTED = /^(?:dollars?|bucks|usd|hours?|students|people|jobs|a|per|each|every)$/;
const PART_OF =
  /^(?:money|\/|\d.*|dob|code|codes|cpt|january|february|march|april|june|july|august|september|october|november|december)$/;
const BEFORE = /^(?:before|until|till)$/;
const AFTER = /^(?:after|past|beyond)$/;

const DECADE = /^(?:19|20)\d0s$/;
const MANY =
  '(?:\\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|several|many|some|few|couple of)';
/** Times told from today on. */
const AGO = new RegExp(
  `\\b${MANY} (?:years?|decades?) (?:ago|back)\\b|\\b(?:last|past|previous) (?:${MANY} )?(?:decades?|years|century)\\b|\\b(?:in|during) the (?:19)?(?:fifties|sixties|seventies|eighties|nineties|[5-9]0s)\\b|\\bback in the day\\b`,
);
const AHEAD = new RegExp(`\\b${MANY} (?:years|decades?) (?:from now|from today|hence|down the (?:road|line))\\b`);
/** So long in a job: what comes with it, articles say only in general. */
const IN_JOB = new RegExp(
  `\\b(?:with|after|has|having) (?:about |over |around |more than |at least )?${MANY} (?:or more )?(?:years?|decades?)(?: of)? (?:experience|on the job|in the (?:job|field|business|trade)|of work|working)\\b|\\b\\d+ years? (?:of )?experience\\b`,
);
/** What no time is told without. */
const TELLS_TIME = /^(?:19\d\ds?|20\d\ds?|years?|decades?|century|day|\w+ties|(?:19)?\d0s)$/;
/** What somebody tells of their own life is no time asked for. */
const OF_ONESELF =
  /\b(?:i've|i was|i (?:did|had|have|got|left|quit|lost|worked|studied|took|earned|went|came|moved|retired|stopped|started|failed|passed|dropped|been|last|never|once|\w{3,}ed)|my|me|we|born|old|class of)\b/;

/** Finds the times asked for that lie outside the years known. */
export function otherTimes(tokens: readonly Token[], known: Years | undefined): OtherTime[] {
  if (!known || !tokens.some(({ word }) => TELLS_TIME.test(word))) return [];
  const clauses = [...new Set(tokens.map((t) => t.clause))];
  return clauses.flatMap((clause) => {
    const at = tokens.findIndex((t) => t.clause === clause);
    const words = tokens.filter((t) => t.clause === clause).map((t) => t.word);
    if (OF_ONESELF.test(words.join(' '))) return [];
    return [...yearsAsked(words, known), ...spansAsked(words)].map((time) => ({
      ...time,
      from: at + time.from,
      to: at + time.to,
    }));
  });
}

function yearsAsked(words: readonly string[], known: Years): OtherTime[] {
  return words.flatMap((word, i) => {
    const [before = '', next = ''] = [words[i - 1], words[i + 1]];
    if (DECADE.test(word)) {
      const first = Number(word.slice(0, 4));
      return first > known.to || first + 9 < known.from
        ? [{ from: i, to: i + 1, phrase: word, name: `the ${word}` }]
        : [];
    }
    const isYear = YEAR.test(word) && !PART_OF.test(before) && !COUNTED.test(next);
    if (!isYear || (ROUND.test(word) && !LEADS_TO_YEAR.test(before))) return [];
    const year = Number(word) - (BEFORE.test(before) ? 1 : 0) + (AFTER.test(before) ? 1 : 0);
    if (year >= known.from && year <= known.to) return [];
    const name = year === Number(word) ? `the year ${word}` : `the years ${before} ${word}`;
    return [{ from: i, to: i + 1, phrase: word, name }];
  });
}

function spansAsked(words: readonly string[]): OtherTime[] {
  const said = words.join(' ');
  const shapes = [
    [AGO, 'times so far back'],
    [AHEAD, 'times so far ahead'],
    [IN_JOB, 'so many years on the job'],
  ] as const;
  return shapes.flatMap(([shape, name]) => {
    const [phrase] = shape.exec(said) ?? [];
    if (!phrase) return [];
    const from = said.slice(0, said.indexOf(phrase)).split(' ').length - 1;
    return [{ from, to: from + phrase.split(' ').length, phrase, name }];
  });
}
