import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { learn } from '../../knowledge/index.ts';
import { createEngine } from '../../src/engine.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import type { Door } from './door.ts';
import { openDoors } from './doors.ts';
import { type Played, play } from './play.ts';
import { readGaps, readThemes } from './tables.ts';
import { writeTranscript } from './transcripts.ts';

const knowledge = loadShipped();
const themes = readThemes();
let doors: Door[] = [];

beforeAll(async () => {
  doors = await openDoors(createEngine({ knowledge, learned: learn(knowledge) }, 30));
});
afterAll(() => Promise.all(doors.map((door) => door.close())));

describe.each(themes.map((theme) => [theme.title, theme] as const))('%s', (_, theme) => {
  const played = new Map<string, Played[]>();
  afterAll(() => writeTranscript(theme, played));

  test.each(theme.journeys.map((journey) => [journey.name, journey] as const))('%s', async (name, journey) => {
    played.set(name, await play(journey, doors));
  });
});

describe('the known gaps', () => {
  const gaps = readGaps();
  const played = new Map<string, Played[]>();
  afterAll(() => {
    const mended = [...played].filter(([, turns]) => turns.at(-1)?.faults.length === 0);
    const title = `${gaps.title}, of which ${mended.length} are mended: ${mended.map(([name]) => name).join(', ')}`;
    writeTranscript({ ...gaps, title }, played);
  });

  test.each(gaps.journeys.map((gap) => [gap.name, gap] as const))(
    '%s: is right up to its last line',
    async (name, gap) => {
      played.set(name, await play(gap, doors.slice(0, 1), gap.rows.at(-1)));
    },
  );
});

test('the tables name kinds, programs and topics that there are', () => {
  const kinds = ['answer', 'comparison', 'clarification', 'guide', 'smalltalk', 'handoff', 'fallback'];
  const rows = [...themes, readGaps()].flatMap(({ journeys }) => journeys.flatMap((journey) => journey.rows));
  expect(rows.flatMap((row) => row.kinds).filter((kind) => !kinds.includes(kind))).toEqual([]);
  const named = rows.flatMap((row) => (row.programs ?? '').split(' ').filter(Boolean));
  expect(named.filter((id) => !knowledge.programs.has(id))).toEqual([]);
  expect(rows.flatMap((row) => row.about).filter((id) => !knowledge.topics.has(id))).toEqual([]);
  expect(rows.filter((row) => row.kinds.length === 0).map((row) => row.student)).toEqual([]);
});

test('every conversation has three to seven turns and a name of its own', () => {
  for (const { journeys } of themes) {
    expect(journeys.length).toBeGreaterThanOrEqual(7);
    expect(new Set(journeys.map(({ name }) => name)).size).toBe(journeys.length);
    for (const { name, rows } of journeys) {
      expect(rows.length, name).toBeGreaterThanOrEqual(3);
      expect(rows.length, name).toBeLessThanOrEqual(7);
    }
  }
});
