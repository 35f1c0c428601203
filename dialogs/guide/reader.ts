import {
  createSpeller,
  type Guide,
  type GuideOption,
  type GuideQuestion,
  isContent,
  type Knowledge,
  order,
  PhraseTable,
  parseFigure,
  type Speller,
  type Token,
  token,
  tokenise,
} from '../../knowledge/index.ts';
import { readAmount } from './amount.ts';
import { createPhrases, phrasesFor } from './phrases.ts';
import { ENOUGH, type GuideAnswer, SKIP } from './state.ts';

/** Reads what students write while a question is open. */
export interface Reader {
  /** The answer to the question; `undefined` where the text does not answer it, as when it asks something itself. */
  answer(text: string, question: GuideQuestion): GuideAnswer | undefined;
  /** What a text of any kind says on any of the questions: "which should I pick if I hate phones?" */
  wishes(text: string): GuideAnswer[];
  /** The same, of a text that asks nothing itself and is about no program. */
  statedWishes(text: string): GuideAnswer[];
  /** Whether a text asks for the open question again: "ok, back to the questions". */
  resumes(text: string): boolean;
}

export function createReader({ questions, skip, enough, resume }: Guide, knowledge: Knowledge): Reader {
  const names = new PhraseTable<string>('word');
  for (const { id, aliases } of knowledge.programs.values()) for (const name of aliases) names.add(tokenise(name), id);
  const spelt = createSpelling({ questions, skip, enough }, knowledge);
  const tokensOf = (text: string) => tokenise(prepared(text)).map(({ word, clause }) => token(spelt(word), clause));
  const common = { [SKIP]: skip, [ENOUGH]: enough };
  const answers = new Map(questions.map((question) => [question, createPhrases(question.options, common)]));
  const wishing = new Map(questions.map((question) => [question, createPhrases(question.options)]));
  const resuming = new PhraseTable<true>('word');
  for (const phrase of resume) resuming.add(tokenise(phrase), true);
  const isAboutPrograms = (tokens: readonly Token[]) =>
    names.find(tokens).length > 0 && !tokens.some((t) => OF_MYSELF.test(t.word));

  /** "Health information technology" wishes for no technology. */
  const withoutNames = (tokens: readonly Token[]) => {
    const found = names.find(tokens);
    return tokens.filter((_, i) => !found.some(({ from, to }) => from <= i && i < to));
  };

  const answer = (text: string, question: GuideQuestion): GuideAnswer | undefined => {
    const found = (option: string) => ({ question: question.id, option });
    const tokens = tokensOf(text);
    const exact =
      byNumber(text, question) ??
      answers.get(question)?.whole(tokens) ??
      answers.get(question)?.whole(withoutFillers(tokens));
    if (exact) return found(exact);
    if (isAboutPrograms(tokens) || asks(text)) return undefined;
    return byAmount(text, question, knowledge) ?? map(answers.get(question)?.within(tokens), found);
  };

  const wishes = (text: string) =>
    questions.flatMap((question) => {
      const option = wishing.get(question)?.within(withoutNames(tokensOf(text)));
      const wish = option && option !== SKIP ? { question: question.id, option } : undefined;
      return byAmount(text, question, knowledge) ?? wish ?? [];
    });

  return {
    answer,
    wishes,
    statedWishes: (text) => (asks(text) || isAboutPrograms(tokensOf(text)) ? [] : wishes(text)),
    resumes(text) {
      const tokens = tokenise(text);
      const found = resuming.find(tokens);
      const isLeft = ({ word }: Token, i: number) =>
        !found.some(({ from, to }) => from <= i && i < to) && !AROUND.test(word) && isContent(token(word, 0));
      return found.length > 0 && !tokens.some(isLeft);
    },
  };
}

/** Corrects words to those that answer a question, unless the articles know them. */
function createSpelling(
  { questions, skip, enough }: Pick<Guide, 'questions' | 'skip' | 'enough'>,
  { facts }: Knowledge,
): Speller {
  const wordsIn = (texts: readonly string[]) =>
    new Set(texts.flatMap((text) => tokenise(text)).map(({ word }) => word));
  const options = questions.flatMap((question) => question.options.flatMap(phrasesFor));
  const correct = createSpeller(
    wordsIn([...options, ...skip, ...enough]),
    wordsIn([...facts.values()].flatMap((fact) => [fact.text, ...fact.words])),
  );
  return (word) => (word.length < SHORTEST ? word : correct(word));
}

/** In shorter words a slip and another word are too near each other. */
const SHORTEST = 5;

