import { asksTheSame, type Context, carryOver, isFragment, isPointer, turnsTo } from './carry-over.ts';
import { highest } from './classifier.ts';
import { withoutPreamble } from './discourse.ts';
import { createForemostReader } from './foremost.ts';
import { createHintReader } from './hints.ts';
import { createLanguageDetector } from './language.ts';
import { type Learned, learn } from './learn.ts';
import { strangeness } from './lexicon.ts';
import type { Knowledge } from './load.ts';
import type { Match } from './matcher.ts';
import { isProgram, isStandIn, readNames } from './names.ts';
import { isCode, isNoise } from './noise.ts';
import { createParticularsReader } from './particulars.ts';
import { asks, asksApart, besideRivals, OPENS_QUESTION, partsOf, pointsBack } from './parts.ts';
import { withoutPointers } from './pointers.ts';
import type { Answering } from './relevance.ts';
import { lettersJoined, respelled } from './respelling.ts';
import { isOfEvery, isSuperlative, isUndecided } from './scope.ts';
import { createScorer, withMeasures } from './scorer.ts';
import { asksForChoice, withChoice } from './self-description.ts';
import { createSpeller } from './spelling.ts';
import { capitalsIn, type Token, tokenise, wordsOf } from './text.ts';
import { createTopicReader, topicsAsked, withAspects, withShared } from './topics.ts';
import { isPlain, type PartRead, straysBy, unasked } from './unasked.ts';
import { NO_TALK, NOTHING_UNDERSTOOD, type Talk, type Understood } from './understood.ts';
import { createUrgentFinder } from './urgent.ts';
import { createVocabulary, isContent } from './vocabulary.ts';

/** Reads a message, given what was talked of. Pure; never throws. */
export type Understand = (text: string, talk?: Talk) => Understood;

/** The score (0–1) from which the surest topic of a message counts as asked for. */
const SURE_ENOUGH = 0.42;
/** The same where a program is named, so that something of the field is asked at least. */
const GUESSED = 0.2;
/** The score (0–1) from which a topic may be meant though another is surer, and how many such topics are kept. */
const NEAR_ENOUGH = 0.1;
const MOST_NEAR = 3;
/** The fewest words of meaning by which a part of a message can be told to be about something else. */
const FEWEST = 2;
/** The similarity (0–1) from which an FAQ entry is taken to ask the same closer question as a message. */
const NEAR = 0.7;
const MOST_MATCHES = 5;
/** How much less similar than the nearest FAQ entry another may be and still say which facts answer. */
const FARTHER = 0.2;

/** A message as it was said, corrected, its words joined by blanks; what was talked of; and the slips corrected. */
interface Message {
  readonly said: string;
  readonly talk: Talk;
  readonly slips: readonly string[];
  /** The words written in capitals in a talk, in lower case: there they name programs. */
  readonly capitals: ReadonlySet<string>;
}

