import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { areTooLong, problemsIn } from './block-kit.ts';

type Json = Record<string, unknown>;

/** A part of a block, with what tests look for in parts of any kind. */
export interface Part {
  readonly action_id: string;
  readonly value: string;
  readonly text: string & { readonly text: string };
  readonly positive_button: { readonly value: string };
  readonly negative_button: { readonly value: string };
}

/** A block as a test looks into it: of these, each kind has some. */
export interface Block {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly fields?: readonly { readonly text: string }[];
  readonly elements?: readonly Part[];
  readonly caption?: string;
  readonly rows?: readonly (readonly { readonly text: string }[])[];
}

/** A message that was accepted, however it came. */
export interface Posted {
  readonly how: 'chat.postMessage' | 'response';
  readonly channel?: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly ts: string;
  /** When it was accepted, on the clock of `performance`. */
  readonly at: number;
  readonly metadata?: Json;
  readonly response_type?: string;
}

/** What Slack answers a call with in place of doing it. */
export type Fault =
  | { readonly error: string }
  | { readonly status: number; readonly retryAfter?: number }
  /** Does it, but so many milliseconds later. */
  | { readonly delay: number }
  /** Does it, and says so only so many milliseconds later. */
  | { readonly late: number };

/** Slack as far as the service calls it: Web API, response addresses and Socket Mode, with its documented limits. */
export interface StandIn {
  readonly apiUrl: string;
  readonly posted: readonly Posted[];
  readonly calls: readonly { readonly method: string; readonly args: Json; readonly refused?: string }[];
  /** Types of blocks that this workspace does not take. */
  readonly untaken: Set<string>;
  /** Has the next calls of a method fail, one for each fault. */
  fail(method: string, ...faults: Fault[]): void;
  /** An address for the answer to a command or a tapped button. */
  responseUrl(): string;
  /** Sends an envelope over Socket Mode; resolves once it is acknowledged. Rejects after two seconds without that. */
  send(type: string, payload: unknown): Promise<void>;
  /** Cuts the open Socket Mode connections. */
  cut(): void;
  /** How often Socket Mode was connected to. */
  readonly connections: number;
  /** Waits until so many messages were accepted in all; rejects after `patience` milliseconds. */
  until(count: number, patience?: number): Promise<Posted[]>;
  close(): Promise<void>;
}

export const botToken = 'xoxb-of-the-tests';
export const appToken = 'xapp-of-the-tests';

