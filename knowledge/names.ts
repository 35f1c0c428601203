import { notCovered } from './not-covered.ts';
import type { Program } from './schema.ts';
import { type Token, token, wordsOf } from './text.ts';
import type { FoundName, Named, Vocabulary } from './vocabulary.ts';

/** The programs, and the things not covered, that a message names. */
export interface NamesRead {
  /** Program ids in the order they were first named, without those it says "not" to. */
  readonly programs: readonly string[];
  /** Whether it says "not" to all that it names. */
  readonly refused: boolean;
  /** Program ids that it says "not" to, beside others that it names. */
  readonly excluded: readonly string[];
  /** Whether a program is named outright, not by what only hints at it. */
  readonly sure: boolean;
  readonly outside: readonly { readonly what: 'program' | 'matter' | 'place'; readonly name: string }[];
  /** Schools named that facts speak of. */
  readonly schools: readonly string[];
  /** The tokens with each name replaced by a stand-in, so that what is asked is read the same whatever is named. */
  readonly masked: readonly Token[];
  /** The same with what hints at a program replaced, too: a job is paid like a program. Undefined where nothing hints. */
  readonly generalised: readonly Token[] | undefined;
  /** The tokens that belong to no name and to nothing that hints at one. */
  readonly rest: readonly Token[];
  readonly reasons: readonly string[];
}

/** Stand-ins for a name; no message contains them, since a message's words are split at the mark. */
export const PROGRAM_NAME = token('§program', 0);
const OTHER_NAME = token('§other', 0);
/** Stands for a matter that no article speaks of: the part of a message that contains it asks for that. */
export const MATTER_NAME = token('§matter', 0);

/** Whether a token stands in for the name of a program, or for any name. */
export const isProgram = (token: Token | undefined) => token?.word === PROGRAM_NAME.word;
export const isStandIn = ({ word }: Token) => word.startsWith('§');

/** Says that two things are set against each other. */
const AGAINST =
  /\b(?:between|vs|versus|compar(?:e|es|ed|ing|ison)|differ\w*|apart|distinguish|separate(?:ly)?|same|alike|diff|each one|(?<!\bdo |\blearn |\bin |\bfor )both (?:teach|cover|use|need|require|include)|equal(?:ly)?|in common|shar(?:e|es|ed)|(?:side|half|end) of|which (?:one|of|is|pays|costs|takes|has|makes|earns))\b/;
