import type { Fact, Knowledge } from './load.ts';
import type { Topic } from './schema.ts';
import { STOP_WORDS, tokenise } from './text.ts';

/** What facts are wanted for. */
export interface Wanted {
  readonly topic: string;
  /** Closer questions, the surest first; empty where none was asked. */
  readonly aspects: readonly string[];
  /** Stems of the message's words of meaning. */
  readonly stems: readonly string[];
  /** How sure it is that the topic is meant, 0–1; where it is not, shared words count for more. Default 1. */
  readonly sure?: number;
}

export interface RankedFact {
  readonly fact: Fact;
  /** Higher is better; above 1 the fact speaks to the topic or shares most of the question's rare words. */
  readonly score: number;
  /** The program it was wanted for, or the whole that this one is a part of, or one of its parts. */
  readonly via: string;
}

export interface Retriever {
  /** Facts about one program, best first: those on the topic, and others that share the question's words. */
  about(program: string, wanted: Wanted): RankedFact[];
  /** Claims on the topic that set the programs against each other, best first. */
  between(programs: readonly string[], wanted: Wanted): RankedFact[];
  /** The same as `about`, whatever the program. */
  anywhere(wanted: Wanted): RankedFact[];
}

/** What a fact gains or loses, on the scale of one topic match. */
const SCORE = {
  topic: 1,
  /** For a topic that is not meant at all. */
  doubt: -0.8,
  aspect: 1.4,
  otherAspect: -0.3,
  /** For a closer matter than was asked for. */
  closer: -0.25,
  words: 2.2,
  /** For a fact of the whole where a part was asked for, and of a part where the whole was. */
  whole: -0.5,
  part: -0.25,
  contrast: -0.4,
  /** For a fact with a figure of the kind that orders programs on the topic. */
  figure: 0.3,
  /** For a fact about the program alone. */
  alone: 0.15,
  /** For a fact that uses an abbreviation the message uses, and for one that spells it out. */
  abbreviated: 0.4,
  spelledOut: 0.9,
  /** For each program asked about that a contrast names itself, and for each that it names besides. */
  named: 0.3,
  besides: -0.2,
  /** Per place further down in its article's list of facts on the topic. */
  place: -0.06,
} as const;

const FEWEST_PLACES = 8;
/** What is left of a word's rarity, among facts on a topic, where it asks for the topic as a whole. */
const NAMING = 0.4;
/** The rarity of a question's words in all from which they count in full: that of two rare words. */
const RARE = 8;

export function createRetriever(knowledge: Knowledge): Retriever {
  const facts = [...knowledge.facts.values()];
  const words = new Map(facts.map((fact) => [fact, stemsOf(fact)]));
  const spelledOut = new Map(facts.map((fact) => [fact, abbreviationsIn(fact)]));
  const abbreviations = new Set([...spelledOut.values()].flatMap((stems) => [...stems]));
  const entries = new Map(
    [...knowledge.programs.keys()].map((program) => [program, entriesFor(program, knowledge, facts)]),
  );
  const everything = facts.map((fact): Entry => ({ fact, via: fact.programs[0] as string, base: 0 }));
  const places = placesOf(facts);
  const shares = { anywhere: rarityOf(facts, words), on: new Map<string, Rarity>() };
  for (const topic of knowledge.topics.values()) {
    shares.on.set(
      topic.id,
      damped(
        rarityOf(
          facts.filter((f) => f.topic === topic.id),
          words,
        ),
        namingStems(topic),
      ),
    );
  }

  /** Scores facts for a question: those on the topic by what they say of it, any by the words they share. */
  const scorer = ({ topic, aspects, stems, sure = 1 }: Wanted) => {
    const doubt = SCORE.doubt * (1 - sure);
    const { general = [], scale } = knowledge.topics.get(topic) ?? {};
    // Among facts on the topic a word is rare that tells them apart, however common it is elsewhere.
    const sharedOn = sharer(stems, shares.on.get(topic) ?? shares.anywhere, words);
    const shared = sharer(stems, shares.anywhere, words);
    const onTopic = (fact: Fact): number => {
      const decides = fact.figures.some((f) => f.kind === scale?.figure && !f.difference);
      const figure = decides ? SCORE.figure : 0;
      return SCORE.topic + doubt + figure + aspectScore(fact.aspects, aspects, general) + SCORE.words * sharedOn(fact);
    };
    const terms = stems.filter((s) => abbreviations.has(s));
    const named = (fact: Fact) => {
      if (terms.some((term) => spelledOut.get(fact)?.has(term))) return SCORE.spelledOut;
      return terms.some((term) => words.get(fact)?.has(term)) ? SCORE.abbreviated : 0;
    };
    return (fact: Fact): number | undefined => {
      const own = fact.topic === topic ? onTopic(fact) : SCORE.words * shared(fact);
      return own === 0 ? undefined : own + named(fact) + SCORE.place * (places.get(fact) ?? 0);
    };
  };

  const rank = (candidates: readonly Entry[], wanted: Wanted) => {
    const score = scorer(wanted);
    return candidates
      .flatMap(({ fact, via, base }) => {
        const own = score(fact);
        return own === undefined ? [] : [{ fact, via, score: own + base }];
      })
      .sort((a, b) => b.score - a.score);
  };

  return {
    about: (program, wanted) => rank(entries.get(program) ?? [], wanted),
    between(programs, wanted) {
      const candidates = facts.filter((fact) => fact.contrast && fact.topic === wanted.topic);
      return rank(
        candidates.flatMap((fact) => {
          const met = new Set(programs.flatMap((program) => standing(fact, program, knowledge)?.via ?? []));
          const named = programs.filter((program) => fact.programs.includes(program)).length;
          const base = SCORE.named * named + SCORE.besides * (fact.programs.length - met.size);
          return met.size < 2 ? [] : [{ fact, via: programs[0] as string, base }];
        }),
        wanted,
      );
    },
    anywhere: (wanted) => rank(everything, wanted),
  };
}