const map = <T, U>(value: T | undefined, to: (value: T) => U) => (value === undefined ? undefined : to(value));

/** What may stand before and after an answer: "ok, result then". */
const FILLER = /^(?:and|so|ok|okay|well|now|then|alright|right|fine|great|thanks|hm+|pls|please|just)$/;

function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  const isSaid = ({ word }: Token) => !FILLER.test(word);
  return tokens.slice(Math.max(0, tokens.findIndex(isSaid)), tokens.findLastIndex(isSaid) + 1);
}

/** "Anything but" negates, "maybe" begins a thought of its own, a sum is no word for money, and "long story short" wishes for nothing short. */
const prepared = (text: string) =>
  text
    .replace(/\$ ?(?=\d)/g, '')
    .replace(/\blong story short\b/gi, '')
    .replace(/\banything but\b/gi, 'not')
    .replace(/\b(?:maybe|perhaps|probably|but)\b/gi, ', $&');

/** What may stand around the words that ask to go on. */
const AROUND =
  /^(?:let's|lets|questions?|quiz|guide|test|choosing|now|alright|right|pls|again|back|thanks|thx|cool|great|sure|yes|yeah)$/;

const OF_MYSELF = /^(?:i|i'm|i'd|i'll|i've|im|id|ive|me|my|myself)$/;
const ASKS =
  /^(?:how|hows|what|whats|what's|which|who|when|where|why|is|are|am|does|do|did|can|could|should|will|compare|explain|tell|show|define)$/;
const WONDERS =
  /\b(?:know|wonder|wondering|curious|tell me|ask|asking) (?:how|what|which|who|when|where|why|if|whether|about)\b/i;

/** Whether a text asks something itself. */
function asks(text: string): boolean {
  const [first, second] = tokenise(text);
  const isDenial = first?.word === 'do' && second?.word === 'not';
  return /\?\s*$/.test(text) || WONDERS.test(text) || (ASKS.test(first?.word ?? '') && !isDenial);
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const NUMBERED = new RegExp(
  "^(?:(?:the|number|option|answer|choice|no|i|i'd|i'll|say|take|think|go|with|it|it's|is) )*" +
    String.raw`(?:(?<digit>\d)(?:st|nd|rd|th)?|(?<number>${NUMBERS.join('|')})|(?<ordinal>${ORDINALS.join('|')})|last)` +
    '(?: (?:one|option|answer|choice|please))*$',
);

const wordsOf = (text: string) =>
  tokenise(text)
    .map(({ word }) => word)
    .join(' ');

/** The option of a number or ordinal that stands alone; those after the last are to skip it, and to end. */
function byNumber(text: string, { options }: GuideQuestion): string | undefined {
  const groups = NUMBERED.exec(wordsOf(text))?.groups;
  if (!groups) return undefined;
  const { digit, number, ordinal } = groups;
  const place = digit ? Number(digit) - 1 : number ? NUMBERS.indexOf(number) : ORDINALS.indexOf(ordinal ?? '');
  const ids = [...options.map(({ id }) => id), SKIP, ENOUGH];
  return place < 0 && !digit ? options.at(-1)?.id : ids[place];
}

/** The option that an amount of money or time falls under, with the student's own limit. */
function byAmount(text: string, question: GuideQuestion, { topics }: Knowledge): GuideAnswer | undefined {
  const kind = topics.get(question.topic)?.scale?.figure;
  const limited = question.options.filter(({ atMost }) => atMost !== undefined);
  const amount = limited.length > 0 && (kind === 'money' || kind === 'duration') ? readAmount(text, kind) : undefined;
  if (!amount) return undefined;
  const unlimited = question.options.find(({ atMost }) => atMost === undefined);
  if ('orMore' in amount) return unlimited && { question: question.id, option: unlimited.id };
  const [option = unlimited] = limited.filter((o) => covers(o, amount.atMost)).sort(byLimit);
  if (!option) return undefined;
  const isSame = option.atMost && order(parseFigure(option.atMost), parseFigure(amount.atMost)) === 'same';
  return { question: question.id, option: option.id, ...(!isSame && { atMost: amount.atMost }) };
}

const limitOf = ({ atMost }: GuideOption) => (atMost ? (parseFigure(atMost).high ?? 0) : Number.POSITIVE_INFINITY);
const covers = (option: GuideOption, amount: string) => (parseFigure(amount).high ?? 0) <= limitOf(option);
const byLimit = (a: GuideOption, b: GuideOption) => limitOf(a) - limitOf(b);
