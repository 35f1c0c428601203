import { isByDegree } from './discourse.ts';
import type { Foremost } from './foremost.ts';
import type { Knowledge } from './load.ts';
import { choosable, corrects, type Pointing, points, programsMeant, seeksOther, swaps } from './references.ts';
import { type Token, wordsOf } from './text.ts';
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
  /** Its words in lower case, as they were said, joined by blanks. */
  readonly said: string;
  /** Its tokens without what only leads up to them. */
  readonly tokens: readonly Token[];
  /** The tokens that belong to no name. */
  readonly rest: readonly Token[];
  readonly foremost?: Foremost | undefined;
  readonly talk: Talk;
  readonly knowledge: Pick<Knowledge, 'programs' | 'topics'>;
  /** The closer questions of a topic that the message has words for. */
  aspectsOf(topic: string): readonly string[];
}

const pointingIn = (context: Context): Pointing => ({
  said: saidIn(context),
  opening: saidIn({ tokens: context.tokens.filter(({ clause }) => clause === context.tokens[0]?.clause) }),
  corrects: corrects(context.said),
  isForemost: context.foremost !== undefined,
  talk: context.talk,
  programs: context.knowledge.programs,
});

/** Fills in from the conversation what a short message leaves out. */
export function carryOver(read: Understood, context: Context): Understood {
  const { talk } = context;
  if (read.smalltalk || read.language || read.strays || read.stems.length > ELLIPSIS) return read;
  const pointing = pointingIn(context);
  const isElsewhere = ({ what }: Understood['outside'][number]) =>
    what === 'matter' || read.programs.length > 0 || (what === 'program' && !points(pointing));
  if (read.outside.some(isElsewhere)) return read;
  if (read.programs.length === 0 && read.topics.length > 0 && seeksOther(pointing)) return { ...read, every: true };
  const programs = programsMeant(read, pointing);
  const isAbout =
    read.programs.length > 0 ||
    (programs !== undefined &&
      (points(pointing) || isFaint(read) || goesOn(read, context) || isFragment(read, context)));
  const topics = isAbout && talk.topics.length > 0 && leavesTopicOut(read, context) ? topicsOf(context) : undefined;
  if (!programs && !topics) return read;
  // Words that point choose no facts.
  const pointers = new Set(context.tokens.filter((t) => LEANING.test(t.word)).map((t) => t.stem));
  const stems = topics && judges(read, context) ? [] : read.stems.filter((stem) => !pointers.has(stem));
  return {
    ...read,
    stems,
    programs: programs ?? read.programs,
    ...(programs && context.foremost && { foremost: { ...context.foremost, among: choosable(talk) } }),
    topics: topics ?? goingOn(read, talk),
    near: topics ? [] : read.near,
    answers: topics ? [] : read.answers,
    confidence: topics ? CARRIED : read.confidence,
    carried: { programs: programs !== undefined, topics: topics !== undefined },
    reasons: [
      ...read.reasons,
      ...(programs ? [`programs from the conversation: ${programs.join(', ')}`] : []),
      ...(topics ? [`topics from the conversation: ${talk.topics.join(', ')}`] : []),
    ],
  };
}

/** A topic that was talked of and is read with this score is still meant, where the message has words for a closer question of it. */
const STILL = 0.4;

/** "Do certified ones get more?" asks of pay, where pay was talked of, before it asks of certificates. */
function goingOn({ topics, near }: Understood, talk: Talk): TopicRead[] {
  const isStill = ({ id, aspects, score }: TopicRead) =>
    aspects.length > 0 && score >= STILL && talk.topics.includes(id);
  const still = [...topics, ...near].filter(isStill);
  return [...still, ...topics.filter((topic) => !still.includes(topic))];
}

const topicsOf = ({ talk, aspectsOf }: Context): TopicRead[] =>
  talk.topics.map((id) => ({ id, aspects: aspectsOf(id), score: CARRIED, reasons: [] }));

/** With a topic read less surely than this, a message that names nothing may as well go on with what was asked. */
const FAINT = 0.45;
const isFaint = ({ topics: [topic] }: Understood) => topic === undefined || topic.score < FAINT;

