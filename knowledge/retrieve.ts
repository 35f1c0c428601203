import type { Fact, Knowledge } from './load.ts';
import { createRelevance, type Wanted } from './relevance.ts';

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

/** What a fact gains or loses by its programs, on the scale of one topic match. */
const SCORE = {
  /** For a fact of the whole where a part was asked for, and of a part where the whole was. */
  whole: -0.5,
  part: -0.25,
  contrast: -0.6,
  /** For a fact about the program alone. */
  alone: 0.15,
  /** For each program asked about that a contrast names itself, and for each that it names besides. */
  named: 0.3,
  besides: -0.2,
} as const;

export function createRetriever(knowledge: Knowledge): Retriever {
  const relevance = createRelevance(knowledge);
  const standings = standingsOf(knowledge);

  const rank = (candidates: Iterable<readonly [Fact, Standing]>, wanted: Wanted) => {
    const { scoreOf } = relevance(wanted);
    const ranked: RankedFact[] = [];
    for (const [fact, { via, gain }] of candidates) {
      const score = scoreOf(fact);
      if (score !== undefined) ranked.push({ fact, via, score: score + gain });
    }
    return ranked.sort((a, b) => b.score - a.score);
  };

  return {
    about: (program, wanted) => rank(standings.get(program) ?? [], wanted),
    between(programs, wanted) {
      const [first = ''] = programs;
      const candidates = new Map<Fact, Standing>();
      for (const fact of new Set(programs.flatMap((program) => [...(standings.get(program)?.keys() ?? [])]))) {
        if (!fact.contrast || fact.topic !== wanted.topic) continue;
        const met = new Set(programs.flatMap((program) => standings.get(program)?.get(fact)?.via ?? []));
        const named = programs.filter((program) => fact.programs.includes(program)).length;
        const gain = SCORE.named * named + SCORE.besides * (fact.programs.length - met.size);
        if (met.size > 1) candidates.set(fact, { via: first, gain });
      }
      return rank(candidates, wanted);
    },
    anywhere(wanted) {
      const everywhere = [...relevance(wanted).likely].map((fact) => {
        return [fact, { via: fact.programs[0] as string, gain: 0 }] as const;
      });
      return rank(everywhere, wanted);
    },
  };
}

/** How a fact's programs stand to the one asked for: by which of them it speaks of that one, and what it gains or loses. */
interface Standing {
  readonly via: string;
  readonly gain: number;
}

/** By programs, the facts that speak of each, of what it is a part of, or of one of its parts. */
function standingsOf({ programs, facts }: Knowledge): Map<string, Map<Fact, Standing>> {
  const partsOf = new Map<string, string[]>();
  for (const { id, partOf } of programs.values()) if (partOf) partsOf.set(partOf, [...(partsOf.get(partOf) ?? []), id]);
  const standings = new Map<string, Map<Fact, Standing>>([...programs.keys()].map((id) => [id, new Map()]));
  for (const fact of facts.values()) {
    const near = fact.programs.flatMap((id) => [id, programs.get(id)?.partOf ?? id, ...(partsOf.get(id) ?? [])]);
    for (const program of new Set(near)) {
      const found = standing(fact, program, programs);
      if (!found) continue;
      const alone = found.via === program && !fact.contrast && fact.programs.length === 1 ? SCORE.alone : 0;
      standings.get(program)?.set(fact, { via: found.via, gain: found.gain + alone });
    }
  }
  return standings;
}

function standing(fact: Fact, program: string, programs: Knowledge['programs']): Standing | undefined {
  const contrast = fact.contrast ? SCORE.contrast : 0;
  if (fact.programs.includes(program)) return { via: program, gain: contrast };
  const whole = programs.get(program)?.partOf;
  if (whole && fact.programs.includes(whole)) return { via: whole, gain: SCORE.whole + contrast };
  const [part, ...others] = fact.programs.filter((id) => programs.get(id)?.partOf === program);
  // What holds of all of its parts alike speaks of the whole; what sets a part against another program does not.
  const within = !fact.contrast || (fact.contrast === 'even' && others.length + 1 === fact.programs.length);
  return part && within ? { via: part, gain: SCORE.part } : undefined;
}
