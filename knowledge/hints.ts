import type { Knowledge } from './load.ts';
import type { NamesRead } from './names.ts';
import type { TopicRead } from './topics.ts';

/**
 * The programs named. What only hints at some gives way where the closer matter asked about is told of others alone: what
 * "the records people" earn in hospitals stands under another program.
 */
export function programsMeant(
  { programs, sure }: Pick<NamesRead, 'programs' | 'sure'>,
  topics: readonly TopicRead[],
  { facts, programs: all }: Pick<Knowledge, 'facts' | 'programs'>,
): readonly string[] {
  const asked = topics.find(({ aspects }) => aspects.length > 0);
  if (sure || programs.length === 0 || !asked) return programs;
  const isNear = (id: string) =>
    programs.some((hinted) => id === hinted || all.get(id)?.partOf === hinted || all.get(hinted)?.partOf === id);
  const closer = [...facts.values()].filter(
    ({ topic, aspects }) => topic === asked.id && aspects.some((aspect) => asked.aspects.includes(aspect)),
  );
  return closer.length > 0 && !closer.some((fact) => fact.programs.some(isNear)) ? [] : programs;
}
