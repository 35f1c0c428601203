/**
 * What a turn costs, in counts that are the same on every machine: statements, bytes, features and postings looked at, scorings.
 * Whoever raises one of these numbers makes every turn dearer, and should know why.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { generate } from '../../bench/growth/generate.ts';
import { compose } from '../../dialogs/index.ts';
import { createFeatureReader } from '../../knowledge/features.ts';
import { type Learned, learn } from '../../knowledge/learn.ts';
import { createMatcher } from '../../knowledge/matcher.ts';
import { tokenise } from '../../knowledge/text.ts';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createEngine } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { startTalk } from '../contracts/client.ts';
import { loadShipped } from '../knowledge/shipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'counts-'));
const statements: string[] = [];
const prepare = Libsql.prototype.prepare;
let learned: Learned;
let app: App;
let url: string;

beforeAll(async () => {
  // Everything that the service asks of its file goes through here, transactions' ends included.
  vi.spyOn(Libsql.prototype, 'prepare').mockImplementation(function (this: Libsql.Database, sql: string) {
    const statement = prepare.call(this, sql) as Libsql.Statement<unknown[]>;
    const { run, iterate } = statement;
    return Object.assign(statement, {
      run: (...values: unknown[]) => {
        statements.push(sql);
        return run.apply(statement, values);
      },
      iterate: (...values: unknown[]) => {
        statements.push(sql);
        return iterate.apply(statement, values);
      },
    });
  });
  learned = learn(loadShipped());
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'counts.db')}`,
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const engine = createEngine({ knowledge: loadShipped(), learned }, config.retentionDays);
  app = await createApp(config, { engine, log: createLog('silent') });
  url = await app.start();
});

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** The statements of something done, each by its first words; what the service does of itself meanwhile left out. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  statements.length = 0;
  await act();
  return statements
    .map((sql) => sql.replaceAll('"', '').trim().split(/\s+/, 3).join(' '))
    .filter((sql) => !/distinct/.test(sql));
}

async function message(text: string, conversation: string): Promise<string> {
  const body = {
    type: 'message',
    id: randomUUID(),
    channelId: 'test',
    serviceUrl: 'http://127.0.0.1',
    deliveryMode: 'expectReplies',
    conversation: { id: conversation },
    from: { id: 'student' },
    recipient: { id: 'bot' },
    text,
  };
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(body) })).text();
}

test('a turn whose replies go back at once reads its state once and writes it once', async () => {
  const conversation = randomUUID();
  for (const text of ['How much does medical coding cost?', 'and billing?', 'HIM vs HIT', 'hello'])
    expect(await statementsOf(() => message(text, conversation)), text).toEqual([
      'select key, value,',
      'insert into states',
    ]);
});

test('a turn over Direct Line is one transaction, after which it is acknowledged', async () => {
  const talk = await startTalk(url);
  await talk.say('How much does medical coding cost?');
  expect(await statementsOf(() => talk.say('and billing?'))).toEqual([
    'select id, user_id,', // the conversation
    'select key, value,', // its state
    'begin',
    'update conversations set',
    'insert into activities',
    'insert into activities',
    'update states set',
    'commit',
  ]);
});

/** Follows a conversation that has one activity so far. */
async function follow(streamUrl: string) {
  const socket = new WebSocket(streamUrl);
  const sent: string[] = [];
  socket.on('message', (data) => sent.push(`${data}`));
  const sentUpTo = (watermark: number) =>
    vi.waitFor(() => expect(sent.join()).toContain(`"watermark":"${watermark}"`), 5000);
  await sentUpTo(1);
  return { socket, sentUpTo };
}

test('who follows over a WebSocket is sent what was stored without its being read back', async () => {
  const talk = await startTalk(url);
  const { socket, sentUpTo } = await follow(talk.streamUrl);
  const said = await statementsOf(async () => {
    await talk.say('HIM vs HIT');
    await sentUpTo(3);
  });
  socket.terminate();
  expect(said.filter((sql) => sql.startsWith('select'))).toEqual(['select id, user_id,', 'select key, value,']);
});