/** A fact as a candidate for one program, with what it gains or loses by how it stands to it. */
interface Entry {
  readonly fact: Fact;
  readonly via: string;
  readonly base: number;
}

function entriesFor(program: string, knowledge: Knowledge, facts: readonly Fact[]): Entry[] {
  return facts.flatMap((fact) => {
    const found = standing(fact, program, knowledge);
    if (!found) return [];
    const alone = found.via === program && fact.programs.length === 1 ? SCORE.alone : 0;
    return [{ fact, via: found.via, base: found.cost + (fact.contrast ? SCORE.contrast : alone) }];
  });
}

/** How a fact's programs stand to the one asked for. */
function standing(fact: Fact, program: string, { programs }: Knowledge): { via: string; cost: number } | undefined {
  if (fact.programs.includes(program)) return { via: program, cost: 0 };
  const whole = programs.get(program)?.partOf;
  if (whole && fact.programs.includes(whole)) return { via: whole, cost: SCORE.whole };
  const part = fact.programs.find((id) => programs.get(id)?.partOf === program);
  return part && !fact.contrast ? { via: part, cost: SCORE.part } : undefined;
}

/** Whether a fact speaks to the closer questions asked; to the topic as a whole, where none was. */
function aspectScore(own: readonly string[], asked: readonly string[], general: readonly string[]): number {
  if (own.length === 0) return 0;
  if (asked.length > 0) return own.some((a) => asked.includes(a)) ? SCORE.aspect : SCORE.otherAspect;
  return own.some((a) => general.includes(a)) ? 0 : SCORE.closer;
}

/** How rare each stem is among some facts (inverse document frequency). */
type Rarity = ReadonlyMap<string, number>;
type Words = ReadonlyMap<Fact, ReadonlySet<string>>;

function rarityOf(facts: readonly Fact[], words: Words): Rarity {
  const counts = new Map<string, number>();
  for (const fact of facts) for (const s of words.get(fact) ?? []) counts.set(s, (counts.get(s) ?? 0) + 1);
  return new Map([...counts].map(([s, count]) => [s, Math.log(1 + facts.length / count)]));
}

const damped = (rarity: Rarity, naming: ReadonlySet<string>): Rarity =>
  new Map([...rarity].map(([s, rare]) => [s, naming.has(s) ? rare * NAMING : rare]));

/** How much of the question's rare words a fact shares, 0–1; a question with few of them counts for less. */
function sharer(asked: readonly string[], rarity: Rarity, words: Words): (fact: Fact) => number {
  const known = [...new Set(asked)].filter((s) => rarity.has(s));
  const sum = (stems: readonly string[]) => stems.reduce((total, s) => total + (rarity.get(s) ?? 0), 0);
  const total = Math.max(RARE, sum(known));
  return (fact) => {
    const own = words.get(fact);
    let shared = 0;
    for (const s of known) if (own?.has(s)) shared += rarity.get(s) ?? 0;
    return shared / total;
  };
}

/** Stems that ask for the topic as a whole. */
function namingStems({ words, aspects }: Topic): Set<string> {
  const stemsIn = (phrases: readonly string[]) => phrases.flatMap((phrase) => tokenise(phrase)).map((t) => t.stem);
  const closer = new Set(stemsIn(aspects.flatMap((a) => a.words)));
  return new Set(stemsIn(words).filter((s) => !closer.has(s)));
}

function stemsOf(fact: Fact): Set<string> {
  const texts = [fact.text, ...fact.words, fact.topic, ...fact.aspects];
  return new Set(
    texts
      .flatMap((text) => tokenise(text))
      .filter((t) => !STOP_WORDS.has(t.word))
      .map((t) => t.stem),
  );
}

const SPELLED_OUT = /\(([A-Z][A-Z-]+)\)|\b([A-Z][A-Z-]+) \((?=[A-Z][a-z]+ )/g;

/** Stems of the abbreviations that a fact spells out, as in "Current Procedural Terminology (CPT)". */
function abbreviationsIn({ text }: Fact): Set<string> {
  const found = [...text.matchAll(SPELLED_OUT)].map((m) => m[1] ?? m[2] ?? '');
  return new Set(found.flatMap((word) => tokenise(word)).map((t) => t.stem));
}

/** The place of each fact among those of its article on the same topic and programs: editors put the most important first. */
function placesOf(facts: readonly Fact[]): Map<Fact, number> {
  const next = new Map<string, number>();
  return new Map(
    facts.map((fact) => {
      const list = `${fact.article} ${fact.topic} ${fact.programs.join()} ${Boolean(fact.contrast)}`;
      const place = next.get(list) ?? 0;
      next.set(list, place + 1);
      return [fact, Math.min(FEWEST_PLACES, place)];
    }),
  );
}