/** Builds the reader of messages from the knowledge and what was learnt from it. */
export function createUnderstanding(knowledge: Knowledge, learned: Learned = learn(knowledge)): Understand {
  const { words, english, familiar } = learned.lexicon;
  const fields = { familiar, others: new Set(knowledge.outside.fields) };
  const vocabulary = { ...createVocabulary(knowledge), fields };
  const spell = createSpeller(words, english, familiar);
  const isAbbreviation = (word: string) => familiar.has(word) && !english.has(word);
  const detectLanguage = createLanguageDetector(knowledge.languages, words);
  const readParticulars = createParticularsReader(knowledge);
  const findUrgent = createUrgentFinder(knowledge);
  const score = createScorer(learned, (entry) => knowledge.questions.get(entry)?.topic ?? entry);
  const readForemost = createForemostReader(knowledge.topics);
  const programsNamed = createHintReader(knowledge);
  const readTopics = createTopicReader(knowledge, learned.cues);

  const answersAmong = (all: readonly Match[], named: number): Answering[] => {
    // What sets two programs against each other is not asked of one.
    const matches = named === 1 ? all.filter((m) => programsIn(m) < 2) : all;
    const nearest = new Map<string, number>();
    const [first] = matches;
    for (const { entry, similarity } of matches.filter((m) => m.similarity > (first?.similarity ?? 0) - FARTHER))
      for (const fact of knowledge.questions.get(entry)?.facts ?? [])
        if (!nearest.has(fact)) nearest.set(fact, similarity);
    return [...nearest].map(([fact, similarity]) => ({ fact, similarity }));
  };

  const programsIn = ({ entry, phrasing }: Match) => {
    const { question, phrasings = [] } = knowledge.questions.get(entry) ?? {};
    const text = phrasing === 0 ? question : phrasings[phrasing - 1];
    return (text ?? '').split('{program}').length - 1;
  };

  /** What is answered whatever else a message says: a cry for help, no words at all, another language. */
  const readAside = (text: string, spoken: readonly Token[]): Understood | undefined => {
    const urgent = findUrgent(spoken);
    if (urgent) return aside({ smalltalk: urgent }, `says what "${urgent.id}" listens for`);
    const help = spoken.some(hasLetters) ? undefined : knowledge.smalltalk.find((entry) => entry.does === 'help');
    if (help) return aside({ smalltalk: help }, 'has no words');
    const language = detectLanguage(text, spoken);
    if (language) return aside({ language }, `is written in ${language.name}`);
    const isNone = isCode(text) || isNoise(spoken, words, english);
    return isNone ? { ...NOTHING_UNDERSTOOD, strays: true, reasons: ['is code or mashed keys'] } : undefined;
  };

  const readPart = (part: readonly Token[]): PartRead => {
    const { scores } = score(part);
    return { part, scores, topics: readTopics(part, vocabulary.cues.find(part), scores) };
  };

  /** Whether a part of a message that asks something for itself asks about something else altogether. */
  const isElsewhere = (part: readonly Token[], known: readonly PartRead[]) => {
    const [first, second] = part.map((t) => t.word);
    const opens = OPENS_QUESTION.test((first === 'and' ? second : first) ?? '');
    if (!opens || !asksApart(part) || part.some(isStandIn) || part.filter(isContent).length < FEWEST) return false;
    const { scores, topics } = known.find((read) => read.part === part) ?? readPart(part);
    return straysBy(scores, topics[0]) > 0;
  };

  const readWords = (words: readonly Token[], { said, talk, slips, capitals }: Message): Understood => {
    const { foremost, tokens = words } = (talk.programs.length > 0 && readForemost(words, talk)) || {};
    const names = readNames(tokens, vocabulary, knowledge.programs, capitals);
    const isTalk = talk.programs.length > 0;
    const bare = isTalk ? withoutPointers : (tokens: readonly Token[]) => tokens;
    const masked = bare(names.masked);
    const scored = score(masked);
    const { nearest } = scored;
    const scores = names.generalised
      ? withMeasures(scored.scores, score(bare(names.generalised)).scores, knowledge)
      : scored.scores;
    const floor = names.sure || isTalk ? GUESSED : SURE_ENOUGH;
    const matches = nearest.filter(({ entry }) => knowledge.questions.has(entry)).slice(0, MOST_MATCHES);
    const near = matches.flatMap((m) => (m.similarity >= NEAR ? (knowledge.questions.get(m.entry) ?? []) : []));
    const cues = vocabulary.cues.find(masked);
    const whole = readTopics(masked, cues, scores);
    const beside = besideRivals(masked).map(readPart);
    const onlyPoints = (part: readonly Token[]) =>
      isTalk &&
      !OPENS_QUESTION.test(part[0]?.word ?? '') &&
      part.every((t) => isStandIn(t) || !isContent(t) || isPointer(t.word));
    const parts = partsOf(masked, cues);
    const asksOfItsOwn = (part: readonly Token[], at: number) =>
      asksApart(part) && !onlyPoints(part) && !pointsBack(part, parts[at - 1]);
    const apart = (parts.length > 1 ? parts.filter(asksOfItsOwn) : []).map(readPart);
    // What is read once is not read again.
    const known = names.generalised ? apart : [...apart, { part: masked, scores, topics: whole }];
    const isGeneral = (id: string) => knowledge.topics.get(id)?.byName !== undefined;
    const surest = topicsAsked(
      isGeneral,
      [...(asks(masked) ? [whole] : []), ...[...beside, ...apart].map((a) => a.topics)],
      floor,
    );
    const chooses = asksForChoice(names.generalised ?? masked);
    const shared = withShared(surest, whole, knowledge);
    const topics = (chooses ? withChoice(shared, knowledge) : shared).map((topic) => withAspects(topic, whole, near));
    const named = programsNamed(names, topics);
    const read: Understood = {
      ...NOTHING_UNDERSTOOD,
      programs: named.length > 0 ? named : (near[0]?.programs ?? []),
      refused: names.refused,
      excluded: names.excluded,
      topics,
      near: whole.filter((t) => t.score >= NEAR_ENOUGH && !topics.some(({ id }) => id === t.id)).slice(0, MOST_NEAR),
      outside: names.outside,
      particulars: readParticulars(tokens),
      schools: names.schools,
      leavesOpen: topics.length > 0 && parts.some((part) => isElsewhere(part, known)),
      matches,
      answers: answersAmong(matches, names.programs.length),
      stems: masked.filter((t, i) => isContent(t) && tells(t, masked[i - 1])).map((t) => t.stem),
      strange: strangeness(masked, learned.lexicon),
      corrected: slips.length > 0,
      superlative: isSuperlative(tokens),
      every: isOfEvery(said),
      undecided: isUndecided(said),
      confidence: topics[0]?.score ?? 0,
      reasons: [
        ...slips,
        ...names.reasons,
        ...topics.flatMap((t) => t.reasons),
        `nearest: ${highest(scores, 3)
          .map((s) => `${s.label} ${s.margin.toFixed(2)}`)
          .join(', ')}`,
      ],
    };
    const context: Context = {
      said,
      tokens,
      rest: names.rest,
      foremost,
      talk,
      knowledge,
      aspectsOf: (topic) => whole.find((t) => t.id === topic)?.aspects ?? [],
    };
    const reading = {
      said,
      scores,
      topic: whole[0],
      isSure: names.sure,
      isPlain: chooses || apart.some(isPlain),
      knowledge,
      talk,
    };
    const isPart = isFragment(read, context) || asksTheSame(context);
    const turns = turnsTo(read, context);
    return carryOver(unasked(read, { ...reading, isPart, turns, isToBot: TO_BOT.test(said) }), context);
  };

  return (text, talk = NO_TALK) => {
    const spoken = lettersJoined(tokenise(text), isAbbreviation);
    const answered = readAside(text, spoken);
    if (answered) return answered;
    const respelt = respelled(spoken, spell);
    const slips = spoken.flatMap(({ word }, i) =>
      word === respelt[i]?.word ? [] : [`read "${word}" as "${respelt[i]?.word}"`],
    );
    const message = {
      said: wordsOf(respelt),
      talk,
      slips,
      capitals: talk.programs.length > 0 ? capitalsIn(text) : NONE,
    };
    const tokens = withoutPreamble(respelt);
    const read = readWords(tokens, message);
    // What seemed only to lead up to a question may be all there is to understand.
    return tokens === respelt || isUnderstood(read) ? read : readWords(respelt, message);
  };
}

/** Whether anything at all was found in a message. */
const isUnderstood = ({ programs, topics, outside, smalltalk }: Understood) =>
  programs.length > 0 || topics.length > 0 || outside.length > 0 || smalltalk !== undefined;

const NONE: ReadonlySet<string> = new Set();

const hasLetters = ({ word }: Token) => /[\p{L}\p{N}]/u.test(word);

const aside = (found: Partial<Understood>, reason: string): Understood => ({
  ...NOTHING_UNDERSTOOD,
  ...found,
  confidence: 1,
  reasons: [reason],
});

/** Says something of the bot: "haha you are pretty smart". */
const TO_BOT = /^(?:(?:ha(?:ha)+|lol|wow|ok|well|but|and|so|hey|oh) )*(?:you are|you're|youre|ur|you sound|you seem)\b/;

/** Whether a word may choose among facts: which is ahead does not, nor what a name goes on with ("a coding degree"). */
const tells = (token: Token, before: Token | undefined) =>
  !isStandIn(token) &&
  !/^(?:better|best|higher|highest|takes?|taking)$/.test(token.word) &&
  !(isProgram(before) && /^degrees?$/.test(token.word));
