import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { Reply, Request } from '../../http/http.ts';
import type { Metrics } from '../../http/metrics.ts';
import { describeError, type Log } from '../../log.ts';
import { beginTurn, markTurn } from '../../observe/current-turn.ts';
import type { TurnQueue } from '../../turns.ts';
import { apology } from '../apology.ts';
import type { Turns } from '../turns.ts';
import type { Act } from './act.ts';
import type { TeamsAdapter } from './adapter.ts';
import type { Door } from './door.ts';
import { readIncoming } from './incoming.ts';
import { read, type Something } from './read.ts';

export interface ReceiveOptions {
  readonly admit: Door;
  adapter(): Promise<TeamsAdapter>;
  readonly act: Act;
  readonly turns: Turns;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * Takes in what is posted. What nobody waits for is stored, acknowledged, and answered over the connector; an invoke and
 * a message that expects its replies are answered in the response. Rejects with `HttpError` 400, 401, 403 or 503.
 */
export function createReceive(options: ReceiveOptions): (request: Request) => Promise<Reply> {
  return async (request) => {
    const incoming = readIncoming(request);
    await options.admit(request, incoming);
    const heard = read(incoming);
    if (heard.kind === 'nothing') return { status: 200 };
    if (isAwaited(heard)) return answerNow(heard, options);
    const id = incoming.id ?? randomUUID();
    await options.turns.accept({ conversationId: incoming.conversation.id, id, payload: heard });
    return heard.kind === 'vote' ? { status: 200, body: {} } : { status: 200 };
  };
}

const isAwaited = ({ kind, activity }: Something) =>
  ['tap', 'search', 'unknown'].includes(kind) || activity.deliveryMode === 'expectReplies';

async function answerNow(heard: Something, options: ReceiveOptions): Promise<Reply> {
  const { act, queue, metrics, log } = options;
  const adapter = await options.adapter();
  const began = performance.now();
  let outcome: 'done' | 'failed' = 'done';
  const turn = beginTurn();
  const logic = async (context: TurnContext) => {
    markTurn(context, turn);
    await act(context, heard).catch(async (error: unknown) => {
      outcome = 'failed';
      log.error({ code: 'TURN_FAILED', channel: 'teams', turn: turn.id, ...describeError(error) }, 'turn failed');
      const failure = { type: 'invokeResponse', value: { status: 500 } };
      await context.sendActivity(heard.kind === 'message' ? apology : failure);
    });
  };
  const place = `teams ${heard.activity.conversation?.id}`;
  const answer = await queue.run(place, () => adapter.run(heard.activity, logic));
  metrics.turn('teams', outcome, (performance.now() - began) / 1000, turn);
  return { status: answer?.status ?? 200, ...(answer?.body && { body: answer.body }) };
}
