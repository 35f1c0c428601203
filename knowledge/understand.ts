import { type Score, trainClassifier } from './classifier.ts';
import { FeatureIndex } from './features.ts';
import { createLanguageDetector } from './language.ts';
import type { Knowledge } from './load.ts';
import { createMatcher, type Match } from './matcher.ts';
import { MATTER_NAME, type NamesRead, readNames } from './names.ts';
import { PhraseTable } from './phrases.ts';
import type { Language, Smalltalk } from './schema.ts';
import { createSpeller, type Speller } from './spelling.ts';
import { type Token, token, tokenise } from './text.ts';
import { createTopicReader, type ReadTopics, type TopicRead } from './topics.ts';
import { OUTSIDE, SMALLTALK, trainingTexts } from './training.ts';
import { createVocabulary, isContent } from './vocabulary.ts';

/** What the conversation was about before a message. */
export interface Talk {
  readonly programs: readonly string[];
  readonly topics: readonly string[];
}

export const NO_TALK: Talk = { programs: [], topics: [] };

/** What a message was understood to ask. Plain data. */
export interface Understood {
  /** Program ids, in the order they were named. */
  readonly programs: readonly string[];
  /** Topics, the surest first, with the closer questions asked of them. */
  readonly topics: readonly TopicRead[];
  /** Things named that the articles do not cover. */
  readonly outside: NamesRead['outside'];
  readonly smalltalk?: Smalltalk;
  readonly language?: Language;
  /** Which of programs and topics came from the conversation rather than from the message. */
  readonly carried: { readonly programs: boolean; readonly topics: boolean };
  /** How sure this reading is, 0–1. */
  readonly confidence: number;
  /** FAQ entries nearest to the message, best first. */
  readonly matches: readonly Match[];
  /** Stems of the words that carry meaning, for choosing among facts. */
  readonly stems: readonly string[];
  /** Why it was read so, for people who tune the knowledge. */
  readonly reasons: readonly string[];
}

/** Reads a message, given what was talked of. Pure; never throws. */
export type Understand = (text: string, talk?: Talk) => Understood;

/** Scores (0–1) from which a topic counts as asked for: the surest of a message, and each further one. */
const SURE_ENOUGH = 0.42;
const ALSO_ASKED = 0.62;
const MOST_TOPICS = 3;
/** A message with at most so many words of meaning may lean on the conversation for what it leaves out. */
const ELLIPSIS = 7;

/** The reading of a message in which nothing was found. */
export const NOTHING_UNDERSTOOD: Understood = {
  programs: [],
  topics: [],
  outside: [],
  carried: { programs: false, topics: false },
  confidence: 0,
  matches: [],
  stems: [],
  reasons: [],
};

/** Builds the reader of messages from the knowledge. */
export function createUnderstanding(knowledge: Knowledge): Understand {
  const vocabulary = createVocabulary(knowledge);
  const spell = createSpeller(vocabulary.words);
  const detectLanguage = createLanguageDetector(knowledge.languages, vocabulary.words);
  const findUrgent = createUrgentFinder(knowledge);
  const features = new FeatureIndex();
  const texts = trainingTexts(knowledge, vocabulary).map((text) => ({ ...text, vector: features.learn(text.tokens) }));
  const classify = trainClassifier(texts, features.size);
  const match = createMatcher(
    texts.flatMap(({ question, ...t }) => (question ? [{ ...t, question }] : [])),
    features.size,
  );
  const readTopics = createTopicReader(knowledge, vocabulary, texts);

  return (text, talk = NO_TALK) => {
    const spoken = tokenise(text);
    const urgent = findUrgent(spoken);
    if (urgent)
      return {
        ...NOTHING_UNDERSTOOD,
        smalltalk: urgent,
        confidence: 1,
        reasons: [`says what "${urgent.id}" listens for`],
      };
    const language = detectLanguage(text, spoken);
    if (language)
      return { ...NOTHING_UNDERSTOOD, language, confidence: 1, reasons: [`is written in ${language.name}`] };

    const tokens = spoken.map((t) => respell(t, spell));
    const names = readNames(tokens, vocabulary, knowledge.programs);
    const vector = features.read(names.masked);
    const scores = classify(vector);
    const topics = topicsOf(names.masked, readTopics, (part) => classify(features.read(part)));
    const read: Understood = {
      ...NOTHING_UNDERSTOOD,
      programs: names.programs,
      topics,
      outside: names.outside,
      matches: match(vector),
      stems: tokens.filter(isContent).map((t) => t.stem),
      confidence: topics[0]?.score ?? 0,
      reasons: [
        ...spoken.flatMap((t, i) => (t.word === tokens[i]?.word ? [] : [`read "${t.word}" as "${tokens[i]?.word}"`])),
        ...names.reasons,
        ...topics.flatMap((t) => t.reasons),
        `nearest: ${scores
          .slice(0, 3)
          .map((s) => `${s.label} ${s.margin.toFixed(2)}`)
          .join(', ')}`,
      ],
    };
    return carryOver(unasked(read, scores, knowledge), talk);
  };
}

