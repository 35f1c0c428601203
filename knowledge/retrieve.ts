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
}

export interface RankedFact {
  readonly fact: Fact;
  /** Higher is better; above 1 the fact speaks to the topic or shares most of the question's rare words. */
  readonly score: number;
  /** The program it was wanted for, or the whole that this one is a part of, or one of its parts. */
  readonly via: string;
}

export interface Retriever {
  /** Facts about one program, best first; claims that set programs against each other are left out. */
  about(program: string, wanted: Wanted): RankedFact[];
  /** Claims on the topic that set the programs against each other, best first. */
  between(programs: readonly string[], wanted: Wanted): RankedFact[];
  /** Facts about any program that share the question's words. */
  anywhere(wanted: Wanted): RankedFact[];
}

/** What a fact gains or loses, on the scale of one topic match. */
const SCORE = {
  topic: 1,
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
  const stems = new Map(facts.map((fact) => [fact.id, stemsOf(fact)]));
  const rarityAnywhere = rarityOf([...stems.values()]);
  const rarityOn = new Map(
    [...knowledge.topics.values()].map((topic) => {
      const rarity = rarityOf(facts.filter((f) => f.topic === topic.id).map((f) => stems.get(f.id) ?? new Set()));
      const naming = namingStems(topic);
      return [topic.id, new Map([...rarity].map(([s, rare]) => [s, naming.has(s) ? rare * NAMING : rare]))];
    }),
  );
  const places = placesOf(facts);
  const wholes = new Map([...knowledge.programs.values()].map((p) => [p.id, p.partOf]));

  /** How much of the question's rare words a fact shares, 0–1; a question with few of them counts for less. */
  const sharer = (asked: readonly string[], rarity: Rarity) => {
    const known = [...new Set(asked)].flatMap((s) => (rarity.has(s) ? [[s, rarity.get(s) as number] as const] : []));
    const sum = known.reduce((total, [, rare]) => total + rare, 0);
    const shared = (fact: Fact) =>
      known.reduce((total, [s, rare]) => total + (stems.get(fact.id)?.has(s) ? rare : 0), 0);
    return (fact: Fact) => shared(fact) / Math.max(RARE, sum);
  };

  const scorer = ({ topic, aspects, stems: asked }: Wanted) => {
    const { general = [], scale } = knowledge.topics.get(topic) ?? {};
    // Among facts on the topic a word is rare that tells them apart, however common it is elsewhere.
    const sharedOn = sharer(asked, rarityOn.get(topic) ?? rarityAnywhere);
    const shared = sharer(asked, rarityAnywhere);
    return (fact: Fact) => {
      const decides = fact.figures.some((f) => f.kind === scale?.figure && !f.difference);
      const onTopic = SCORE.topic + (decides ? SCORE.figure : 0) + aspectScore(fact.aspects, aspects, general);
      const place = Math.min(FEWEST_PLACES, places.get(fact.id) ?? 0);
      return (
        (fact.topic === topic ? onTopic + SCORE.words * sharedOn(fact) : SCORE.words * shared(fact)) +
        SCORE.place * place
      );
    };
  };

  const rank = (candidates: readonly RankedFact[]) => [...candidates].sort((a, b) => b.score - a.score);

  /** How a fact's programs stand to the one asked for. */
  const via = (fact: Fact, program: string): { via: string; cost: number } | undefined => {
    if (fact.programs.includes(program)) return { via: program, cost: 0 };
    const whole = wholes.get(program);
    if (whole && fact.programs.includes(whole)) return { via: whole, cost: SCORE.whole };
    const part = fact.programs.find((p) => wholes.get(p) === program);
    return part && !fact.contrast ? { via: part, cost: SCORE.part } : undefined;
  };

  return {
    about(program, wanted) {
      const score = scorer(wanted);
      return rank(
        facts.flatMap((fact) => {
          const standing = via(fact, program);
          if (!standing) return [];
          const { via: named, cost } = standing;
          const extra = fact.contrast
            ? SCORE.contrast
            : named === program && fact.programs.length === 1
              ? SCORE.alone
              : 0;
          return [{ fact, via: named, score: score(fact) + cost + extra }];
        }),
      );
    },
    between(programs, wanted) {
      const score = scorer(wanted);
      return rank(
        facts.flatMap((fact) => {
          if (!fact.contrast || fact.topic !== wanted.topic) return [];
          const met = new Set(programs.flatMap((p) => via(fact, p)?.via ?? []));
          if (met.size < 2) return [];
          const exact = programs.filter((p) => fact.programs.includes(p)).length;
          return [
            {
              fact,
              via: programs[0] as string,
              score: score(fact) + 0.3 * exact - 0.2 * (fact.programs.length - met.size),
            },
          ];
        }),
      );
    },
    anywhere(wanted) {
      const score = scorer(wanted);
      return rank(facts.map((fact) => ({ fact, via: fact.programs[0] as string, score: score(fact) })));
    },
  };
}

/** Whether a fact speaks to the closer questions asked; to the topic as a whole, where none was. */
function aspectScore(own: readonly string[], asked: readonly string[], general: readonly string[]): number {
  if (own.length === 0) return 0;
  if (asked.length > 0) return own.some((a) => asked.includes(a)) ? SCORE.aspect : SCORE.otherAspect;
  return own.some((a) => general.includes(a)) ? 0 : SCORE.closer;
}

/** Stems that ask for the topic as a whole. */
function namingStems({ words, aspects }: Topic): Set<string> {
  const stemsIn = (phrases: readonly string[]) => phrases.flatMap((phrase) => tokenise(phrase)).map((t) => t.stem);
  const closer = new Set(stemsIn(aspects.flatMap((a) => a.words)));
  return new Set(stemsIn(words).filter((s) => !closer.has(s)));
}

function stemsOf(fact: Fact): Set<string> {
  const words = [fact.text, ...fact.words, fact.topic, ...fact.aspects]
    .flatMap((text) => tokenise(text))
    .filter((t) => !STOP_WORDS.has(t.word));
  return new Set(words.map((t) => t.stem));
}

/** How rare each stem is among some facts (inverse document frequency). */
type Rarity = ReadonlyMap<string, number>;

function rarityOf(documents: readonly ReadonlySet<string>[]): Rarity {
  const counts = new Map<string, number>();
  for (const document of documents) for (const s of document) counts.set(s, (counts.get(s) ?? 0) + 1);
  return new Map([...counts].map(([s, count]) => [s, Math.log(1 + documents.length / count)]));
}

/** The place of each fact among those of its article on the same topic and programs: editors put the most important first. */
function placesOf(facts: readonly Fact[]): Map<string, number> {
  const next = new Map<string, number>();
  return new Map(
    facts.map((fact) => {
      const list = `${fact.article} ${fact.topic} ${fact.programs.join()} ${Boolean(fact.contrast)}`;
      const place = next.get(list) ?? 0;
      next.set(list, place + 1);
      return [fact.id, place];
    }),
  );
}
