import { readAskId } from '../../dialogs/index.ts';
import type { Choice, Reply } from '../../dialogs/reply.ts';

/** What a page answers about, by ids. */
export interface Asked {
  readonly programs: readonly string[];
  readonly topic?: string | undefined;
}

const BETWEEN = '-vs-';

/** The page that compares programs: `/compare/him-vs-hit`, `/compare/him-vs-hit/cost`. */
export function compareAddress({ programs, topic }: Asked): string {
  return [
    '/compare',
    programs.map(encodeURIComponent).join(BETWEEN),
    ...(topic ? [encodeURIComponent(topic)] : []),
  ].join('/');
}

/** The programs that the address of a comparison names, each once; ids may hold hyphens. */
export function readCompared(programs: string): string[] {
  return [...new Set(programs.split(BETWEEN))];
}

/** The page of a comparison that stands in a reply: its topic's, or the general one where it has none or several. */
export const comparisonAddress = ({ programs, topics }: Pick<Reply, 'programs' | 'topics'>) =>
  compareAddress({ programs, topic: topics.length === 1 ? topics[0] : undefined });

/** The page that answers what a choice asks. */
export function choiceAddress({ id, label }: Choice): string {
  const asked = readAskId(id);
  const [program, ...others] = asked?.programs ?? [];
  if (asked && others.length > 0) return compareAddress(asked);
  if (asked && program !== undefined) return programAddress(program, asked.topic);
  return `/ask?${new URLSearchParams(asked ? { choice: id } : { q: label })}`;
}

/** The page that tells of one program: `/programs/him`, `/programs/him/cost`. */
export const programAddress = (program: string, topic?: string) =>
  ['/programs', ...[program, topic].flatMap((id) => (id ? encodeURIComponent(id) : []))].join('/');
