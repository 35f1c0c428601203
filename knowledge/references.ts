import { isByDegree } from './discourse.ts';
import { inPlace, LEAVING_OUT, without, withoutDropped } from './places.ts';
import type { Program } from './schema.ts';
import type { Talk, Understood } from './understood.ts';

/** What a message may point with. */
export interface Pointing {
  /** Its words in lower case, joined by blanks, without what only leads up to them. */
  readonly said: string;
  /** The words before its first comma: "the first, how long does it take?" */
  readonly opening: string;
  /** Whether it takes back what was said before: "no wait, I meant …". */
  readonly corrects: boolean;
  /** Whether it means one of all that it may choose from by where that stands: "the cheaper one". */
  readonly isForemost: boolean;
  readonly talk: Talk;
  readonly programs: ReadonlyMap<string, Program>;
}

const NUMBERS = 'two|three|four|2|3|4';
/** Not the jobs or certificates of one program. */
const THEM = '(?:them|(?:those|these)(?! (?!programs|fields|careers|paths|options)\\w{3,}s\\b))';
/** Words for several that can mean nothing else. */
const BOTH = new RegExp(
  `\\b(?:both|each|either|neither|all of ${THEM}|all (?:the )?(?:${NUMBERS})|(?:the|those|these) (?:${NUMBERS})|(?:which|who|one|any) of ${THEM}|between ${THEM}|(?:${NUMBERS}) of them)\\b`,
);
/** Words for several that may mean the people of one. */
const THEY = /\b(?:they|them|their|those|these|all)\b/;
const OTHERS = /\b(?:others|other (?:two|programs|ones)|rest of them)\b/;
const OTHER = /\b(?:(?:the|that|an) other|other (?:one|program))\b|\b(?:for|about|and) other$/;
/** Asks which of several: "which one", "who earns more", "which is cheaper". */
const WHICH =
  /^(?:(?:and|so|but|then|or) )*(?:which (?:one|1|of the two|program|job|field|side|career|path|is|are|has|pays|costs|takes|makes|earns|needs|leads|would|should|can|do|does|gets|lets)\b(?! (?:of )?(?:your|the articles))|(?:who|which|whose) (?:.* )?(?:more|less|most|least|better|best|worse|worst|cheaper|cheapest|faster|fastest|quicker|quickest|shorter|shortest|longer|longest|harder|hardest|easier|easiest|higher|highest|lower|lowest|tougher|toughest|safer|safest|broader|simpler|bigger|sooner|soonest)\b)/;
