import type { Token } from './text.ts';
import type { TopicRead } from './topics.ts';
import type { Talk, Understood } from './understood.ts';
import { isContent } from './vocabulary.ts';

/** A message with at most so many words of meaning may lean on the conversation for what it leaves out. */
const ELLIPSIS = 9;
/** A topic read with this score is asked for, however short the message. */
const ASKED = 0.75;
/** With at most so many words of meaning beside the names, a topic read less surely gives way to the one talked of. */
const BARE = 2;
const CARRIED = 0.6;

/** What a message may lean on. */
export interface Context {
  readonly tokens: readonly Token[];
  /** The tokens that belong to no program's name. */
  readonly rest: readonly Token[];
  readonly talk: Talk;
  /** The closer questions of a topic that the message has words for. */
  aspectsOf(topic: string): readonly string[];
}

/** Fills in from the conversation what a short message leaves out. */
export function carryOver(read: Understood, context: Context): Understood {
  const { talk } = context;
  if (read.smalltalk || read.language || read.strays || read.stems.length > ELLIPSIS) return read;
  if (read.outside.some(({ what }) => what === 'matter' || read.programs.length > 0)) return read;
  const programs = programsMeant(read, context);
  const isAbout = read.programs.length > 0 || (programs !== undefined && (pointsAt(context) || isFaint(read)));
  const topics = isAbout && talk.topics.length > 0 && leavesTopicOut(read, context) ? topicsOf(context) : undefined;
  if (!programs && !topics) return read;
  // Words that point choose no facts.
  const pointing = new Set(context.tokens.filter((t) => LEANING.test(t.word)).map((t) => t.stem));
  return {
    ...read,
    stems: read.stems.filter((stem) => !pointing.has(stem)),
    programs: programs ?? read.programs,
    topics: topics ?? read.topics,
    near: topics ? [] : read.near,
    confidence: topics ? CARRIED : read.confidence,
    carried: { programs: programs !== undefined, topics: topics !== undefined },
    reasons: [
      ...read.reasons,
      ...(programs ? [`programs from the conversation: ${programs.join(', ')}`] : []),
      ...(topics ? [`topics from the conversation: ${talk.topics.join(', ')}`] : []),
    ],
  };
}

const topicsOf = ({ talk, aspectsOf }: Context): TopicRead[] =>
  talk.topics.map((id) => ({ id, aspects: aspectsOf(id), score: CARRIED, reasons: [] }));

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^(?:first|former|1st)$/, 0],
  [/^(?:second|latter|2nd)$/, 1],
  [/^(?:third|3rd)$/, 2],
  [/^(?:fourth|4th)$/, 3],
];
const ALL = /\b(?:both|either|each|all|them|they|their|these|those|the two|the three|two of them)\b/;
const OTHERS = /\b(?:(?:the|an) ?others?|other (?:one|two|program|programs)|rest of them)\b/;
const WITHOUT = /^(?:forget|drop|remove|exclude|skip|ignore|except|without|besides|minus)$/;
const LEAVING_OUT = /\b(?:leave|take|leaving|taking)\b.*\b(?:out|off|away)\b/;
const ADDING =
  /\b(?:add|adding|also|too|as well|include|including|plus|compared?|comparison|versus|vs|against|instead of (?:it|that)|with (?:it|that|them))\b/;
const REPLACING = /\b(?:instead|i mean|i meant|no wait|rather|scratch that|actually|sorry|forget (?:it|that))\b/;

