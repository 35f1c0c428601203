import { randomUUID } from 'node:crypto';
import { HttpError, type Method, type Request, type Route } from '../../http/http.ts';
import { networkOf, type RateLimit } from '../../http/rate-limit.ts';
import type { ConversationStore } from '../../storage/storage.ts';
import { conversationGone, createConversationId, type Doorkeeper, requireOpen } from './access.ts';
import { readParameters, readWatermark, requireUnguessable } from './incoming.ts';
import type { Receive } from './receive.ts';
import type { Sessions } from './session.ts';
import { activitySet, type Transcript } from './transcript.ts';
import { arrival, botAccount, userAccount, type WebsiteTurns } from './turns.ts';

export interface DirectLineOptions {
  readonly door: Doorkeeper;
  readonly sessions: Sessions;
  readonly conversations: ConversationStore;
  readonly transcript: Transcript;
  readonly turns: WebsiteTurns;
  readonly receive: Receive;
  readonly perAddress: RateLimit;
  readonly now: () => number;
}

/** The Direct Line 3.0 operations over REST. */
export function directLineRoutes(options: DirectLineOptions): Route[] {
  const route = (method: Method, path: string, handle: Route['handle']): Route => {
    return { method, path: `/v3/directline${path}`, crossOrigin: true, handle };
  };
  return [
    route('POST', '/tokens/generate', (request) => generate(request, options)),
    route('POST', '/tokens/refresh', (request) => refresh(request, options)),
    route('POST', '/conversations', (request) => start(request, options)),
    route('GET', '/conversations/:id', (request) => reconnect(request, options)),
    route('GET', '/conversations/:id/activities', (request) => read(request, options)),
    route('POST', '/conversations/:id/activities', (request) => post(request, options)),
    route('POST', '/conversations/:id/upload', (request) => upload(request, options)),
    route('GET', '/conversations/:id/stream', upgradeRequired),
    route('GET', '/session/getsessionid', () => ({ status: 200, body: { sessionId: randomUUID() } })),
  ];
}

async function generate(request: Request, { door, sessions, perAddress }: DirectLineOptions) {
  await door.requireSecret(request);
  const { userId } = readParameters(request);
  requireUnguessable(userId);
  perAddress.take(`token ${networkOf(request.address)}`);
  return { status: 200, body: await sessions.grant(createConversationId(), userId) };
}

async function refresh(request: Request, { door, sessions, conversations }: DirectLineOptions) {
  const access = await door.identify(request);
  if (access === 'all') throw new HttpError(403, 'Forbidden', 'This takes a token, not the secret.');
  // A token may be refreshed before its conversation begins.
  if ((await conversations.find(access.conversationId))?.ended) throw conversationGone();
  return { status: 200, body: await sessions.grant(access.conversationId, access.userId) };
}

async function start(request: Request, options: DirectLineOptions) {
  const { door, sessions, conversations, turns, perAddress, now } = options;
  const access = await door.identify(request);
  const given = readParameters(request);
  perAddress.take(`conversation ${networkOf(request.address)}`);
  const { conversationId: id, userId = given.userId } =
    access === 'all' ? { conversationId: createConversationId() } : access;
  const { created, conversation } = await conversations.open({ id, now: now(), ...(userId && { userId }) });
  if (conversation.ended) throw new HttpError(409, 'ConversationEnded', 'The conversation has ended.');
  if (userId && conversation.userId !== userId)
    throw new HttpError(409, 'ConversationExists', 'The conversation is another user’s.');
  const user = conversation.userId ? userAccount(conversation.userId) : undefined;
  // The greeting stands before the client first asks, so that nobody takes it for an answer.
  if (created) {
    const members = user ? [botAccount, user] : [botAccount];
    await (await turns.tell(id, 'start', arrival(members, user ?? botAccount, given.locale))).turn;
  }
  return { status: created ? 201 : 200, body: await sessions.join(request, id, conversation.userId, 0) };
}

async function reconnect(request: Request, { door, sessions }: DirectLineOptions) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  const userId = access === 'all' ? conversation.userId : access.userId;
  return { status: 200, body: await sessions.join(request, conversation.id, userId, readWatermark(request)) };
}

async function read(request: Request, { door, transcript }: DirectLineOptions) {
  const { conversation } = await door.enter(request);
  const place = readWatermark(request);
  const { stored } = await transcript.after(conversation.id, place);
  // What stands can be read to its end; after that a client that polls should learn that nothing more comes.
  if (stored.length === 0) requireOpen(conversation);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: activitySet(stored, place),
  };
}

async function post(request: Request, { door, receive }: DirectLineOptions) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  return { status: 200, body: { id: await receive(request, access, conversation) } };
}

async function upload(request: Request, { door }: DirectLineOptions): Promise<never> {
  await door.enter(request);
  throw new HttpError(415, 'FilesNotAccepted', 'Files are not accepted; ask in words.');
}

function upgradeRequired(): never {
  throw new HttpError(426, 'UpgradeRequired', 'This address takes WebSockets alone.', {
    Upgrade: 'websocket',
    Connection: 'Upgrade',
  });
}