export async function startSlack(): Promise<StandIn> {
  const posted: Posted[] = [];
  const calls: { method: string; args: Json; refused?: string }[] = [];
  const untaken = new Set<string>();
  const faults = new Map<string, Fault[]>();
  const sockets = new Set<WebSocket>();
  const acknowledged = new Map<string, () => void>();
  let connections = 0;
  let count = 0;
  const nextTs = () => `${1_764_300_000 + ++count}.000100`;

  const refusal = (blocks: unknown): string | undefined => {
    if (blocks === undefined) return undefined;
    if (areTooLong(blocks)) return 'msg_blocks_too_long';
    const isUntaken = Array.isArray(blocks) && blocks.some(({ type }) => untaken.has(type));
    return isUntaken || problemsIn(blocks).length > 0 ? 'invalid_blocks' : undefined;
  };

  const accept = (how: Posted['how'], args: Json, ts: string) => {
    const blocks = (args.blocks ?? []) as Posted['blocks'];
    posted.push({ ...(args as unknown as Posted), how, blocks, ts, at: performance.now() });
  };

  const post = (args: Json): Json => {
    const { channel, text } = args;
    if (!channel) return { ok: false, error: 'channel_not_found' };
    if (!text && !(args.blocks as unknown[])?.length) return { ok: false, error: 'no_text' };
    const refused = refusal(args.blocks);
    if (refused) return { ok: false, error: refused, errors: problemsIn(args.blocks) };
    const ts = nextTs();
    accept('chat.postMessage', args, ts);
    return { ok: true, channel, ts };
  };

  const replies = ({ channel, ts }: Json): Json => ({
    ok: true,
    messages: posted.filter((message) => message.channel === channel && message.thread_ts === ts),
  });

  const prompts = ({ channel_id, prompts: given }: Json): Json => {
    const list = given as { title: string; message: string }[];
    const isGood = channel_id && list.length >= 1 && list.length <= 4 && list.every((p) => p.title && p.message);
    return isGood ? { ok: true } : { ok: false, error: 'invalid_arguments' };
  };

  const methods: Record<string, (args: Json) => Json> = {
    'chat.postMessage': post,
    'conversations.replies': replies,
    'assistant.threads.setSuggestedPrompts': prompts,
    'assistant.threads.setStatus': ({ channel_id, thread_ts }) =>
      channel_id && thread_ts ? { ok: true } : { ok: false, error: 'invalid_thread_ts' },
    'apps.connections.open': () => ({ ok: true, url: `${origin().replace('http', 'ws')}/socket` }),
  };

  const call = async (method: string, request: IncomingMessage) => {
    const args = argsOf(await readText(request));
    const fault = faults.get(method)?.shift();
    if (fault && 'delay' in fault) await pause(fault.delay);
    if (fault && 'status' in fault) {
      calls.push({ method, args, refused: String(fault.status) });
      return { status: fault.status, headers: retryAfter(fault.retryAfter), body: { ok: false, error: 'ratelimited' } };
    }
    const token = method.startsWith('apps.') ? appToken : botToken;
    const isAllowed = request.headers.authorization === `Bearer ${token}`;
    const done = methods[method] ?? (() => ({ ok: false, error: 'unknown_method' }));
    const body =
      fault && 'error' in fault
        ? { ok: false, error: fault.error }
        : isAllowed
          ? done(args)
          : { ok: false, error: 'invalid_auth' };
    calls.push({ method, args, ...(body.ok !== true && { refused: String(body.error) }) });
    if (fault && 'late' in fault) await pause(fault.late);
    return { status: 200, headers: {}, body };
  };

  const respond = async (request: IncomingMessage) => {
    const args = JSON.parse(await readText(request)) as Json;
    const fault = faults.get('response')?.shift();
    if (fault && 'status' in fault) return { status: fault.status, headers: retryAfter(fault.retryAfter), body: {} };
    const refused = fault && 'error' in fault ? fault.error : refusal(args.blocks);
    calls.push({ method: 'response', args, ...(refused && { refused }) });
    if (refused) return { status: 400, headers: {}, body: { ok: false, error: refused } };
    if (!args.delete_original) accept('response', args, nextTs());
    return { status: 200, headers: {}, body: { ok: true } };
  };

  const server = createServer(async (request, response) => {
    const [, folder = '', name = ''] = (request.url ?? '').split('/');
    const { status, headers, body } = await (folder === 'api' ? call(name, request) : respond(request));
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  const socketServer = new WebSocketServer({ server, path: '/socket' });
  socketServer.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => acknowledged.get(JSON.parse(String(data)).envelope_id)?.());
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${origin()}/api`,
    posted,
    calls,
    untaken,
    fail: (method, ...list) => void faults.set(method, list),
    responseUrl: () => `${origin()}/respond/${++count}`,
    async send(type, payload) {
      const envelope_id = `envelope-${++count}`;
      const [socket] = sockets;
      const done = new Promise<void>((resolve, reject) => {
        acknowledged.set(envelope_id, resolve);
        setTimeout(() => reject(new Error('not acknowledged')), 2000).unref();
      });
      socket?.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: type !== 'events_api' }));
      await done;
    },
    cut: () => sockets.forEach((socket) => socket.terminate()),
    get connections() {
      return connections;
    },
    async until(expected, patience = 10_000) {
      for (const end = Date.now() + patience; Date.now() < end; await pause(5))
        if (posted.length >= expected) return [...posted];
      throw new Error(`${posted.length} of ${expected} messages were posted`);
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      socketServer.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The client sends a form in which whatever is no string is JSON. */
function argsOf(form: string): Json {
  const args: Json = {};
  for (const [name, value] of new URLSearchParams(form)) args[name] = /^[[{]/.test(value) ? JSON.parse(value) : value;
  return args;
}

const retryAfter = (seconds: number | undefined) => (seconds === undefined ? {} : { 'Retry-After': String(seconds) });
