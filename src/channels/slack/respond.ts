import { setTimeout as pause } from 'node:timers/promises';
import { BlocksRefused, type Message, refusals } from './web-api.ts';

/** What is sent to the address that a command or a tapped button brings along for its answer. */
export type Response =
  | (Message & { readonly response_type: 'ephemeral' | 'in_channel'; readonly replace_original: false })
  | { readonly delete_original: true };

/** The address does not take the answer. */
export class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
  readonly code: string;

  constructor(status: number) {
    super('Slack does not take the answer');
    this.code = `HTTP_${status}`;
  }
}

const attempts = 4;
const timeout = 10_000;

/**
 * Answers a command or a tapped button. Tries again when Slack is busy or fails. Rejects with `BlocksRefused` where Slack
 * takes the text only, and with `ResponseRefused`, also when the address has expired (after 30 minutes or 5 answers).
 */
export async function respond(url: string, response: Response): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { status, headers, body } = await send(url, response);
    const [refused] = refusals.exec(body) ?? [];
    if (refused) throw new BlocksRefused(refused);
    if (status < 300) return;
    if (attempt === attempts || (status !== 429 && status < 500)) throw new ResponseRefused(status);
    await pause(1000 * (Number(headers.get('retry-after')) || attempt));
  }
}

async function send(url: string, response: Response) {
  const sent = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(response),
    signal: AbortSignal.timeout(timeout),
  });
  return { status: sent.status, headers: sent.headers, body: await sent.text() };
}