/** Whether a message only points at other programs than those talked of last: "tell me more about the second". */
export function turnsTo(read: Understood, context: Context): boolean {
  const meant = isFragment(read, context) ? programsMeant({ ...read, topics: [] }, pointingIn(context)) : undefined;
  return meant !== undefined && (context.foremost !== undefined || meant.join() !== context.talk.programs.join());
}

/** Whether a message only names or points at programs of a talk: "and HIM?", "the second one". */
export function isFragment(read: Understood, context: Context): boolean {
  const { rest, talk } = context;
  if (talk.topics.length === 0) return false;
  if (talk.programs.length > 0 && judges(read, context)) return true;
  const moves = swaps(saidIn(context)) ? SWAPPING : NOTHING;
  const asksOfItsOwn = rest.some((t) => isContent(t) && !LEANING.test(t.word) && !moves.test(t.word));
  const [topic] = read.topics;
  const isOwn = topic && topic.score >= ASKED && topic.reasons.length > 0 && !isByName(topic, context);
  const last = { ...context, tokens: context.tokens.filter((t) => t.clause === context.tokens.at(-1)?.clause) };
  const isQuestion = isOwn && (isClause(context) || isClause(last));
  if (asksOfItsOwn || isQuestion || ASKING.test(saidIn(context)) || WHAT_IS.test(saidIn(context))) return false;
  return read.programs.length > 0 || programsMeant({ ...read, topics: [] }, pointingIn(context)) !== undefined;
}

function leavesTopicOut(read: Understood, context: Context): boolean {
  const [topic] = read.topics;
  if (!topic || isFragment(read, context) || goesOn(read, context)) return true;
  if (isGeneral(topic, context) || (swaps(saidIn(context)) && topic.reasons.length === 0)) return true;
  if (read.programs.length === 1 && DOES_BETTER.test(saidIn(context)) && topic.reasons.length === 0) return true;
  return read.stems.length <= BARE && topic.score < ASKED && topic.reasons.length === 0 && !isClause(context);
}

/** Whether a message only asks for more of what was talked of, however it reads by itself. */
const goesOn = (read: Understood, context: Context) => judges(read, context) || narrows(context);

/** Whether a message asks how to take what was said, or by how much it differs; its words choose no facts. */
function judges({ stems, topics }: Understood, context: Context): boolean {
  const said = saidIn(context);
  const [topic] = topics;
  // "Is it good money?" asks for pay, whatever was talked of.
  const isElse = topic !== undefined && topic.reasons.length > 0 && !context.talk.topics.includes(topic.id);
  return (
    (JUDGES.test(said) && !isElse) ||
    THERE.test(said) ||
    asksWhichOfIts(context) ||
    (isByDegree(said) && (stems.length === 0 || topics.length === 0))
  );
}

/** "Which one should I get?", where one program alone was talked of: of its certificates, say. */
const asksWhichOfIts = (context: Context) =>
  choosable(context.talk).length === 1 &&
  /^(?:(?:and|so|but|ok) )*which (?:one|ones|of them)\b(?!.*\b(?:\w{3,}est|most|least|program|degree|field|career)\b)/.test(
    saidIn(context),
  );

/** "How much is it there?" */
const THERE =
  /^(?:(?:and|so|but|ok) )*how (?:much|long|many) (?:is|was|would|are|does|do) (?:it|that|they)(?: \w+)? there$/;
