/** An SQLite file on a disk that takes its time, and one that another program writes to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { load } from '../../src/commands/load/load.ts';
import { createReplica, type Replica } from '../../src/commands/load/replica.ts';
import { packageRoot } from '../../src/config.ts';
import { call, startTalk } from '../contracts/client.ts';

let folder: string;
let file: string;
let replica: Replica;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossroads-slow-'));
  file = join(folder, 'c.db');
});
afterEach(async () => {
  await replica.stop();
  rmSync(folder, { recursive: true });
});

/** Has each commit of the process take so many milliseconds longer, during which it does nothing else, as with a real disk. */
function slowDisk(milliseconds: number): string {
  const script = join(folder, 'slow.mjs');
  writeFileSync(
    script,
    `import { createRequire } from 'node:module';
    const { prototype } = createRequire(${JSON.stringify(join(packageRoot, 'package.json'))})('libsql');
    const { prepare } = prototype;
    prototype.prepare = function (sql) {
      const statement = prepare.call(this, sql);
      if (sql !== 'commit') return statement;
      const run = statement.run.bind(statement);
      statement.run = (...given) => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds});
        return run(...given);
      };
      return statement;
    };`,
  );
  return script;
}

async function start(env: Record<string, string> = {}): Promise<Replica> {
  replica = await createReplica({ DATABASE_URL: `sqlite:${file}`, ...env });
  await replica.start();
  return replica;
}

test('a slow disk slows answers down and loses none', { timeout: 180_000 }, async () => {
  const { url } = await start({ NODE_OPTIONS: `--import=${slowDisk(200)}` });
  const began = performance.now();
  await startTalk(url);
  // Two at least: the conversation, and its greeting.
  expect(performance.now() - began).toBeGreaterThan(400);
  const outcome = await load({ conversations: 30, turns: 4, urls: [url], within: 150_000 });
  expect(outcome).toMatchObject({ acknowledged: 120, lost: 0, doubled: 0, crossed: 0 });
  expect(outcome.tally).toMatchObject({ serverErrors: 0, refused: 0 });
  expect((await call(`${url}/readyz`)).status).toBe(200);
});

test('another program that keeps the file to itself holds messages up, and loses none', {
  timeout: 90_000,
}, async () => {
  const { url } = await start();
  const talk = await startTalk(url);
  await talk.texts(1);
  const other = new Libsql(file);
  other.exec('begin immediate');
  const held = talk.say('How long does coding take?');
  await pause(1000);
  other.exec('commit');
  expect((await held).status).toBe(200);

  other.exec('begin immediate');
  const refused = await talk.say('How much is it?');
  expect([refused.status, refused.body.error?.code, refused.headers.get('retry-after')]).toEqual([
    503,
    'Unavailable',
    '5',
  ]);
  other.exec('commit');
  other.close();
  expect((await talk.say('What does it pay?')).status).toBe(200);
  const replies = async () => (await talk.activities()).filter(({ replyToId }) => replyToId);
  await expect.poll(async () => (await replies()).length, { timeout: 20_000 }).toBe(2);
  await pause(2000);
  expect(await replies()).toHaveLength(2);
});
