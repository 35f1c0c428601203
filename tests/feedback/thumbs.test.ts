import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, Entity } from 'botbuilder';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database, Feedback } from '../../src/storage/storage.ts';
import { type Running, startService } from '../browser/servers.ts';
import { call, startTalk, type Talk } from '../contracts/client.ts';
import { startService as startEcho } from '../contracts/service.ts';

const QUESTION = 'How much does medical coding cost? My mail is ada@mail.example and my phone 555-010-1234.';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-feedback-'));
const urlOf = (name: string) => `sqlite:${join(folder, name)}.db`;
let service: Running;
let keeping: Running;
let database: Database;

beforeAll(async () => {
  service = await startService({ DATABASE_URL: urlOf('plain') });
  keeping = await startService({ DATABASE_URL: urlOf('keeping'), STORE_QUESTIONS: 'true' });
  database = await openDatabase(urlOf('plain'));
});
afterAll(async () => {
  await database.close();
  await Promise.all([service.stop(), keeping.stop()]);
  rmSync(folder, { recursive: true });
});

/** Asks, and resolves to the answer with its thumbs. */
async function ask(talk: Talk, question = QUESTION) {
  const before = (await talk.texts(1)).length;
  await talk.say(question);
  await talk.texts(before + 2);
  const answer = (await talk.activities()).at(-1) as Activity;
  const [up, down]: Entity[] = answer.entities?.[0]?.potentialAction ?? [];
  return { answer, up, down };
}

/** Clicks a thumb as Web Chat does. */
const click = (talk: Talk, thumb: unknown) =>
  talk.post({ type: 'event', name: 'webchat:activity-status/feedback', entities: [thumb] });

const votesOf = async (talk: Talk, of = database): Promise<Feedback[]> =>
  (await of.feedback.list(0, 1000)).filter(({ conversationId }) => conversationId === talk.id);

/** Posts what must leave no trace, then votes, which is taken after it: the only vote there is must be that one. */
async function expectIgnored(talk: Talk, act: () => Promise<{ status: number }>): Promise<void> {
  expect((await act()).status).toBe(200);
  const { answer, up } = await ask(talk, 'HIM or HIT?');
  await click(talk, up);
  await expect.poll(() => votesOf(talk)).toHaveLength(1);
  expect((await votesOf(talk))[0]?.answer).toBe(answer.id);
}

describe('a thumb', () => {
  test('up is stored with what was answered, not with what was asked, and says nothing', async () => {
    const talk = await startTalk(service.origin);
    const { answer, up } = await ask(talk);
    expect((await click(talk, up)).status).toBe(200);
    await expect.poll(() => votesOf(talk)).toHaveLength(1);
    const { kind, programs, topics, confidence, citations } = answer.channelData.answer;
    expect(await votesOf(talk)).toEqual([
      {
        conversationId: talk.id,
        userId: talk.user,
        answer: answer.id,
        vote: 'up',
        kind,
        programs,
        topics,
        confidence,
        articles: citations.map(({ article }: { article: string }) => article),
        at: expect.closeTo(Date.now(), -5),
      },
    ]);
    expect([programs, topics]).toEqual([['coding'], ['cost']]);
    await talk.say('thanks');
    const texts = await talk.texts(5);
    expect(texts).toHaveLength(5);
    expect(texts[3]).toBe('thanks');
  });

  test('down is stored and answered with what to do next; a changed mind takes its place', async () => {
    const talk = await startTalk(service.origin);
    const { up, down } = await ask(talk);
    await click(talk, up);
    await click(talk, down);
    expect((await talk.texts(4)).at(-1)).toMatch(/^I’m sorry/);
    expect((await votesOf(talk)).map(({ vote }) => vote)).toEqual(['down']);
    const reply = (await talk.activities()).at(-1);
    expect(reply?.suggestedActions?.actions.map(({ title }) => title)).toContain('Talk to a person');
    expect(reply).not.toHaveProperty('entities');
    await talk.say('Talk to a person');
    expect((await talk.texts(6)).at(-1)).toContain('Admissions');
    await click(talk, up);
    await expect.poll(async () => (await votesOf(talk)).map(({ vote }) => vote)).toEqual(['up']);
  });

  test('may come as an invoke in reply to the answer', async () => {
    const talk = await startTalk(service.origin);
    const { answer } = await ask(talk);
    const value = {
      actionName: 'feedback',
      actionValue: { reaction: 'dislike', feedback: '{"feedbackText":"too long"}' },
    };
    await talk.post({ type: 'invoke', name: 'message/submitAction', replyToId: answer.id, value });
    await expect.poll(async () => (await votesOf(talk)).map(({ vote }) => vote)).toEqual(['down']);
    for (const words of ['question', 'comment']) expect((await votesOf(talk))[0]).not.toHaveProperty(words);
  });

  test('keeps the scrubbed question where the school wants it', async () => {
    const talk = await startTalk(keeping.origin);
    const other = await openDatabase(urlOf('keeping'));
    const { up } = await ask(talk);
    await click(talk, up);
    await expect.poll(() => votesOf(talk, other)).toHaveLength(1);
    expect((await votesOf(talk, other))[0]?.question).toBe(
      'How much does medical coding cost? My mail is [e-mail] and my phone [number].',
    );
    await other.close();
  });
});

