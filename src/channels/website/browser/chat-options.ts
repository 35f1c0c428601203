import { DEFAULT_COLOUR, isColour } from './colour.ts';
import { readQuestion } from './frame-messages.ts';

/** What the page around asks of the chat, in the address; whatever cannot be used is left out. */
export interface ChatOptions {
  /** `#rrggbb` */
  readonly colour: string;
  /** Names the chat for screen readers. */
  readonly title: string | undefined;
  /** In place of the bot's first words. Plain text. */
  readonly greeting: string | undefined;
  /** How times are written, as `en-US`. */
  readonly locale: string;
  /** Asked as soon as a conversation is begun. */
  readonly question: string | undefined;
}

export const LONGEST_TITLE = 60;
export const LONGEST_GREETING = 300;
export const DEFAULT_LOCALE = 'en-US';

export function readOptions(query: URLSearchParams): ChatOptions {
  const colour = query.get('colour');
  return {
    colour: isColour(colour) ? colour : DEFAULT_COLOUR,
    title: readText(query.get('title'), LONGEST_TITLE),
    greeting: readText(query.get('greeting'), LONGEST_GREETING),
    locale: readLocale(query.get('locale')) ?? DEFAULT_LOCALE,
    question: readQuestion(query.get('question')),
  };
}

/** Text on one line, if there is any and it is not too long. */
export function readText(given: string | null | undefined, longest: number): string | undefined {
  const text = given?.replace(/\s+/g, ' ').trim() ?? '';
  return text && text.length <= longest ? text : undefined;
}

/** A language tag as it is written properly, `en-GB` for `en-gb`; `undefined` for what is none. */
export function readLocale(given: string | null | undefined): string | undefined {
  try {
    return given ? Intl.getCanonicalLocales(given)[0] : undefined;
  } catch {
    return undefined;
  }
}
