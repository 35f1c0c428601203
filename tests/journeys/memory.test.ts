import { MemoryStorage, type StoreItems } from 'botbuilder';
import { expect, test } from 'vitest';
import { createUnderstanding } from '../../knowledge/index.ts';
import { createBot } from '../../src/bot.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { kitOf } from '../dialogs/asked.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { readGaps, readThemes } from './tables.ts';

const knowledge = loadShipped();
const parts = { kit: kitOf(knowledge), understand: createUnderstanding(knowledge) };

/** What a conversation may take up in the database, in bytes. */
const MOST = 8 * 1024;

/** Remembers how heavy the heaviest state was that was written to it. */
class Scales extends MemoryStorage {
  heaviest = 0;

  override write(changes: StoreItems): Promise<void> {
    for (const state of Object.values(changes))
      this.heaviest = Math.max(this.heaviest, Buffer.byteLength(JSON.stringify(state)));
    return super.write(changes);
  }
}

/** The heaviest state of a conversation of these messages, one after the other. */
async function heaviest(messages: readonly string[]): Promise<number> {
  const states = new Scales();
  const bot = createBot({ ...parts, states, say: async () => {}, submit: async () => 'kept' });
  const terminal = new TerminalAdapter(bot, () => {});
  for (const message of messages) await terminal.say(message);
  return states.heaviest;
}

const journeys = [...readThemes(), readGaps()].flatMap((theme) => theme.journeys);

test('no conversation takes up more than 8 KB', { timeout: 60_000 }, async () => {
  const weights = await Promise.all(journeys.map(({ rows }) => heaviest(rows.map(({ student }) => student))));
  expect(Math.min(...weights)).toBeGreaterThan(50);
  expect(Math.max(...weights)).toBeLessThan(MOST);
});

test('nor does all that was ever asked in one, with a long form at its end', { timeout: 120_000 }, async () => {
  const asked = journeys.slice(0, 60).flatMap(({ rows }) => rows.map(({ student }) => student));
  const form = ['leave a message', 'Ada', 'ada@mail.example', 'q'.repeat(900)];
  const more = Array.from({ length: 8 }, () => 'tell me more');
  expect(await heaviest([...asked, 'HIM vs billing and coding', ...more, ...form])).toBeLessThan(MOST);
});
