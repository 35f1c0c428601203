/** What a turn costs on PostgreSQL, in statements: each is a round trip, and of all that a turn does the dearest. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { startTalk } from '../contracts/client.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';

const statements: string[] = [];
let postgres: Postgres;
let app: App;
let url: string;

beforeAll(async () => {
  const { query } = pg.Client.prototype;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given;
    statements.push(typeof asked === 'string' ? asked : (asked as { text: string }).text);
    return Reflect.apply(query, this, given);
  });
  postgres = await startPostgres();
  const env = { PORT: '0', DATABASE_URL: await postgres.create(), RATE_LIMIT_PER_MINUTE: '0' };
  const config = readConfig(env);
  app = await createApp(config, { engine: createEngine(study(config.knowledgeDir), 30), log: createLog('silent') });
  url = await app.start();
}, 60_000);
afterAll(async () => {
  await app?.stop();
  await postgres?.stop();
});

/** The statements so far, each by its first words; what the service does of itself meanwhile left out. */
const counted = () =>
  statements
    .map((sql) => sql.replaceAll('"', '').trim().split(/\s+/, 3).join(' '))
    .filter((sql) => !/distinct|pg_notify|listen/.test(sql));

test('a turn over Direct Line is three statements, one of which writes all of it', async () => {
  const talk = await startTalk(url);
  await talk.say('How much does medical coding cost?');
  statements.length = 0;
  await talk.say('and billing?');
  expect(counted()).toEqual(['select id, user_id,', 'select key, value,', 'with free as']);
}, 60_000);
