import {
  type Fact,
  type Figure,
  type GuideOption,
  type Knowledge,
  parseFigure,
  type Topic,
} from '../../knowledge/index.ts';
import type { Kit } from '../ask.ts';
import { computeVerdict } from '../verdict.ts';

export type Side = 'more' | 'less';

/** One program before another on a side of a topic's scale, with a fact to show it of each; an article's word shows both. */
export interface Lead {
  readonly topic: Topic;
  readonly side: Side;
  readonly ahead: string;
  readonly behind: string;
  readonly facts: { readonly ahead: Fact; readonly behind: Fact };
}

/** Every pair of programs of which one lies on the side of a topic's scale, by their figures or by an article's word. */
export type FindLeads = (topic: string, side: Side) => readonly Lead[];

/** What the articles say of the programs in the light of one answer. */
export interface Evidence {
  readonly pros: ReadonlyMap<string, readonly Fact[]>;
  readonly cons: ReadonlyMap<string, readonly Fact[]>;
  readonly leads: readonly Lead[];
  readonly limit?: Figure;
}

/** Gathers what counts for and against each program where a student gives the answer. */
export function gatherEvidence(option: GuideOption, knowledge: Knowledge, findLeads: FindLeads): Evidence {
  const { speaksFor, speaksAgainst, prefers, atMost } = option;
  const counting = [...knowledge.programs.keys()].map(
    (program) => [program, factsAbout(program, [...speaksFor, ...speaksAgainst], knowledge)] as const,
  );
  return {
    pros: among(counting, speaksFor),
    cons: among(counting, speaksAgainst),
    leads: prefers.flatMap(({ topic, side }) => findLeads(topic, side)),
    ...(atMost && { limit: parseFigure(atMost) }),
  };
}

/** The facts by program that are among these; programs without any are left out. */
function among(facts: readonly (readonly [string, readonly Fact[]])[], ids: readonly string[]): Map<string, Fact[]> {
  const kept = facts.map(([program, own]): [string, Fact[]] => [program, own.filter(({ id }) => ids.includes(id))]);
  return new Map(kept.filter(([, own]) => own.length > 0));
}

/** The facts about the program itself; where there is none, those about the whole that it is a part of. */
function factsAbout(program: string, ids: readonly string[], { facts, programs }: Knowledge): Fact[] {
  const whole = programs.get(program)?.partOf;
  const about = (id: string | undefined) =>
    ids.flatMap((fact) => facts.get(fact) ?? []).filter((fact) => id && fact.programs.includes(id));
  const own = about(program);
  return own.length > 0 ? own : about(whole);
}

/** Remembers what it found on each side of each topic. */
export function createLeads(kit: Kit): FindLeads {
  const found = new Map<string, readonly Lead[]>();
  return (topic, side) => {
    const known = found.get(`${topic} ${side}`) ?? leadsOn(topic, side, kit);
    found.set(`${topic} ${side}`, known);
    return known;
  };
}

function leadsOn(id: string, side: Side, { knowledge, retriever }: Kit): Lead[] {
  const topic = knowledge.topics.get(id);
  if (!topic) return [];
  const wanted = { topic: id, aspects: [], stems: [] };
  const ranked = [...knowledge.programs.keys()].map((p) => [p, retriever.about(p, wanted)] as const);
  return ranked.flatMap((one, i) =>
    ranked.slice(i + 1).flatMap((other): Lead[] => {
      const pair = [one[0], other[0]] as const;
      const claim = retriever.between(pair, wanted).find(({ fact }) => typeof fact.contrast === 'object')?.fact;
      const more = typeof claim?.contrast === 'object' ? claim.contrast.more : undefined;
      const leader = pair.find((program) => program === more || knowledge.programs.get(program)?.partOf === more);
      const verdict = computeVerdict(topic, new Map([one, other]), { aspects: [], more: leader });
      const [winning, losing] = verdict?.facts ?? [];
      const on = { topic, side, pair };
      if (verdict && winning && losing)
        return [leadFrom(on, verdict.winner, side === topic.scale?.prefer, [winning, losing])];
      return claim && leader ? [leadFrom(on, leader, side === 'more', [claim, claim])] : [];
    }),
  );
}

interface On {
  readonly topic: Topic;
  readonly side: Side;
  readonly pair: readonly [string, string];
}

/** `first` is the program whose fact stands first; `isAhead` says whether it is the one on the wanted side. */
function leadFrom(
  { topic, side, pair }: On,
  first: string,
  isAhead: boolean,
  [own, others]: readonly [Fact, Fact],
): Lead {
  const other = pair[0] === first ? pair[1] : pair[0];
  return isAhead
    ? { topic, side, ahead: first, behind: other, facts: { ahead: own, behind: others } }
    : { topic, side, ahead: other, behind: first, facts: { ahead: others, behind: own } };
}
