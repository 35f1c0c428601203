import type { Knowledge } from './load.ts';
import type { NamesRead } from './names.ts';
import type { TopicRead } from './topics.ts';

/**
 * The programs named. What only hints at some gives way where the closer matter asked about is told of others alone: what
 * "the records people" earn in hospitals stands under another program.
 */
export type ProgramsNamed = (
  names: Pick<NamesRead, 'programs' | 'sure'>,
  topics: readonly TopicRead[],
) => readonly string[];

export function createHintReader({ facts, programs: all }: Pick<Knowledge, 'facts' | 'programs'>): ProgramsNamed {
  const toldOf = new Map<string, Set<string>>();
  for (const { topic, aspects, programs } of facts.values())
    for (const aspect of aspects) {
      const key = keyOf(topic, aspect);
      toldOf.set(key, new Set([...(toldOf.get(key) ?? []), ...programs]));
    }
  return ({ programs, sure }, topics) => {
    const asked = topics.find(({ aspects }) => aspects.length > 0);
    if (sure || programs.length === 0 || !asked) return programs;
    const told = asked.aspects.flatMap((aspect) => [...(toldOf.get(keyOf(asked.id, aspect)) ?? [])]);
    const isNear = (id: string) =>
      programs.some((hinted) => id === hinted || all.get(id)?.partOf === hinted || all.get(hinted)?.partOf === id);
    return told.length > 0 && !told.some(isNear) ? [] : programs;
  };
}

const keyOf = (topic: string, aspect: string) => `${topic} ${aspect}`;
