import { LONGEST_GREETING, LONGEST_TITLE, readLocale, readText } from '../chat-options.ts';
import { DEFAULT_COLOUR, isColour } from '../colour.ts';
import { LONGEST_QUESTION, readQuestion } from '../frame-messages.ts';
import { complain } from './complain.ts';

/** What a school may set on the script tag, checked. */
export interface EmbedOptions {
  /** Names the button, the panel and the frame. */
  readonly title: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly position: 'left' | 'right';
  /** Whether the chat opens with the page. */
  readonly open: boolean;
  /** What the chat page reads itself, as it goes into its address. */
  readonly chat: Readonly<Record<string, string>>;
}

/** Reads the `data-…` of the tag. What cannot be used is said on the console and left at its default. */
export function readEmbedOptions(data: DOMStringMap): EmbedOptions {
  const read = <Value>(name: string, parse: (given: string) => Value | undefined, want: string): Value | undefined => {
    const given = data[name];
    if (given === undefined) return undefined;
    const value = parse(given);
    if (value === undefined) complain(`data-${name} ${want}, not ${JSON.stringify(given.slice(0, 80))}`);
    return value;
  };
  const oneOf =
    <Word extends string>(...words: Word[]) =>
    (given: string) =>
      words.find((word) => word === given.trim().toLowerCase());
  const text = (longest: number) => (given: string) => readText(given, longest);

  const title = read('title', text(LONGEST_TITLE), `takes 1–${LONGEST_TITLE} characters`) ?? 'Ask about programs';
  const colour =
    read('colour', readColour, 'takes a colour as #0b5563') ??
    read('color', readColour, 'takes a colour as #0b5563') ??
    DEFAULT_COLOUR;
  return {
    title,
    colour,
    position: read('position', oneOf('left', 'right'), 'takes left or right') ?? 'right',
    open: read('open', oneOf('true', 'false', ''), 'takes true or false') === 'true' || data.open === '',
    chat: present({
      title,
      colour,
      greeting: read('greeting', text(LONGEST_GREETING), `takes 1–${LONGEST_GREETING} characters`),
      locale: read('locale', readLocale, 'takes a language tag as en-GB'),
      question: read('question', readQuestion, `takes 1–${LONGEST_QUESTION} characters`),
    }),
  };
}

function readColour(given: string): string | undefined {
  const colour = given
    .trim()
    .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
    .toLowerCase();
  return isColour(colour) ? colour : undefined;
}

function present(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