/** Small talk that is listened for anywhere in a message, by whole phrases. */
function createUrgentFinder(knowledge: Knowledge) {
  const table = new PhraseTable<Smalltalk>('word');
  for (const entry of knowledge.smalltalk) {
    if (entry.always) for (const phrasing of entry.phrasings) table.add(tokenise(phrasing), entry);
  }
  return (tokens: readonly Token[]) => table.find(tokens)[0]?.meanings[0];
}

function respell(spoken: Token, spell: Speller): Token {
  const word = spell(spoken.word);
  return word === spoken.word ? spoken : token(word, spoken.clause);
}

/** The topics of a message: of the whole and of each of its parts, since one message may ask several things. */
function topicsOf(
  tokens: readonly Token[],
  readTopics: ReadTopics,
  scoresOf: (part: readonly Token[]) => Score[],
): TopicRead[] {
  const best = new Map<string, TopicRead>();
  const parts = partsOf(tokens);
  const asking = [tokens, ...(parts.length > 1 ? parts : [])].filter((part) => !part.some(isMatter));
  for (const part of asking) {
    const [first, second] = readTopics(part, scoresOf(part));
    for (const topic of [first, second]) {
      if (topic && topic.score > (best.get(topic.id)?.score ?? 0)) best.set(topic.id, topic);
    }
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .filter(({ score }, i) => score >= (i === 0 ? SURE_ENOUGH : ALSO_ASKED))
    .slice(0, MOST_TOPICS);
}

const isMatter = ({ word }: Token) => word === MATTER_NAME.word;

const OPENS_QUESTION =
  /^(?:can|could|is|are|do|does|did|will|would|should|what|whats|which|who|how|where|when|why|if)$/;

/** Divided at sentence marks and commas, and before an "and" that opens another question. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  tokens.forEach((t, i) => {
    const opens = t.word === 'and' && OPENS_QUESTION.test(tokens[i + 1]?.word ?? '');
    if (i > 0 && (opens || t.clause !== tokens[i - 1]?.clause)) parts.push([]);
    parts.at(-1)?.push(t);
  });
  return parts;
}

/** Takes back what was read where the message is small talk or about something else altogether. */
function unasked(read: Understood, scores: readonly Score[], knowledge: Knowledge): Understood {
  const [top] = scores;
  if (!top || read.programs.length > 0 || top.margin < 0 || read.confidence > 0.75) return read;
  if (top.label === OUTSIDE) return { ...read, topics: [], confidence: 0 };
  const smalltalk = knowledge.smalltalk.find((entry) => SMALLTALK + entry.id === top.label);
  return smalltalk ? { ...read, topics: [], smalltalk, confidence: 1 } : read;
}

/** Fills in from the conversation what a short message leaves out. */
function carryOver(read: Understood, talk: Talk): Understood {
  if (read.smalltalk || read.outside.length > 0 || read.stems.length > ELLIPSIS) return read;
  const programs = read.programs.length === 0 && read.topics.length > 0 && talk.programs.length > 0;
  const topics = read.topics.length === 0 && read.programs.length > 0 && talk.topics.length > 0;
  return {
    ...read,
    programs: programs ? talk.programs : read.programs,
    topics: topics ? talk.topics.map((id) => ({ id, aspects: [], score: 0.6, reasons: [] })) : read.topics,
    confidence: topics ? 0.6 : read.confidence,
    carried: { programs, topics },
    reasons: [
      ...read.reasons,
      ...(programs ? ['programs carried over'] : []),
      ...(topics ? ['topics carried over'] : []),
    ],
  };
}