/** The programs meant that the message does not name itself; `undefined` where it names what it means, or means none. */
function programsMeant(read: Understood, { tokens, talk }: Context): readonly string[] | undefined {
  const { programs } = read;
  const together = talk.together ?? talk.programs;
  const said = tokens.map((t) => t.word).join(' ');
  if (programs.length > 0) {
    const drops = tokens.some((t) => WITHOUT.test(t.word)) || LEAVING_OUT.test(said);
    const isLeftOut = programs.every((id) => together.includes(id)) && (OTHERS.test(said) || isBare(read));
    if (drops && isLeftOut) return without(together, programs);
    const adds = programs.length === 1 && talk.programs.length > 0 && ADDING.test(said) && !REPLACING.test(said);
    return adds ? [...new Set([...talk.programs, ...programs])] : undefined;
  }
  const places = ORDINALS.flatMap(([word, at]) => (tokens.some((t) => word.test(t.word)) ? [at] : []));
  if (together.length > 1 && places.length > 0) {
    const pointed = /\bfirst two\b/.test(said) ? together.slice(0, 2) : places.flatMap((at) => together[at] ?? []);
    return pointed.length > 0 ? pointed : undefined;
  }
  if (OTHERS.test(said) && together.length > 1)
    return without(together, talk.programs.length === 1 ? talk.programs : []);
  const isAsked = read.topics.length > 0;
  const refers = REFERS.test(said) || goesOn(said, read);
  if (talk.programs.length === 0 || !(isAsked || refers)) return undefined;
  return ALL.test(said) && talk.programs.length === 1 && together.length > 1 ? together : talk.programs;
}

/** Whether a message says little beside names. */
const isBare = ({ stems }: Understood) => stems.length <= BARE;

const without = (all: readonly string[], named: readonly string[]) => {
  const rest = all.filter((id) => !named.includes(id));
  return rest.length > 0 ? rest : undefined;
};

/** With a topic read less surely than this, a message that names nothing may as well go on with what was asked. */
const FAINT = 0.45;
const isFaint = ({ topics: [topic] }: Understood) => topic !== undefined && topic.score < FAINT;

/** "And in California?", "what about the start?": begins like a question and asks for no topic. */
const goesOn = (said: string, { topics, stems }: Understood) =>
  topics.length === 0 && stems.length <= BARE && /^(?:and|or|but|also|ok and|what about|how about)\b/.test(said);

/** Whether a message has words for what was talked of, rather than merely leaving it out. */
function pointsAt({ tokens }: Context): boolean {
  const said = tokens.map((t) => t.word).join(' ');
  return REFERS.test(said) || OTHERS.test(said) || tokens.some((t) => ORDINALS.some(([word]) => word.test(t.word)));
}

const REFERS = /\b(?:it|its|it's|they|them|their|those|these|both|this|that|one|ones|same|each|either)\b/;

/** Whether a message only names or points at programs of a talk: "and HIM?", "the second one". */
export function isFragment(read: Understood, context: Context): boolean {
  const { tokens, rest, talk } = context;
  const asksOfItsOwn = rest.some((t) => isContent(t) && !LEANING.test(t.word));
  if (talk.topics.length === 0 || asksOfItsOwn || ASKING.test(tokens.map((t) => t.word).join(' '))) return false;
  return read.programs.length > 0 || programsMeant({ ...read, topics: [] }, context) !== undefined;
}

function leavesTopicOut(read: Understood, context: Context): boolean {
  const [topic] = read.topics;
  if (!topic || isFragment(read, context)) return true;
  return read.stems.length <= BARE && topic.score < ASKED && topic.reasons.length === 0;
}

/** Words that point, add or go back, and ask for nothing. */
const LEANING =
  /^(?:first|second|third|former|latter|1st|2nd|3rd|other|others|both|same|question|questions|add|include|compare|compared|comparison|versus|vs|against|instead|again|back|before|earlier|people|person|folks|guys|crowd|field|path|track|option|choice|program|programs|part|side|now|plain|just|only|hmm|hm|scratch|forget|drop|sorry|wait|mean|meant|actually|rather|separately|each|two|three)$/;
/** First words that ask what something is, rather than going on: "what is billing". */
const ASKING =
  /^(?:so |and |ok |okay |but )*(?:how (?:much|long|many|hard|soon|far|fast|old|often)|what (?:is|are|does|do)|whats|what's|who|define|explain|describe)\b/;