const REFERS =
  /\b(?:it|its|it's|they|them|their|those|these|both|this|that|one|ones|same|each|either|he|she|his|her|there)\b/;
const SINGULAR = /\b(?:it|its|it's|this|that|he|she)\b/;
const DIFFERENCE =
  /\b(?:difference|differences|differ|diff|diffs|in common|similarities|alike|compare|comparison|side by side|(?:vs|against|next to) each other)\b/;
/** Adjectives that set one program above another. */
const HIGHER =
  '(?:better|worse|cheaper|faster|quicker|shorter|longer|harder|easier|higher|lower|tougher|safer|simpler|broader|bigger|smaller|sooner|(?<=\\w )(?:more|less)(?: \\w+)?)';
/** Sets a program above the others of the talk, without saying above what: "so coding is harder?", not "cheaper online". */
const ABOVE_OTHERS = new RegExp(
  `^(?!(?:(?:and|so|but|then) )*(?:how|what|where|when|who|can i|could i|do i|would i|i)\\b)(?!.*\\b(?:tell|know|say|certified|experienced|than|(?:give|show|me|some|any|one|no|and|read|explain) more|more (?:about|on|info|information|details?))\\b).*\\b${HIGHER}\\b(?! (?:online|if|with|when|in|at(?! least)|as|for|from)\\b)`,
);
/** "Is it harder than billing?" */
const ABOVE_NAMED = new RegExp(`(?:\\b${HIGHER}(?: \\w+)?|^(?:more|less)) than (?:\\w+ ){0,3}\\w+$`);
/** Looks for another program than those talked of: "ok but cheaper?", "is there anything quicker?". */
const SEEKS_OTHER = new RegExp(
  `^(?:(?:and|but|so|is|are|isn't|there|do|you|have|got|what|how|about|show|give|me|i|want|need|not) )*(?:(?:any|anything|something|some|a|one|ones|program|programs|option|options|that|that's|is|are|way) )*${HIGHER}(?: (?:one|ones|program|programs|option|options|way|then|available|paid|paying))*$`,
);
/** A superlative and nothing else: "and the quickest one". */
const MOST =
  /^(?:(?:and|so|but|or|then|just|what's|whats|what is) )*(?:the )?(?:(?:most|least|best|worst) \w+|\p{L}{3,}est|best|worst)(?: (?:one|program|option|choice|paid))?$/u;
const BACK =
  /\b(?:go(?:ing)? back|back to (?:the )?(?:previous|earlier|other) one|(?:the )?previous (?:one|program)|(?:the )?one before)\b/;

const WITHOUT =
  /\b(?:forget|drop|remove|exclude|skip|ignore|except|without|besides|minus|leave out|take out|kick out|lose|ditch|scrap)\b/;
const isLeftOut = (said: string) => WITHOUT.test(said) || LEAVING_OUT.test(said);
const INSTEAD_OF =
  /\b(?:instead of|rather than|in place of|not)\b|^(?:(?:and|so|but|ok|now|then|please|can|could|you|lets|let's|i|want|to) )*(?:swap|replace|switch|change|exchange|trade)\b.* (?:for|with|to|by|against) /;
/** Whether a message puts one in the place of another: "swap billing for coding". */
export const swaps = (said: string) => INSTEAD_OF.test(said);
const ADDING =
  /\b(?:add|adding|include|including|back in|both|next to (?:it|that|them|those|each other)|plus|compared?|comparison|versus|vs|against|with (?:it|that|them|those|these|this)|(?:it|that|this|they) (?:\w+ )?(?:like|similar to|same (?:as|like)|different (?:from|than|to)))\b/;
/** Sets two against each other, or at the opening both against those of the talk. */
const VERSUS = /\b(?:vs|versus|against)\b/;
const OPENS_VERSUS = /^(?:(?:and|or|so|ok) )*(?:vs|versus|against)\b/;
/** "Vs the other one?" */
const AGAINST = /\b(?:vs|versus|against|than|compared?|next to|beside)\b/;
const ALSO = /\b(?:also|too|as well)\b/;
/** "Do billers too?" asks of billers what was asked of others. */
const ASKS_WHETHER = /^(?:(?:and|so|but|ok) )*(?:do|does|did|can|could|is|are|will|would|should)\b(?! you\b)/;
/** "Bring HIM back", not "back to HIM". */
const BRINGS_BACK = /\b(?:bring|put|add|take)\b.*\bback$/;
const adds = (said: string) =>
  ADDING.test(said) || BRINGS_BACK.test(said) || (ALSO.test(said) && !ASKS_WHETHER.test(said));
const BESIDE =
  /\b(?:with|to|and|against|than|vs|versus) (?:it|that|them|those|these|this|both)\b|\bcompared? (?:it|that|them|this)\b/;
/** Whether words take back what was said before, in part or in whole. */
export const corrects = (words: string) => REPLACING.test(words);
const REPLACING = /\b(?:instead|i mean|i meant|no wait|rather|scratch that|actually|sorry|forget (?:it|that))\b/;

/** With at most so many words of meaning beside the names, programs are only named. */
const BARE = 2;

/**
 * The programs meant by a message of a talk, where they are not just those it names; `undefined` where it names what it
 * means, or means none.
 */
export function programsMeant(read: Understood, pointing: Pointing): readonly string[] | undefined {
  const { isForemost, talk } = pointing;
  if (isForemost && talk.programs.length > 0) return [...new Set([...choosable(talk), ...read.programs])];
  if (read.programs.length > 0) return besideNamed(read, pointing);
  const pointed = pointedAt(pointing) ?? goneOnWith(read, pointing);
  return pointed?.length === 0 ? undefined : pointed;
}

/** Whether a message has words for what was talked of, rather than merely leaving it out. */
export const points = (pointing: Pointing): boolean => REFERS.test(pointing.said) || pointedAt(pointing) !== undefined;

/** The programs that "the first one", "both" and "which one" choose from. */
export function choosable({ programs, together = [], named = programs }: Talk): readonly string[] {
  return together.length > 1 && programs.every((id) => together.includes(id)) ? together : named;
}

/** Programs named, of which some are added to the talk, take the place of others in it, or are left out of it. */
function besideNamed(
  read: Understood,
  { said, corrects, talk, programs: known }: Pointing,
): readonly string[] | undefined {
  const all = choosable(talk);
  const [named, ...others] = read.programs;
  const current = talk.programs;
  if (others.length === 1 && INSTEAD_OF.test(said) && current.length > 1) {
    const [added, removed] = current.includes(named as string) ? [others[0], named] : [named, others[0]];
    if (current.includes(removed as string) && !current.includes(added as string))
      return current.map((id) => (id === removed ? (added as string) : id));
  }
  // "Forget HIT, take billing": one in the place of the other; but of what is asked anew, only of the one that is named.
  const isReplaced =
    read.excluded.length > 0 && read.excluded.every((id) => current.includes(id)) && current.length > 1;
  if (isReplaced && read.topics.every(({ reasons }) => reasons.length === 0))
    return [...new Set([...current.filter((id) => !read.excluded.includes(id)), ...read.programs])];
  const isOfThem =
    read.programs.every((id) => all.includes(id)) &&
    (OTHER.test(said) || OTHERS.test(said) || read.stems.length <= BARE);
  if ((read.refused || isLeftOut(said)) && isOfThem) return without(all, read.programs);
  const isElsewhere = read.refused && !read.programs.some((id) => current.includes(id));
  if (isElsewhere && current.length > 0 && read.stems.length <= BARE) return current;
  const whole = partsOfOne(read.programs, known);
  // "Billing vs coding" compares the two, "vs billing and coding" both of them with the talk.
  const isAdded = whole && adds(said) && (!VERSUS.test(said) || BESIDE.test(said) || OPENS_VERSUS.test(said));
  const added = isAdded && !current.includes(whole) ? [whole] : read.programs;
  if (added.length !== 1 || current.length === 0) return undefined;
  if (adds(said) && (BESIDE.test(said) || !corrects)) return [...new Set([...current, ...added])];
  const isSetAbove = ABOVE_OTHERS.test(said) || isByDegree(said) || ABOVE_NAMED.test(said);
  return isSetAbove ? beside(added[0] as string, talk) : undefined;
}

/** A program and those of the talk that it is set above. */
function beside(one: string, talk: Talk): readonly string[] | undefined {
  const { programs, before = [] } = talk;
  if (programs.length > 1 || !programs.includes(one)) return programs.includes(one) ? programs : [...programs, one];
  const all = choosable(talk);
  const [last, ...others] = before;
  const rest = all.length > 2 && last && others.length === 0 && last !== one ? [last, one] : all;
  return rest.length > 1 ? rest : undefined;
}

/** The program that programs are all the parts of. */
function partsOfOne(ids: readonly string[], programs: ReadonlyMap<string, Program>): string | undefined {
  const wholes = new Set(ids.map((id) => programs.get(id)?.partOf));
  const [whole] = wholes;
  const parts = [...programs.values()].filter(({ partOf }) => partOf === whole);
  return ids.length > 1 && wholes.size === 1 && whole && parts.length === ids.length ? whole : undefined;
}

/** What words of place, of number and of choice point at; a third one of two is none. */
function pointedAt({ said, opening, talk, programs }: Pointing): readonly string[] | undefined {
  const all = choosable(talk);
  if (BACK.test(said) && talk.before) return talk.before;
  if (all.length < 2) return OTHER.test(said) ? otherPartThan(all[0], programs) : undefined;
  // "First, what do they pay?" puts nothing in a place.
  const placed = inPlace(said, all) ?? (opening === 'first' ? undefined : inPlace(opening, all));
  if (placed) return withoutDropped(said, all) ?? placed;
  const [only, ...more] = talk.programs;
  const single = more.length === 0 ? only : undefined;
  if (OTHER.test(said) && !OTHERS.test(said)) {
    const other = otherThan(single, all, talk);
    return single && other && AGAINST.test(said) ? [single, ...other] : other;
  }
  if (OTHERS.test(said)) return single ? without(all, [single]) : all;
  if (BOTH.test(said)) return /\b(?:both|two|2|either)\b/.test(said) ? all.slice(-2) : all;
  if (isByDegree(said) || MOST.test(said)) return all;
  if (single && !WHICH.test(said) && ABOVE_OTHERS.test(said)) return beside(single, talk);
  const isOfAll = (WHICH.test(said) && !SINGULAR.test(said)) || (DIFFERENCE.test(said) && single !== undefined);
  return isOfAll ? all : undefined;
}

/** The other part of the same whole, where there is one other: billing, where coding was talked of. */
function otherPartThan(one: string | undefined, programs: Pointing['programs']): readonly string[] | undefined {
  const whole = programs.get(one ?? '')?.partOf;
  const others = [...programs.values()].filter(({ id, partOf }) => whole && partOf === whole && id !== one);
  return others.length === 1 ? others.map(({ id }) => id) : undefined;
}

/** "The other one" is the one spoken of before, where several are left. */
function otherThan(
  one: string | undefined,
  all: readonly string[],
  { before = [] }: Talk,
): readonly string[] | undefined {
  if (!one) return all;
  const rest = all.filter((id) => id !== one);
  const [last, ...others] = before;
  return rest.length > 1 && last && others.length === 0 && rest.includes(last) ? [last] : without(all, [one]);
}

/** The programs of the talk, where a message asks something and names none, or only goes on. */
function goneOnWith(read: Understood, { said, talk }: Pointing): readonly string[] | undefined {
  const { programs, together = [] } = talk;
  const asksForMost = read.superlative && (MOST.test(said) || (WHICH.test(said) && !REFERS.test(withoutWhich(said))));
  const isAsked = read.topics.length > 0 && !(asksForMost && programs.length === 1);
  if (programs.length === 0 || !(isAsked || REFERS.test(said) || goesOn(said, read))) return undefined;
  const isTogether = programs.length === 1 && together.includes(programs[0] as string);
  return THEY.test(said) && !/\bit\b/.test(said) && isTogether ? together : programs;
}

const withoutWhich = (said: string) => said.replace(/\bwhich one\b/, 'which');

/** Whether a message that names no program looks for one beside those talked of. */
export const seeksOther = ({ said, talk }: Pointing) =>
  SEEKS_OTHER.test(said) && (talk.programs.length === 1 || /\b(?:any|anything|something|there)\b/.test(said));

/** "And in California?", "for a bachelor's": begins like what goes on, and asks for no topic. */
const goesOn = (said: string, { topics, stems }: Understood) =>
  topics.length === 0 &&
  stems.length <= BARE &&
  /^(?:and|or|but|also|what about|how about|what if|in|at|for|with|without|as|after|during|if|on|from|by)\b/.test(said);
