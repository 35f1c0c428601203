import { undeclaredAmounts } from './amounts.ts';
import type { Problem } from './problems.ts';
import type { DisagreementEntry, FactFile, Program } from './schema.ts';
import type { YamlFile } from './yaml-file.ts';

interface Files {
  readonly disagreements: YamlFile<DisagreementEntry[]>;
  readonly facts: readonly YamlFile<FactFile>[];
  readonly programs: YamlFile<Program[]>;
}

/** Words a declared disagreement may take to say: it stands beside an answer, not in its place. */
const MOST_WORDS = 27;

/** Checks that declared disagreements are short, and that each side says what its facts say and shares none with another. */
export function checkDisagreements(
  { disagreements, facts, programs }: Files,
  report: (problem: Problem) => void,
): void {
  const byId = new Map(facts.flatMap((file) => file.content.facts.map((fact) => [fact.id, fact])));
  const wholes = new Map(programs.content.map(({ id, partOf }) => [id, partOf]));
  const isRelated = (a: string, b: string) => a === b || wholes.get(a) === b || wholes.get(b) === a;

  disagreements.content.forEach((entry, i) => {
    const words = [entry.about, ...entry.sides.map(({ says }) => says)].join(' ').split(/\s+/).length;
    if (words > MOST_WORDS) problem([], `"about" and the sides have ${words} words in all; at most ${MOST_WORDS}`);
    const taken = new Set<string>();
    entry.sides.forEach(({ says, facts: ids }, j) => {
      const figures = ids.flatMap((id) => byId.get(id)?.figures ?? []);
      for (const amount of undeclaredAmounts(says, figures))
        problem(['sides', j, 'says'], `it says ${amount}, but none of its facts does`);
      ids.forEach((id, k) => {
        if (!isAbout(id, entry.programs))
          problem(['sides', j, 'facts', k], `"${id}" is not about ${entry.programs.join(' or ')}`);
        if (taken.has(id)) problem(['sides', j, 'facts', k], `"${id}" stands here already; it can take one side once`);
        taken.add(id);
      });
    });

    function problem(path: readonly PropertyKey[], message: string) {
      report(disagreements.problem([i, ...path], message));
    }
  });

  /** Whether a fact is about one of the programs, or about a whole or part of one; an unknown fact is no matter here. */
  function isAbout(id: string, about: readonly string[]): boolean {
    const own = byId.get(id)?.programs ?? about;
    return own.some((program) => about.some((other) => isRelated(program, other)));
  }
}
