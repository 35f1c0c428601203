import { randomBytes } from 'node:crypto';
import { describeError, type Log } from '../log.ts';
import type { CurrentTurn, Step } from './current-turn.ts';

export interface TracesOptions {
  /** Where an OpenTelemetry collector takes OTLP over HTTP; `/v1/traces` is added. */
  readonly endpoint: string;
  /** Sent along, such as a key; `name=value,name=value`. */
  readonly headers?: string | undefined;
  readonly log: Log;
}

/** Sends the turns to an OpenTelemetry collector. A collector that is away holds up and breaks nothing. */
export interface Traces {
  /** Takes down a turn that has just ended. */
  add(turn: CurrentTurn, channel: string, outcome: string): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

const sendEvery = 5_000;
const patience = 10_000;
/** What waits for a collector that is away, in turns; later ones are dropped. */
const most = 2_000;

/** OTLP in its JSON form, which is a page of code; the packages for it are 28 MB. */
export function createTraces({ endpoint, headers = '', log }: TracesOptions): Traces {
  const url = `${endpoint}/v1/traces`;
  const extra = Object.fromEntries(headers.split(',').flatMap((pair) => (pair ? [readHeader(pair)] : [])));
  let waiting: object[][] = [];
  const timer = setInterval(() => void send(), sendEvery).unref();

  async function send(): Promise<void> {
    const spans = waiting.flat();
    waiting = [];
    if (spans.length === 0) return;
    const body = JSON.stringify({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'crossroads' }, spans }] }],
    });
    try {
      const request = { method: 'POST', headers: { ...extra, 'content-type': 'application/json' }, body };
      const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(patience) });
      await response.body?.cancel();
      if (!response.ok) log.warn({ code: 'TRACES_REFUSED', status: response.status });
    } catch (error) {
      log.warn({ code: 'TRACES_NOT_SENT', ...describeError(error) });
    }
  }

  return {
    add(turn, channel, outcome) {
      if (waiting.length < most) waiting.push(spansOf(turn, channel, outcome));
    },
    async stop() {
      clearInterval(timer);
      await send();
    },
  };
}

function readHeader(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [name.trim(), decodeURIComponent(value.join('=').trim())];
}

const attributes = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([key, value]) => ({ key, value: { stringValue: value } }));

const resource = { attributes: attributes({ 'service.name': 'crossroads' }) };

/** The turn as a span, and one within it for each step. */
function spansOf({ id, began, steps, kind }: CurrentTurn, channel: string, outcome: string): object[] {
  const spanId = randomBytes(8).toString('hex');
  const span = (step: Step, own: object) => ({
    traceId: id,
    spanId: randomBytes(8).toString('hex'),
    name: step.name,
    kind: internal,
    startTimeUnixNano: nanoseconds(step.began),
    endTimeUnixNano: nanoseconds(step.ended),
    ...own,
  });
  const ended = performance.timeOrigin + performance.now();
  const about = attributes({ channel, outcome, ...(kind && { kind }) });
  const whole = { spanId, attributes: about, status: { code: outcome === 'failed' ? failed : unset } };
  return [span({ name: 'turn', began, ended }, whole), ...steps.map((step) => span(step, { parentSpanId: spanId }))];
}

// As the protocol numbers them.
const [internal, unset, failed] = [1, 0, 2];

const nanoseconds = (milliseconds: number) => `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;