test('nor is it read back where it is stored before it is answered, or answers what was refused', async () => {
  const talk = await startTalk(url);
  const { socket, sentUpTo } = await follow(talk.streamUrl);
  const said = await statementsOf(async () => {
    await talk.post({ type: 'event', name: 'open' });
    await sentUpTo(2);
    await talk.say('x'.repeat(2001));
    await sentUpTo(3);
  });
  socket.terminate();
  expect(said).not.toContain('select sequence, activity');
});

test.each([
  ['hello', 1_100],
  ['How much does medical coding cost?', 3_200],
  ['HIM vs HIT', 14_000],
  ['is there parking?', 1_100],
])('the reply to "%s" is at most %d bytes', async (text, most) => {
  const { length } = Buffer.from(await message(text, randomUUID()));
  expect(length).toBeLessThanOrEqual(most);
  expect(length).toBeGreaterThan(most / 2);
});

test('the nearest of all shipped phrasings are found by looking at few', () => {
  const { features, postings } = visited(learned, [
    'How much does medical coding cost?',
    'HIM vs HIT',
    'which pays more?',
  ]);
  expect(features).toBeLessThanOrEqual(30);
  expect(postings).toBeGreaterThan(100);
  expect(postings).toBeLessThanOrEqual(6_000);
  expect(postings).toBeLessThan(learned.phrasings.postings.length / 40);
});

test.each([
  ['How much does medical coding cost?', 1],
  ['can i bring my dog to the campus library', 1],
  ['How long does HIM take, what does it cost and how well does it pay?', 4],
  ['what is the pay for HIT, and can i park my truck at night?', 3],
])('"%s" is scored as a whole and by its parts, each once: %d times', (question, times) => {
  let scored = 0;
  const labels = new Proxy(learned.model.labels, {
    get(target, key) {
      if (key === 'map') scored += 1;
      return Reflect.get(target, key, target);
    },
  });
  const model = { ...learned.model, labels };
  createEngine({ knowledge: loadShipped(), learned: { ...learned, model } }, 30).understand(question);
  expect(scored).toBe(times);
});

test('ten times the questions do not mean more to look at for a question', () => {
  const [few, many] = [300, 3_000].map((entries) => {
    const { knowledge, questions } = generate(loadShipped(), { entries, programs: 5 });
    return visited(learn(knowledge), questions.slice(0, 200));
  });
  expect(many?.postings).toBeLessThanOrEqual(1.2 * (few?.postings ?? 0));
  expect(many?.features).toBeLessThanOrEqual(1.2 * (few?.features ?? 0));
});

test('fifty programs are set against each other as soon as five', () => {
  const { knowledge } = generate(loadShipped(), { entries: 10, programs: 50 });
  const { understand } = createEngine({ knowledge: loadShipped(), learned }, 30);
  const { kit } = createEngine({ knowledge, learned }, 30);
  expect(compose(understand('which one gets me there soonest?'), kit).kind).toBe('comparison');
}, 60_000);

/** How many features a question has, and how many postings are read to find its nearest phrasings: means. */
function visited(learned: Learned, questions: readonly string[]) {
  let read = 0;
  const counted = <Items extends object>(items: Items) =>
    new Proxy(items, {
      get(target, key) {
        read += 1;
        return Reflect.get(target, key, target);
      },
    });
  const { postings, rowFeatures } = learned.phrasings;
  const match = createMatcher({
    ...learned.phrasings,
    postings: counted(postings),
    rowFeatures: counted(rowFeatures),
  });
  const vectorOf = createFeatureReader(learned.features);
  let features = 0;
  for (const question of questions) {
    const vector = vectorOf(tokenise(question));
    features += vector.at.length;
    match(vector);
  }
  return { features: features / questions.length, postings: read / questions.length };
}