/** Says that what is named next is no longer talked of. */
const FORGET = /(?:^|\s)(?:forget|drop|skip|scrap|never mind|not)(?: about| the)?$/;
/** Says that what is named next is not meant: "not coding", "I don't want coding". */
const NOT =
  /(?:^|\s)(?:(?:not|no|nor|without|besides|except|except for|apart from|but not|(?<=\w )isn't|forget|drop|remove|skip|ditch|scrap|lose|leave out)|(?:not|never|no|don't|dont|won't) (?:want|like|need|mean|care (?:for|about)|interested in)(?: to (?:do|study|take|learn))?)(?: the| a| to)?$/;

/** The most words of `FORGET` and `NOT`: "… never interested in to study the". */
const LONGEST_TURN = 8;

export function readNames(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  programs: ReadonlyMap<string, Program>,
  capitals: ReadonlySet<string> = new Set(),
): NamesRead {
  const found = withRivals(asMeant(allNames(tokens, vocabulary, capitals), programs), tokens);
  const forgotten = new Set(found.filter(({ from }) => FORGET.test(clauseBefore(tokens, from))));
  const sure = found.some((f) => programOf(f)?.sure);
  // A certificate or a product of the work stands for its program only where no program is named outright.
  const named = found
    .filter((f) => programOf(f)?.sure ?? false)
    .concat(sure ? [] : found.filter((f) => programOf(f)?.sure === false));
  const wanted = named.filter(({ from }) => !NOT.test(clauseBefore(tokens, from)));
  const refused = named.length > 0 && wanted.length === 0;
  const excluded = refused ? [] : unique(named.filter((f) => !wanted.includes(f)).map((f) => programOf(f)?.id ?? ''));
  const ids = unique((refused ? named : wanted).map((f) => programOf(f)?.id ?? ''));
  const split = splitWhole(splitListed(ids, found, tokens, programs), found, tokens, programs);
  return {
    programs: split,
    refused,
    excluded: excluded.filter((id) => !split.includes(id)),
    sure,
    outside: found.flatMap((f) =>
      forgotten.has(f) ? [] : f.meanings.flatMap((m) => (m.kind === 'outside' ? [{ what: m.what, name: m.name }] : [])),
    ),
    schools: unique(found.flatMap((f) => f.meanings.flatMap((m) => (m.kind === 'school' ? [m.name] : [])))),
    masked: mask(tokens, found, sure),
    generalised: found.some(isHint) ? mask(tokens, found, sure, true) : undefined,
    rest: tokens.filter((_, i) => !found.some((f) => f.from <= i && i < f.to && (isName(f) || forgotten.has(f)))),
    reasons: found.flatMap((f) =>
      f.meanings.map(
        (m) =>
          `"${f.phrase}" is ${m.kind === 'program' ? m.id : m.kind === 'outside' ? `${m.name} (not covered)` : 'not a name here'}`,
      ),
    ),
  };
}

/** What is named, in the order of the message; among it times and fields that no article speaks of. */
function allNames(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  capitals: ReadonlySet<string>,
): readonly FoundName[] {
  const names = withDescribed(namesIn(tokens, vocabulary, capitals), tokens, vocabulary);
  const more = notCovered(
    tokens,
    vocabulary,
    names.some((name) => programOf(name)?.sure),
  ).filter((other) => !names.some(({ from, to }) => from < other.to && other.from < to));
  return more.length === 0 ? names : [...names, ...more].sort((a, b) => a.from - b.from);
}

/** Adds what describes programs where none is named outright: "who chases the payments", in place of hints in it. */
function withDescribed(names: readonly FoundName[], tokens: readonly Token[], { findDescribed }: Vocabulary) {
  if (names.some((f) => programOf(f)?.sure)) return names;
  const overlap = (a: Place, b: Place) => a.from < b.to && b.from < a.to;
  const described = findDescribed(tokens).filter((d) => names.every((f) => isHint(f) || !overlap(f, d)));
  if (described.length === 0) return names;
  const others = names.filter((f) => !described.some((d) => overlap(f, d)));
  const added = described.map(({ program, ...found }): FoundName => {
    return { ...found, meanings: [{ kind: 'program', id: program, sure: false, described: true }] };
  });
  return [...others, ...added].sort((a, b) => a.from - b.from);
}

type Place = Pick<FoundName, 'from' | 'to'>;

/** The names in a message; one in capitals is a name whatever its neighbours: "put HIM back". */
function namesIn(tokens: readonly Token[], { names }: Vocabulary, capitals: ReadonlySet<string>): FoundName[] {
  const inCapitals = ({ from, to }: FoundName) =>
    tokens.slice(from, to).flatMap((t, i) => {
      const [name] = capitals.has(t.word) ? names.find([t]) : [];
      return name ? [{ ...name, from: from + i, to: from + i + 1 }] : [];
    });
  return names.find(tokens).flatMap((f) => {
    const apart = f.meanings.some(({ kind }) => kind === 'nothing') ? inCapitals(f) : [];
    return apart.length > 0 ? apart : [f];
  });
}

/** The words just before a place in its clause, as many as any of the patterns above can take. */
const clauseBefore = (tokens: readonly Token[], at: number) =>
  tokens
    .slice(Math.max(0, at - LONGEST_TURN), at)
    .flatMap((t) => (t.clause === tokens[at]?.clause ? [t.word] : []))
    .join(' ');

/** Leaves out one-word names of a program beside something else that they mean as well. */
function asMeant(found: readonly FoundName[], programs: ReadonlyMap<string, Program>): FoundName[] {
  const outside = new Set(found.flatMap((f) => f.meanings.flatMap((m) => (m.kind === 'outside' ? [m.name] : []))));
  return found.filter((f) => {
    const unless = programs.get(programOf(f)?.id ?? '')?.unless ?? [];
    return f.to - f.from > 1 || !unless.some((name) => outside.has(name));
  });
}

/** "Records management, or is billing …", "the records degree vs coding". */
const SETS_AGAINST = /^(?:(?:degree|program|course|side) )?(?:or|vs|versus)(?: (?:is|does|the|a))*$/;

/** What only hints at a program names it where it is set against one: "records management or billing". */
function withRivals(found: readonly FoundName[], tokens: readonly Token[]): readonly FoundName[] {
  const isBetween = (before: FoundName | undefined, after: FoundName | undefined) =>
    before && after && SETS_AGAINST.test(wordsOf(tokens.slice(before.to, after.from)));
  const isSure = (f: FoundName | undefined) => f && programOf(f)?.sure;
  return found.map((f, i) => {
    const [before, after] = [found[i - 1], found[i + 1]];
    const isRival = (isSure(before) && isBetween(before, f)) || (isSure(after) && isBetween(f, after));
    if (!isHint(f) || !isRival) return f;
    return { ...f, meanings: f.meanings.map((m) => (m.kind === 'program' ? { ...m, sure: true } : m)) };
  });
}

/** Of a program, or of a place. */
const isName = ({ meanings }: FoundName) =>
  meanings.some((m) => m.kind === 'program' || (m.kind === 'outside' && m.what === 'place'));

const programOf = (found: FoundName) => found.meanings.find((m) => m.kind === 'program');
const isHint = ({ meanings }: Pick<FoundName, 'meanings'>) => meanings.some((m) => m.kind === 'program' && !m.sure);
const unique = (ids: readonly string[]) => [...new Set(ids)];

/**
 * "Billing and coding" is one program, but in "the difference between billing and coding" it is two: where the only
 * program named is a whole, by a phrase that joins its parts, and the message sets things against each other.
 */
function splitWhole(
  ids: readonly string[],
  found: readonly FoundName[],
  tokens: readonly Token[],
  programs: ReadonlyMap<string, Program>,
): readonly string[] {
  const [whole, ...others] = ids;
  if (whole === undefined || others.length > 0) return ids;
  const parts = [...programs.values()].filter((p) => p.partOf === whole);
  const joined = found.some((f) => programOf(f)?.id === whole && namesAll(f.phrase, parts));
  return joined && parts.length > 1 && AGAINST.test(wordsOf(tokens)) ? inOrder(found, parts) : ids;
}

/** "HIM, billing and coding" lists three programs: after a name and a comma, the "and" of a whole's name ends a list. */
function splitListed(
  ids: readonly string[],
  found: readonly FoundName[],
  tokens: readonly Token[],
  programs: ReadonlyMap<string, Program>,
): readonly string[] {
  const partsOf = (f: FoundName) => [...programs.values()].filter((p) => p.partOf === programOf(f)?.id);
  const listed = found.find((f, i) => {
    const before = found[i - 1];
    const follows = before?.to === f.from && tokens[f.from]?.clause !== tokens[f.from - 1]?.clause;
    return follows && programOf(before) && partsOf(f).length > 1 && namesAll(f.phrase, partsOf(f));
  });
  if (!listed) return ids;
  return unique(ids.flatMap((id) => (id === programOf(listed)?.id ? inOrder([listed], partsOf(listed)) : [id])));
}

const namesAll = (phrase: string, parts: readonly Program[]) =>
  parts.every((part) => part.aliases.some((a) => phrase.split(' ').includes(a.toLowerCase())));

function inOrder(found: readonly FoundName[], parts: readonly Program[]): string[] {
  const phrase = found.map((f) => f.phrase).join(' ');
  const place = (part: Program) =>
    Math.min(...part.aliases.map((a) => phrase.indexOf(a.toLowerCase())).filter((at) => at >= 0));
  return [...parts].sort((a, b) => place(a) - place(b)).map((p) => p.id);
}

function mask(tokens: readonly Token[], found: readonly FoundName[], besideProgram: boolean, hints = false): Token[] {
  const standIn = new Map<number, Token | undefined>();
  for (const { from, to, meanings } of found) {
    const name = hints && isHint({ meanings }) ? PROGRAM_NAME : standInFor(meanings, besideProgram);
    if (!name) continue;
    for (let i = from; i < to; i += 1) standIn.set(i, undefined);
    const program = meanings.find((m) => m.kind === 'program')?.id;
    standIn.set(from, { ...name, clause: tokens[from]?.clause ?? 0, ...(program && { program }) });
  }
  return withoutKinds(tokens.flatMap((t, i) => (standIn.has(i) ? (standIn.get(i) ?? []) : [t])));
}

/** "A coding program", "the coding field": what a program is called after its name asks for nothing. */
const KIND = /^(?:programs?|fields?|careers?|paths?|tracks?|route)$/;

const withoutKinds = (tokens: readonly Token[]) =>
  tokens.filter((t, i) => !(KIND.test(t.word) && isProgram(tokens[i - 1])));

/**
 * Names that only hint at a program stay as they are: a certificate's name says what is asked, too. What is not covered
 * reads like a program beside one: "nursing or HIM" asks what "HIT or HIM" does.
 */
function standInFor(meanings: readonly Named[], besideProgram: boolean): Token | undefined {
  const [first] = meanings;
  switch (first?.kind) {
    case 'program':
      return first.sure || first.described ? PROGRAM_NAME : undefined;
    case 'outside':
      if (first.what === 'matter') return MATTER_NAME;
      return first.what === 'program' && besideProgram ? PROGRAM_NAME : OTHER_NAME;
    default:
      return undefined;
  }
}
