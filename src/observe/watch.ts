import type { Say } from '../../dialogs/index.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Log } from '../log.ts';
import { turnOf } from './current-turn.ts';
import type { Traces } from './traces.ts';

/** Figures that also log and trace each turn as they count it. */
export function watchTurns(figures: Metrics, log: Log, traces?: Traces): Metrics {
  return {
    ...figures,
    turn(channel, outcome, seconds, turn) {
      figures.turn(channel, outcome, seconds, turn);
      const milliseconds = Math.round(seconds * 1000);
      log.info({ channel, outcome, kind: turn.kind, milliseconds, turn: turn.id }, 'turn');
      traces?.add(turn, channel, outcome);
    },
  };
}

/** Says a reply and counts it by its kind. */
export function watchReplies(say: Say, metrics: Metrics): Say {
  return async (context, reply) => {
    const turn = turnOf(context);
    if (turn) turn.kind = reply.kind;
    metrics.reply(context.activity.channelId, reply.kind);
    await say(context, reply);
  };
}
