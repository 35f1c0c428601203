import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CurrentTurn } from '../observe/current-turn.ts';
import { HttpError, type Request, type Route } from './http.ts';

/** What the service counts of itself. */
export interface Metrics {
  turn(channel: string, outcome: 'done' | 'failed', seconds: number, turn: CurrentTurn): void;
  /** Counts a reply; asking back and not knowing count as not understood. */
  reply(channel: string, kind: string): void;
  /** @param code as it is logged. */
  error(code: string): void;
  /** @param route the pattern, such as `/ask`; `none` where nothing matched. */
  httpRequest(method: string, route: string, status: number): void;
  /** @param change +1 for a socket that opened, -1 for one that closed. */
  sockets(change: 1 | -1): void;
  readonly registry: Registry;
}

/** @param busy how many conversations have a turn running or waiting. */
export function createMetrics(busy: () => number = () => 0): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'crossroads_turns_total',
    help: 'Turns taken',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'crossroads_turn_seconds',
    help: 'How long turns took, in seconds',
    labelNames: ['channel'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  });
  const requests = new Counter({
    name: 'crossroads_http_requests_total',
    help: 'HTTP requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const replies = new Counter({
    name: 'crossroads_replies_total',
    help: 'Replies given, by their kind; understood is no where the bot asks back or does not know',
    labelNames: ['channel', 'kind', 'understood'],
    registers,
  });
  const errors = new Counter({
    name: 'crossroads_errors_total',
    help: 'Errors logged, by their code',
    labelNames: ['code'],
    registers,
  });
  new Gauge({
    name: 'crossroads_busy_conversations',
    help: 'Conversations with a turn running or waiting',
    registers,
    collect() {
      this.set(busy());
    },
  });
  const sockets = new Gauge({ name: 'crossroads_open_sockets', help: 'Open WebSockets', registers });
  return {
    turn(channel, outcome, seconds) {
      turns.inc({ channel, outcome });
      turnSeconds.observe({ channel }, seconds);
    },
    reply: (channel, kind) => replies.inc({ channel, kind, understood: notUnderstood.has(kind) ? 'no' : 'yes' }),
    error: (code) => errors.inc({ code }),
    httpRequest: (method, route, status) => requests.inc({ method, route, status }),
    sockets: (change) => sockets.inc(change),
    registry,
  };
}

const notUnderstood = new Set(['fallback', 'clarification']);

/** `GET /metrics`, for whoever knows the admin token; where none is set, for the same machine alone. */
export function metricsRoute(metrics: Metrics, mayRead: (request: Request) => boolean): Route {
  return {
    method: 'GET',
    path: '/metrics',
    async handle(request) {
      if (!mayRead(request)) throw new HttpError(403, 'Forbidden', 'The figures are not for everyone.');
      const body = await metrics.registry.metrics();
      return { status: 200, headers: { 'Content-Type': metrics.registry.contentType }, body };
    },
  };
}
