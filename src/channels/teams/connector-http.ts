import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorClientOptions } from 'botframework-connector';
import { delayAfter } from '../../handoff/backoff.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type Request = Parameters<HttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** How long and how often the connector is tried; times in milliseconds. */
export interface Patience {
  readonly attempts: number;
  /** How long one attempt may take. */
  readonly attempt: number;
  /** Before the second attempt; doubled before each one after it. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

export const PATIENCE: Patience = { attempts: 5, attempt: 10_000, firstDelay: 500, longestDelay: 30_000 };

/** The connector did not take a message, however often it was tried; `code` says why. */
export class ConnectorUnavailable extends Error {
  override readonly name = 'ConnectorUnavailable';
  readonly code: string;

  constructor(code: string) {
    super(`The connector does not take messages: ${code}`);
    this.code = code;
  }
}

/** What the connector answers when the same request may well do later. */
const passing = new Set([408, 412, 429, 500, 502, 503, 504]);

/**
 * Sends what the SDK's connector client sends. What fails for the moment is tried again after as long as the connector
 * asks for, or after longer and longer, randomly spread pauses. Rejects with `ConnectorUnavailable`, which the SDK's own
 * retries leave alone.
 */
export function createConnectorHttp({ attempts, attempt, ...delays }: Patience = PATIENCE): HttpClient {
  return {
    async sendRequest(request) {
      let failure = '';
      for (let n = 1; n <= attempts; n++) {
        const { response, retryAfter, code } = await tryOnce(request, attempt);
        if (response && !passing.has(response.status)) return response;
        failure = code;
        const pause = retryAfter ?? delayAfter(n, delays, Math.random());
        if (n < attempts) await sleep(Math.min(pause, delays.longestDelay));
      }
      throw new ConnectorUnavailable(failure);
    },
  };
}

interface Attempt {
  /** Missing where none came. */
  readonly response?: Response;
  /** Milliseconds, where the connector asked for them. */
  readonly retryAfter?: number | undefined;
  readonly code: string;
}

async function tryOnce(request: Request, timeout: number): Promise<Attempt> {
  try {
    const { url, method, headers, body } = request;
    const signal = AbortSignal.timeout(timeout);
    const init = { method, headers: headers.toJson({ preserveCase: true }), body, signal, redirect: 'manual' } as const;
    const answer = await fetch(url, init);
    const bodyAsText = await answer.text();
    const response = { request, status: answer.status, headers: headersOf(answer, request), bodyAsText };
    return { response, retryAfter: retryAfterOf(answer.headers), code: `HTTP_${answer.status}` };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

/** The SDK has its own class for headers, which can only be had from one of its requests. */
function headersOf(answer: globalThis.Response, request: Request): Response['headers'] {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  answer.headers.forEach((value, name) => headers.set(name, value));
  return headers;
}

/** `Retry-After` in seconds or as a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const given = headers.get('retry-after') ?? '';
  const pause = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isNaN(pause) ? undefined : Math.max(0, pause);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'TIMEOUT';
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNREACHABLE';
}