/** "Is that a lot?", "would that be enough for coding?": asks how to take what was said. */
const JUDGES =
  /^(?:(?:and|so|but|well) )*(?:is|isn't|isnt|was|would|does|is it true|are) (?:that|this|it|those|they)(?: (?!(?:pay|earn|make|cost|take|run)s?\b)\w+){0,2} (?:a lot|a little|enough|too (?:much|little|long)|normal|typical|per (?:year|month|hour|week|semester)|(?:a|an) (?:year|month|hour|week|semester)|yearly|hourly|monthly|annually|included|realistic|on average|average|good|bad|much|right|correct|true|accurate|low|high)\b(?! at)|^(?:(?:and|so|but|well|ok) )*(?:how much (?:exactly|roughly|approximately|in numbers|is (?:that|it) (?:a|per) \w+)|exactly how much)$|^(?:(?:and|so|but|well|ok) )*why (?:is|are|does|do|did) .*\bso (?:low|high|bad|good|little|few|much|different)$/;

/** Whether a message asks in so many words what was asked before, of another program or on another topic. */
export const asksTheSame = (context: Context) =>
  context.talk.programs.length > 0 && /\bsame (?:\w+ )?(?:for|with|about|on|of|question|thing)\b/.test(saidIn(context));

const saidIn = ({ tokens }: Pick<Context, 'tokens'>) => wordsOf(tokens);

/** "With an associate degree?", "and in hospitals?": words for a closer question of what was talked of, and no question of their own. */
const NARROWS =
  /^(?:(?:and|or|but|what about|how about|what if i'm|what if|even) )*(?:with|without|for|in|at|as|after|during|if|on|from|by|to start|only|just)\b/;
const ASKS = /\b(?:what|which|how|who|where|when|why|is|are|can|do|does)\b/;

function narrows(context: Context): boolean {
  const { talk, aspectsOf } = context;
  const said = saidIn(context);
  const [opening = ''] = NARROWS.exec(said) ?? [];
  const isShort = context.rest.filter(isContent).length <= BARE;
  return (
    (opening !== '' || isShort) &&
    !ASKS.test(said.slice(opening.length)) &&
    talk.topics.some((topic) => aspectsOf(topic).length > 0)
  );
}

const isByName = ({ id }: Pick<TopicRead, 'id'>, { knowledge }: Context) =>
  knowledge.topics.get(id)?.byName !== undefined;

/** "How does that compare with HIM?" asks of two what was asked of one. */
function isGeneral(topic: TopicRead, context: Context): boolean {
  const { said, talk } = context;
  return (
    isByName(topic, context) &&
    !talk.topics.some((id) => isByName({ id }, context)) &&
    /\bcompared? (?:it|that|with|to|them)\b|\b(?:it|that) compare/.test(said)
  );
}

/** A whole question, however short, is about something of its own: "what do they do". */
const isClause = (context: Context) =>
  /^(?:and |so |but )*(?:(?:what|where|when|why|how)(?: \w+)? )?(?:do|does|did|is|are|can|could|would|will|should|has|have)\b/.test(
    saidIn(context),
  );

/** Words that point, add or go back, and ask for nothing. */
const LEANING =
  /^(?:first|second|third|fourth|last|middle|former|latter|1st|2nd|3rd|other|others|both|same|question|questions|thing|add|include|compare|compared|comparison|versus|vs|against|instead|again|back|before|earlier|previous|people|person|folks|guys|crowd|field|path|track|option|number|choice|program|programs|part|side|now|plain|just|only|alone|itself|combined|together|deeper|detail|details|interested|looking|tell|more|thinking|considering|hmm|hm|oh|right|scratch|forget|drop|sorry|wait|mean|meant|actually|rather|guess|suppose|maybe|perhaps|separately|each|between|two|three|four|\d|without|except|minus|besides|exclude|remove|skip|ditch|scrap|leave|take|put|bring|out|general)$/;
/** "Does HIM do better?" asks how it stands on what was talked of. */
const DOES_BETTER =
  /^(?:(?:and|so|but|ok) )*(?:do|does|is|are|would|will)\b.* (?:do|does|fare|look|doing|looking)?(?: any| much| a bit)? ?(?:better|worse|the same)$/;
/** "By the way, HIT, what is that?", "tell me what HIT is" */
const WHAT_IS = /\bwhat (?:(?:is|are|was)(?: (?:it|that|this|they))?|(?:[\w']+ ){1,4}(?:is|are|means?))$/;
/** Words that only put one in the place of another. */
const SWAPPING = /^(?:swap|replace|switch|change|exchange|trade)$/;
const NOTHING = /^$/;
/** First words that ask what something is, rather than going on: "what is billing". */
const ASKING =
  /^(?:so |and |ok |okay |but )*(?:how (?:much|long|many|hard|soon|far|fast|old|often)|what (?:is|are|does|do)|whats|what's|who|define|explain|describe)\b|^(?:so |and |ok |but )*(?:which|what) (?:(?:one|of them|of the two|program) )?(?:then|now)?(?:$|(?:should|would|do you|fits|suits)\b)/;

/** Words of the talk, whatever their neighbours: no slips of others. */
export const isPointer = (word: string) => LEANING.test(word);
