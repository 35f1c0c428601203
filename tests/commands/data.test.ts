/** What the service stores: that the documentation lists all of it, and that the command shows and deletes all of it. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { packageRoot, readConfig } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { startTalk } from '../contracts/client.ts';
import { startPostgres } from '../postgres/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-data-'));
const file = join(folder, 'crossroads.db');
const config = readConfig({
  PORT: '0',
  DATABASE_URL: `sqlite:${file}`,
  RATE_LIMIT_PER_MINUTE: '0',
  STORE_QUESTIONS: 'true',
});
let app: App;
let url: string;

beforeAll(async () => {
  const engine = createEngine(study(config.knowledgeDir), config.retentionDays);
  app = await createApp(config, { engine, log: createLog('silent') });
  url = await app.start();
});

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** Every table with every row as text, read past the service's own code. */
async function tables(): Promise<Record<string, { columns: string[]; rows: string }>> {
  const db = new Kysely<Record<string, object>>({ dialect: openSqlite(file).dialect });
  const found: Record<string, { columns: string[]; rows: string }> = {};
  for (const { name, columns } of await db.introspection.getTables()) {
    const rows = JSON.stringify(await db.selectFrom(name).selectAll().execute());
    found[name] = { columns: columns.map((column) => column.name), rows };
  }
  await db.destroy();
  return found;
}

const data = (...args: string[]) => dataOf(`sqlite:${file}`, ...args);
const dataOf = async (DATABASE_URL: string, ...args: string[]) => {
  const env = { ...process.env, DATABASE_URL };
  return (await promisify(execFile)('node', ['dist/commands/data.js', ...args], { cwd: packageRoot, env })).stdout;
};

test('the documentation lists every column there is, and no other', async () => {
  const listed = [...readFileSync(join(packageRoot, 'docs/privacy.md'), 'utf8').matchAll(/^\| `(\w+\.\w+)`/gm)];
  const stored = Object.entries(await tables()).flatMap(([table, { columns }]) => columns.map((c) => `${table}.${c}`));
  expect(listed.map(([, column]) => column).sort()).toEqual(stored.sort());
});

const name = 'Zebulon Quist';
const contact = 'zebulon@mail.example';
const parrot = 'parrot';

/** Says all there is to say: a question that is voted on, a form that is sent, another left open. */
async function live(): Promise<string> {
  const talk = await startTalk(url);
  const say = async (text: string, value?: object) => {
    const { body } = await talk.post({ type: 'message', from: { id: talk.user }, text, ...(value && { value }) });
    const find = async () => (await talk.activities()).find(({ replyToId }) => replyToId === body.id);
    await expect.poll(find, { timeout: 5000 }).toBeDefined();
    return await find();
  };
  const answer = await say(`How long does coding take with a ${parrot}?`);
  const value = { actionName: 'feedback', actionValue: { reaction: 'like' } };
  await talk.post({ type: 'invoke', name: 'message/submitAction', value, replyToId: answer?.id });
  await say('leave a message');
  for (const text of [name, contact, `May I bring my ${parrot}?`]) await say(text);
  await say('Send', { choice: 'form/send' });
  await say('leave a message');
  await say(name);
  return talk.user;
}

const holding = async (...words: string[]) =>
  Object.entries(await tables()).flatMap(([table, { rows }]) =>
    words.some((word) => rows.includes(word)) ? table : [],
  );

describe('what a visitor left', { timeout: 60_000 }, () => {
  test('is shown in full, and deleted wherever it stands', async () => {
    const user = await live();
    const left = [user, name, contact, parrot];
    expect(await holding(...left)).toEqual(['activities', 'conversations', 'feedback', 'handoffs', 'states']);

    const shown = JSON.parse(await data('show', contact));
    expect(
      Object.keys(shown)
        .filter((table) => shown[table].length > 0)
        .sort(),
    ).toEqual([...(await holding(...left)), 'inbox'].sort());
    for (const told of left) expect(JSON.stringify(shown)).toContain(told);

    expect(await data('forget', user)).toMatch(
      /^Deleted: 1 conversations, \d+ activities, 1 states, 1 feedback, 1 hand/,
    );
    expect(await holding(...left)).toEqual([]);
    expect(await data('forget', user)).toBe('Nothing is stored under that name.\n');
  });

  test('is counted and purged', async () => {
    await live();
    expect(await data('show')).toMatch(/^conversations +1$/m);
    expect(await data('purge', '1')).toContain('0 conversations, 0 questions');
    const database = await openDatabase(config.databaseUrl);
    await database.removeWords(Date.now() + 1);
    await database.close();
    expect(await holding(parrot)).toEqual(['feedback', 'handoffs']);
    expect(await data('purge', '0')).toContain('1 conversations, 1 questions');
    expect(await holding(name, contact, parrot)).toEqual([]);
  });

  test('is not touched by a command that says nothing clear', async () => {
    for (const args of [[], ['forget'], ['purge', 'all'], ['show', 'a', 'b']])
      await expect(data(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('npm run data') });
  });
});

test('a database that is not there is said so, and not made', async () => {
  const missing = join(folder, 'missing.db');
  await expect(dataOf(`sqlite:${missing}`, 'show')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(missing),
  });
  expect(existsSync(missing)).toBe(false);
});

test('a PostgreSQL is asked and left again', { timeout: 120_000 }, async () => {
  const postgres = await startPostgres();
  const shared = await postgres.create();
  expect(await dataOf(shared, 'show')).toMatch(/^conversations +0$/m);
  expect(await dataOf(shared, 'forget', 'nobody')).toBe('Nothing is stored under that name.\n');
  expect(await dataOf(shared, 'purge')).toContain('0 conversations');
  await postgres.stop();
});
