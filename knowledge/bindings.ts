import { isProgram } from './names.ts';
import type { Found } from './phrases.ts';
import type { Token } from './text.ts';
import type { Cue } from './vocabulary.ts';

/** What a word of meaning may stand before: "an associate degree in HIM". */
const OF = /^(?:in|of|for|as|from)$/;
const SKIPPED = /^(?:an?|the|degrees?|certificates?|certifications?|diplomas?|courses?)$/;

/** Joins names whose words are of both: "billing vs coding tuition", "an associate degree in HIM or coding". */
const JOINS = /^(?:and|or|vs|versus)$/;

/**
 * The words that are about one of several programs only, with its name: one just before them, beside the name of another,
 * or wherever another has such words of its own. "The growth in coding compared with billing" is that of both.
 */
export function boundEach(
  cues: readonly Found<Cue>[],
  tokens: readonly Token[],
  names: readonly Token[],
): ReadonlyMap<Found<Cue>, Token> {
  if (names.length < 2) return new Map();
  const bound = cues.flatMap((cue) => {
    const [before] = nameBefore(cue, tokens);
    const [name = before] = before ? [] : nameAfter(cue, tokens);
    const isBeside = names.some((other) => other !== name && other.clause === name?.clause);
    return name ? [{ cue, name, alone: name === before && isBeside }] : [];
  });
  const isOfSeveral = new Set(bound.map(({ name }) => name)).size > 1;
  return new Map(bound.flatMap(({ cue, name, alone }) => (alone || isOfSeveral ? [[cue, name] as const] : [])));
}

function nameBefore({ from }: Found<Cue>, tokens: readonly Token[]): Token[] {
  const [name, joint, other] = tokens.slice(Math.max(0, from - 3), from).reverse();
  if (!name || !isProgram(name) || name.clause !== tokens[from]?.clause) return [];
  return joint && JOINS.test(joint.word) && other && isProgram(other) ? [] : [name];
}

function nameAfter({ to }: Found<Cue>, tokens: readonly Token[]): Token[] {
  const [of, name, joint, other] = tokens.slice(to, to + 6).filter(({ word }) => !SKIPPED.test(word));
  if (!of || !OF.test(of.word) || !name || !isProgram(name)) return [];
  return joint && JOINS.test(joint.word) && other && isProgram(other) ? [] : [name];
}