describe('what a client claims is not believed:', () => {
  const like = (identifier: unknown) => ({
    type: 'https://schema.org/LikeAction',
    '@type': 'LikeAction',
    object: { '@type': 'Message', identifier },
  });

  test('an answer that there is not', async () => {
    const talk = await startTalk(service.origin);
    await expectIgnored(talk, async () => {
      for (const id of [`${talk.id}|0000099`, `${talk.id}|1`, `${talk.id}|x`, 'x', '', 7, undefined])
        expect((await click(talk, like(id))).status).toBe(200);
      return click(talk, { type: 'x' });
    });
  });

  test('a greeting', async () => {
    const talk = await startTalk(service.origin);
    await expectIgnored(talk, () => click(talk, like(`${talk.id}|0000001`)));
  });

  test('a message of the user’s own that says it is an answer', async () => {
    const talk = await startTalk(service.origin);
    const answer = { kind: 'answer', programs: ['him'], topics: [], confidence: 1, citations: [] };
    const entities = [{ type: 'https://schema.org/Message', potentialAction: 'none' }];
    await expectIgnored(talk, async () => {
      const posted = await talk.post({ type: 'message', text: 'thanks', channelData: { answer }, entities });
      await talk.texts(3);
      return click(talk, like(posted.body.id));
    });
  });

  test('other programs, topics and words than were answered', async () => {
    const talk = await startTalk(service.origin);
    const { up } = await ask(talk);
    await click(talk, { ...up, programs: ['him'], channelData: { answer: { programs: ['him'] } } });
    await expect.poll(async () => (await votesOf(talk)).map(({ programs }) => programs)).toEqual([['coding']]);
  });

  test('an answer in another conversation is refused, and so is the other’s token', async () => {
    const [mine, other] = [await startTalk(service.origin), await startTalk(service.origin)];
    const { up } = await ask(other);
    const refused = await click(mine, up);
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'Forbidden']);
    const post = (json: unknown) => call(other.at('/activities'), { method: 'POST', token: mine.token, json });
    expect((await click({ ...other, post }, up)).status).toBe(403);
    await expectIgnored(mine, () => mine.post({ type: 'event', name: 'nothing' }));
    expect(await votesOf(other)).toEqual([]);
    expect((await mine.activities()).filter(({ type }) => type === 'event')).toHaveLength(2);
  });
});

test('a vote that cannot be stored is logged, and nobody is told that a question was not answered', async () => {
  const answer = { kind: 'answer', programs: [], topics: [], confidence: 1, citations: [] };
  const broken = await startEcho({
    bot: {
      run: async (context) => {
        if (context.activity.type === 'message')
          await context.sendActivity({ type: 'message', channelData: { answer } });
      },
      rate: () => Promise.reject(new Error('the disk is full')),
    },
  });
  const talk = await startTalk(broken.url);
  await talk.say('hi');
  await talk.texts(2);
  const value = { actionName: 'feedback', actionValue: { reaction: 'like' } };
  await talk.post({ type: 'invoke', name: 'message/submitAction', replyToId: (await talk.activities())[1]?.id, value });
  await expect.poll(() => broken.logged.join()).toContain('TURN_FAILED');
  await talk.say('again');
  expect(await talk.texts(4)).toEqual(['hi', '', 'again', '']);
  await broken.app.stop();
});

test('who is forgotten leaves no word in the database’s files', async () => {
  const own = await startService({ DATABASE_URL: urlOf('forgotten'), STORE_QUESTIONS: 'true' });
  const talk = await startTalk(own.origin);
  const { down } = await ask(talk, 'How much does medical coding cost? I am Zebulon.');
  await click(talk, down);
  await talk.texts(4);
  await own.stop();
  const file = join(folder, 'forgotten.db');
  const hasTheName = () => readFileSync(file, 'utf8').includes('Zebulon');
  expect(hasTheName()).toBe(true);

  const stored = await openDatabase(urlOf('forgotten'));
  const whom = { channelId: 'webchat', conversationId: talk.id, userId: talk.user };
  change(file, "create trigger no before delete on feedback begin select raise(abort, 'no'); end");
  await expect(stored.forget(whom)).rejects.toThrow('no');
  expect(await stored.conversations.list(talk.id, 0, 10)).toHaveLength(5);
  change(file, 'drop trigger no');

  await stored.forget(whom);
  expect(await stored.feedback.list(0, 10)).toEqual([]);
  expect(await stored.states.read([`webchat/conversations/${talk.id}/`])).toEqual({});
  expect(await stored.conversations.list(talk.id, 0, 10)).toEqual([]);
  await stored.close();
  expect(hasTheName()).toBe(false);
});

/** Changes the database behind the service's back. */
function change(file: string, statement: string): void {
  const raw = new Libsql(file);
  raw.exec(statement);
  raw.close();
}
