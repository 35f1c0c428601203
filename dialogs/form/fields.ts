import { readContact } from './contact.ts';

/** What a student is asked for, in this order. */
export const FIELDS = ['name', 'contact', 'question'] as const;
export type Field = (typeof FIELDS)[number];

/** What a field may hold at most, in characters. */
export const LIMITS: Readonly<Record<Field, number>> = { name: 80, contact: 120, question: 1000 };

/** Keeps the form's state below 2 KB, whatever script the question is written in. In bytes, as JSON. */
const HEAVIEST_QUESTION = 1500;

/** What a message gives for a field, or what is wrong with it and what to do, in words for the student. */
export type FieldRead = { readonly value: string } | { readonly problem: string };

/** Reads a message as the value of a field. */
export function readField(field: Field, text: string): FieldRead {
  const given = cleaned(text);
  return given.length > LIMITS[field] ? tooLong(field, given) : READERS[field](given);
}

const READERS: Readonly<Record<Field, (given: string) => FieldRead>> = {
  name: readName,
  contact: readContact,
  question: readQuestion,
};

/** On one line, without what cannot be seen or turns the direction of what is. */
const cleaned = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cs}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

const INTRODUCES =
  /^(?:(?:hi|hello|hey)[,!. ]+)?(?:my (?:full )?name is|name ?:|i am|i['’]m|it is|it['’]s|this is|call me) +/i;
const ASKS =
  /\?$|^(?:how (?:much|many|long|hard|do|does|is|are|can|to|about)|wh(?:at|ich|en|ere|y|o)(?:['’]s| (?:is|are|do|does|did|can|will|would|should|program))|(?:do|does|can|could|should|is|are|will) (?:i|you|we|they|it|the|there)|compare|explain|tell me|show me)(?= |$|\?)/i;

function readName(given: string): FieldRead {
  if (ASKS.test(given)) {
    return {
      problem: 'That reads like a question. Your name comes first; or say “cancel” to leave the form and ask me.',
    };
  }
  const name = given.replace(INTRODUCES, '').replace(/(?<![.,!])[.,!]+$/, '');
  if (/\p{L}/u.test(name) && !/[@<>{}]|:\/\/|\d{3}/.test(name)) return { value: name };
  return { problem: 'That does not look like a name. Please type the name you go by, such as Ada Lovelace.' };
}

function readQuestion(given: string): FieldRead {
  if (!/\p{L}.*\p{L}/u.test(given)) {
    return {
      problem: 'I see no words in that. Please type the question a person should answer, in a sentence or two.',
    };
  }
  return weightOf(given) > HEAVIEST_QUESTION ? tooLong('question', given) : { value: given };
}

const weightOf = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;

const NAMES: Readonly<Record<Field, string>> = {
  name: 'a name',
  contact: 'an e-mail address or phone number',
  question: 'the question',
};

/** What a field may hold at most, in words for the student: "the question may have at most 1,000 characters". */
export const limitOf = (field: Field) => `${NAMES[field]} may have at most ${grouped(LIMITS[field])} characters`;

function tooLong(field: Field, given: string): FieldRead {
  const limit = LIMITS[field];
  const most = `${NAMES[field]} may have at most ${grouped(limit)}`;
  const problem =
    given.length > limit
      ? `That is ${grouped(given.length)} characters long, and ${most}. Please send a shorter one.`
      : `That is too long: ${most} characters, and letters beyond the English ones count double or more. Please send a shorter one.`;
  return { problem: `${problem} What you gave before is kept.` };
}

/** `1,000`. */
export const grouped = (count: number) => count.toLocaleString('en-US');
