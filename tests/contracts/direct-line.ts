import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, startTalk } from './client.ts';
import { type Service, secret } from './service.ts';

/**
 * Direct Line 3.0 over REST, as any service that speaks it must behave.
 * @param start the service with an echo bot and the secret for tests; `clock.ahead` moves its time on, in seconds.
 */
export function directLineContract(start: (clock: { ahead: number }) => Promise<Service>): void {
  const clock = { ahead: 0 };
  let service: Service;
  let base: string;

  beforeAll(async () => {
    service = await start(clock);
    base = `${service.url}/v3/directline`;
  });
  afterAll(() => service.app.stop());

  const post = (path: string, token?: string, json?: unknown) =>
    call(base + path, { method: 'POST', ...(token && { token }), ...(json !== undefined && { json }) });
  const get = (path: string, token?: string) => call(base + path, token ? { token } : {});
  const embed = (json?: unknown, headers: Record<string, string> = {}) =>
    call(`${service.url}/embed/token`, { method: 'POST', headers, ...(json !== undefined && { json }) });
  const refused = ({ status, body }: Answer) => [status, body.error?.code];
  const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  describe('POST /embed/token', () => {
    it('gives a token without a secret', async () => {
      const { status, body } = await embed({ user: { id: 'dl_ada' } });
      expect(status).toBe(200);
      expect(body).toEqual({
        conversationId: expect.stringMatching(/^[\w-]{20,}$/),
        token: expect.any(String),
        expires_in: 1800,
      });
      expect(claims(body.token)).toMatchObject({ user: 'dl_ada', conv: body.conversationId });
      expect(claims(body.token).exp - claims(body.token).iat).toBe(1800);
    });

    it('makes up a user where none is named', async () => {
      const ids = await Promise.all([embed(), embed({}), embed({ user: null })]);
      expect(new Set(ids.map(({ body }) => claims(body.token).user)).size).toBe(3);
      for (const { body } of ids) expect(claims(body.token).user).toMatch(/^dl_[\w-]{20,}$/);
    });

    it('takes no guessable user', async () => {
      expect(refused(await embed({ user: { id: 'ada' } }))).toEqual([400, 'BadArgument']);
      expect(refused(await embed({ user: { id: `dl_${'x'.repeat(300)}` } }))).toEqual([400, 'BadArgument']);
      expect(refused(await embed([]))).toEqual([400, 'BadArgument']);
    });

    it('serves pages of the own origin and no others', async () => {
      expect((await embed({}, { origin: service.url })).status).toBe(200);
      expect(refused(await embed({}, { origin: 'https://evil.example' }))).toEqual([403, 'OriginNotAllowed']);
    });
  });

  describe('POST /tokens/generate', () => {
    it('takes the secret and gives a token of a conversation that does not stand yet', async () => {
      const { status, body } = await post('/tokens/generate', secret, {
        user: { id: 'dl_ada', name: 'Ada' },
        trustedOrigins: [],
      });
      expect(status).toBe(200);
      expect(claims(body.token).user).toBe('dl_ada');
      expect(refused(await get(`/conversations/${body.conversationId}`, body.token))).toEqual([
        404,
        'ConversationNotFound',
      ]);
    });

    it('takes nothing else', async () => {
      expect(refused(await post('/tokens/generate'))).toEqual([401, 'Unauthorized']);
      expect(refused(await post('/tokens/generate', 'another-secret'))).toEqual([401, 'Unauthorized']);
      expect(refused(await post('/tokens/generate', (await embed()).body.token))).toEqual([403, 'Forbidden']);
    });
  });

  describe('POST /embed/token with a token', () => {
    const renew = (token: string) =>
      call(`${base.replace('/v3/directline', '')}/embed/token`, { method: 'POST', token });

    it('gives a new one for the same conversation and user, up to a day after it has expired', async () => {
      const talk = await startTalk(service.url);
      clock.ahead += 24 * 60 * 60 + 1790;
      const { status, body } = await renew(talk.token);
      expect([status, body.conversationId, claims(body.token).user]).toEqual([200, talk.id, claims(talk.token).user]);
      expect((await get(`/conversations/${talk.id}`, body.token)).status).toBe(200);
    });

    it('refuses it after that, and one that is not ours', async () => {
      const talk = await startTalk(service.url);
      expect(refused(await renew(`${talk.token.slice(0, -4)}AAAA`))).toEqual([401, 'Unauthorized']);
      expect(refused(await renew(secret))).toEqual([401, 'Unauthorized']);
      clock.ahead += 24 * 60 * 60 + 1801;
      expect(refused(await renew(talk.token))).toEqual([403, 'TokenExpired']);
    });
  });

  describe('POST /tokens/refresh', () => {
    it('gives a further token of the same conversation and user, any number of times', async () => {
      const first = (await embed({ user: { id: 'dl_ada' } })).body;
      const second = (await post('/tokens/refresh', first.token)).body;
      const third = await post('/tokens/refresh', second.token);
      expect(third).toMatchObject({ status: 200, body: { conversationId: first.conversationId, expires_in: 1800 } });
      expect(claims(third.body.token).user).toBe('dl_ada');
    });

    it('takes no secret and no token that has expired', async () => {
      const { token } = (await embed()).body;
      expect(refused(await post('/tokens/refresh', secret))).toEqual([403, 'Forbidden']);
      clock.ahead += 1801;
      expect(refused(await post('/tokens/refresh', token))).toEqual([403, 'TokenExpired']);
    });
  });

  describe('POST /conversations', () => {
    it('answers 201 with all that a client needs, and 200 when the conversation stands', async () => {
      const { token, conversationId } = (await embed()).body;
      const first = await post('/conversations', token, { user: {}, locale: 'en-US' });
      expect(first.status).toBe(201);
      expect(first.body).toEqual({
        conversationId,
        token: expect.any(String),
        expires_in: 1800,
        streamUrl: expect.stringMatching(
          new RegExp(`^ws://[^/]+/v3/directline/conversations/${conversationId}/stream\\?t=`),
        ),
      });
      const second = await post('/conversations', token);
      expect([second.status, second.body.conversationId]).toEqual([200, conversationId]);
    });

    it('makes a conversation for the bearer of the secret', async () => {
      const { status, body } = await post('/conversations', secret, { user: { id: 'ada' } });
      expect(status).toBe(201);
      expect(claims(body.token)).toMatchObject({ user: 'ada', conv: body.conversationId });
    });

    it('answers 409 when the conversation stands for someone else', async () => {
      const { token } = (await post('/tokens/generate', secret)).body;
      expect((await post('/conversations', token, { user: { id: 'ada' } })).status).toBe(201);
      expect(refused(await post('/conversations', token, { user: { id: 'bob' } }))).toEqual([
        409,
        'ConversationExists',
      ]);
    });

    it('answers 409 when the conversation has ended', async () => {
      const talk = await startTalk(service.url);
      await talk.post({ type: 'endOfConversation' });
      expect(refused(await post('/conversations', talk.token))).toEqual([409, 'ConversationEnded']);
    });

    it('has the bot greet the user once', async () => {
      const talk = await startTalk(service.url, 'dl_ada');
      expect(await talk.texts(1)).toEqual(['welcome dl_ada']);
      await talk.post({ type: 'conversationUpdate', membersAdded: [{ id: 'dl_ada' }] });
      await post('/conversations', talk.token);
      await talk.say('hello');
      expect(await talk.texts(3)).toEqual(['welcome dl_ada', 'hello', 'heard hello']);
    });

    it('has the bot greet a user whom the token does not name at the first message', async () => {
      const { token, conversationId } = (await post('/tokens/generate', secret)).body;
      await post('/conversations', token);
      const path = `/conversations/${conversationId}/activities`;
      expect(refused(await post(path, token, { type: 'message', text: 'hi' }))).toEqual([400, 'MissingProperty']);
      expect((await post(path, token, { type: 'message', text: 'hi', from: { id: 'ada' } })).status).toBe(200);
      expect(refused(await post(path, token, { type: 'message', text: 'hi', from: { id: 'bob' } })).at(0)).toBe(200);
      const bound = (await get(path, token)).body.activities;
      expect(bound.filter(({ from }) => from?.id === 'bob')).toEqual([]);
      await expect.poll(async () => JSON.stringify((await get(path, token)).body)).toContain('welcome ada');
    });
  });

  describe('GET /conversations/{id}', () => {
    it('gives a new token and the stream from where the client was', async () => {
      const talk = await startTalk(service.url);
      const { status, body } = await get(`/conversations/${talk.id}?watermark=7`, talk.token);
      expect([status, body.conversationId, claims(body.token).user]).toEqual([200, talk.id, talk.user]);
      expect(new URL(body.streamUrl).searchParams.get('watermark')).toBe('7');
      expect(new URL(body.streamUrl).searchParams.get('t')).toBe(body.token);
    });
  });

  describe('GET /conversations/{id}/activities', () => {
    it.each(['', '?watermark=', '?watermark=null', '?watermark=undefined', '?watermark=0'])(
      'starts at the beginning with "%s"',
      async (query) => {
        const talk = await startTalk(service.url);
        await talk.say('one');
        await talk.texts(3);
        const { status, body } = await get(`/conversations/${talk.id}/activities${query}`, talk.token);
        expect([status, body.activities.length, body.watermark]).toEqual([200, 3, '3']);
      },
    );

    it('goes on after the watermark', async () => {
      const talk = await startTalk(service.url);
      await talk.texts(1);
      await talk.say('one');
      await talk.texts(3);
      const [question] = await talk.activities('1');
      expect(question?.text).toBe('one');
      expect((await get(`/conversations/${talk.id}/activities?watermark=3`, talk.token)).body).toEqual({
        activities: [],
        watermark: '3',
      });
    });

    it.each(['x', '-1', '1.5', '99999999999', '1%00'])('refuses the watermark %s', async (watermark) => {
      const talk = await startTalk(service.url);
      const path = `/conversations/${talk.id}`;
      expect(refused(await get(`${path}/activities?watermark=${watermark}`, talk.token))).toEqual([400, 'BadArgument']);
      expect(refused(await get(`${path}?watermark=${watermark}`, talk.token))).toEqual([400, 'BadArgument']);
    });
  });

  describe('POST /conversations/{id}/activities', () => {
    it('stores the question as the user’s, in order, before its answer', async () => {
      const talk = await startTalk(service.url);
      await talk.texts(1);
      const { status, body } = await talk.post({
        type: 'message',
        text: 'hello',
        id: 'mine',
        timestamp: '1999-01-01T00:00:00Z',
        from: { id: 'dl_someone_else', name: 'Ada', role: 'bot' },
        recipient: { id: 'x' },
        serviceUrl: 'https://evil.example',
        conversation: { id: 'other' },
        channelData: { clientActivityID: 'c1', 'webchat:sequence-id': 99 },
      });
      expect([status, body]).toEqual([200, { id: `${talk.id}|0000002` }]);
      await talk.texts(3);
      const [question, answer] = await talk.activities('1');
      expect(question).toEqual({
        type: 'message',
        text: 'hello',
        id: `${talk.id}|0000002`,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        from: { id: talk.user, name: 'Ada', role: 'user' },
        conversation: { id: talk.id },
        channelId: 'webchat',
        channelData: { clientActivityID: 'c1', 'webchat:sequence-id': 2 },
      });
      expect(Date.parse(String(question?.timestamp))).toBeGreaterThan(Date.parse('2020-01-01'));
      expect(answer).toMatchObject({
        text: 'heard hello',
        id: `${talk.id}|0000003`,
        replyToId: `${talk.id}|0000002`,
        from: { id: 'crossroads', role: 'bot' },
        channelData: { 'webchat:sequence-id': 3 },
      });
    });

    it('takes one turn at a time, in order', async () => {
      const talk = await startTalk(service.url);
      await talk.say('slow');
      await talk.say('two');
      const texts = await talk.texts(5);
      expect(texts.filter((text) => text.startsWith('heard'))).toEqual(['heard slow', 'heard two']);
    });

    it.each([
      ['no activity', 'hello', 'BadArgument'],
      ['nothing', undefined, 'BadArgument'],
      ['a list', [], 'BadArgument'],
      ['an unknown type', { type: 'contactRelationUpdate' }, 'BadArgument'],
      ['a message that says nothing', { type: 'message', text: '  ' }, 'BadArgument'],
      ['a text that is none', { type: 'message', text: { a: 1 } }, 'BadArgument'],
      ['a text that is too long', { type: 'message', text: 'x'.repeat(2001) }, 'MessageTooLong'],
      ['channel data that is a list', { type: 'message', text: 'x', channelData: [] }, 'BadArgument'],
      ['attachments', { type: 'message', text: 'x', attachments: [{ contentType: 'text/plain' }] }, 'BadArgument'],
    ])('refuses %s', async (_, activity, code) => {
      const talk = await startTalk(service.url);
      expect(refused(await talk.post(activity))).toEqual([400, code]);
    });

    it('takes a text of 2,000 characters, and a value without a text', async () => {
      const talk = await startTalk(service.url);
      expect((await talk.say('x'.repeat(2000))).status).toBe(200);
      expect((await talk.post({ type: 'message', value: { choice: 'a' } })).status).toBe(200);
    });

    it('takes in once what a client sends again, as it does when it did not hear the answer', async () => {
      const talk = await startTalk(service.url);
      const again = { type: 'message', text: 'hello', channelData: { clientActivityID: 'its-own' } };
      const first = await talk.post(again);
      const others = await Promise.all([talk.post(again), talk.post(again)]);
      expect(others.map(({ status, body }) => [status, body.id])).toEqual(Array(2).fill([200, first.body.id]));
      expect(await talk.texts(3)).toContain('heard hello');
      await talk.say('next');
      expect(await talk.texts(5)).toEqual([`welcome ${talk.user}`, 'hello', 'heard hello', 'next', 'heard next']);
    });

    it('takes no id of a client’s for one that is longer than any client gives', async () => {
      const talk = await startTalk(service.url);
      const clientActivityID = randomBytes(10_000).toString('base64');
      const again = { type: 'message', text: 'hello', channelData: { clientActivityID } };
      const [first, second] = [await talk.post(again), await talk.post(again)];
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(first.body.id).not.toBe(second.body.id);
    });

    it('gives events to the bot', async () => {
      const talk = await startTalk(service.url);
      await talk.post({ type: 'event', name: 'open' });
      await expect.poll(() => talk.texts(2)).toContain('event open');
    });

    it('keeps typing and arrivals to itself', async () => {
      const talk = await startTalk(service.url);
      await talk.texts(1);
      expect((await talk.post({ type: 'typing' })).body.id).toMatch(talk.id);
      await talk.post({ type: 'conversationUpdate', membersAdded: [{ id: 'guest' }] });
      expect(await talk.texts(2)).toEqual([`welcome ${talk.user}`, 'welcome guest']);
      expect((await talk.activities()).map(({ type }) => type)).toEqual(['message', 'message']);
    });

    it('ends the conversation with endOfConversation, whoever sends it', async () => {
      const byUser = await startTalk(service.url);
      await byUser.texts(1);
      await byUser.post({ type: 'endOfConversation' });
      const byBot = await startTalk(service.url);
      await byBot.say('stop');
      await expect.poll(async () => (await byBot.activities()).at(-1)?.type).toBe('endOfConversation');
      for (const talk of [byUser, byBot]) {
        expect(refused(await talk.say('more'))).toEqual([404, 'ConversationNotFound']);
        expect(refused(await get(`/conversations/${talk.id}`, talk.token))).toEqual([404, 'ConversationNotFound']);
        expect(refused(await get(`/conversations/${talk.id}/activities?watermark=9`, talk.token))).toEqual([
          404,
          'ConversationNotFound',
        ]);
        expect(refused(await post('/tokens/refresh', talk.token))).toEqual([404, 'ConversationNotFound']);
      }
    });
  });

  describe('POST /conversations/{id}/upload', () => {
    it('says that files are not accepted', async () => {
      const talk = await startTalk(service.url);
      const form = new FormData();
      form.append('file', new Blob(['a file']), 'a.txt');
      const answer = await call(talk.at(`/upload?userId=${talk.user}`), {
        method: 'POST',
        token: talk.token,
        body: form,
      });
      expect(refused(answer)).toEqual([415, 'FilesNotAccepted']);
      expect(answer.body.error?.message).toContain('Files are not accepted');
    });
  });

  it('GET /session/getsessionid gives an id', async () => {
    expect((await get('/session/getsessionid')).body).toEqual({ sessionId: expect.stringMatching(/^[\w-]{20,}$/) });
  });

  describe('every operation on a conversation', () => {
    const operations: [string, string][] = [
      ['GET', ''],
      ['GET', '/activities'],
      ['POST', '/activities'],
      ['POST', '/upload'],
    ];
    const attempt = async (token?: string, id?: string) => {
      const path = (operation: string) => `${base}/conversations/${id}${operation}`;
      const answers = operations.map(([method, operation]) =>
        call(path(operation), { method, ...(token && { token }) }),
      );
      return (await Promise.all(answers)).map(refused);
    };
    const allRefused = (status: number, code: string) => operations.map(() => [status, code]);

    it('refuses who has no token or a broken one', async () => {
      const talk = await startTalk(service.url);
      const forged = `${talk.token.slice(0, -4)}AAAA`;
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${talk.token.split('.')[1]}.`;
      for (const token of [undefined, 'nonsense', forged, unsigned]) {
        expect(await attempt(token, talk.id)).toEqual(allRefused(401, 'Unauthorized'));
      }
    });

    it('refuses a token of another conversation', async () => {
      const [one, other] = await Promise.all([startTalk(service.url), startTalk(service.url)]);
      expect(await attempt(one.token, other.id)).toEqual(allRefused(403, 'Forbidden'));
    });

    it('refuses a token that has expired', async () => {
      const talk = await startTalk(service.url);
      clock.ahead += 1801;
      expect(await attempt(talk.token, talk.id)).toEqual(allRefused(403, 'TokenExpired'));
    });

    it('knows no conversation that does not stand', async () => {
      const { token, conversationId } = (await embed()).body;
      expect(await attempt(token, conversationId)).toEqual(allRefused(404, 'ConversationNotFound'));
      expect(await attempt(secret, 'no%00such')).toEqual(allRefused(404, 'ConversationNotFound'));
    });

    it('is open to the secret', async () => {
      const talk = await startTalk(service.url);
      expect((await get(`/conversations/${talk.id}/activities`, secret)).status).toBe(200);
      expect((await post(`/conversations/${talk.id}/activities`, secret, { type: 'message', text: 'hi' })).status).toBe(
        200,
      );
    });
  });

  it.each([
    ['POST', '/tokens/generate'],
    ['POST', '/tokens/refresh'],
    ['POST', '/conversations'],
    ['GET', '/conversations/x'],
    ['GET', '/conversations/x/activities'],
    ['POST', '/conversations/x/activities'],
    ['POST', '/conversations/x/upload'],
  ])('%s %s asks for a credential', async (method, path) => {
    expect(refused(await call(base + path, { method }))).toEqual([401, 'Unauthorized']);
  });
}
