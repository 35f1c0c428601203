import type { Entity } from 'botbuilder';
import { z } from 'zod/v4';
import { type Reaction, readReaction } from '../reaction.ts';

/** A thumb that was clicked. Which message it is of is the client's claim. */
export interface Vote extends Reaction {
  /** The id of the message it is of. */
  readonly message: string;
}

/** Thumbs up and down as Web Chat draws them: actions of the message they stand under. */
export const thumbs: readonly Entity[] = [thumb('LikeAction'), thumb('DislikeAction')];

/** Web Chat sends back the action alone, so each names its message; that is known only once the message has its id. */
export function nameInThumbs(entities: readonly Entity[], message: string): Entity[] {
  return entities.map((entity) =>
    entity.potentialAction
      ? { ...entity, potentialAction: entity.potentialAction.map((action: Entity) => naming(action, message)) }
      : entity,
  );
}

/** What an activity of a client may say. */
interface Sent {
  readonly type?: string;
  readonly name?: string | null | undefined;
  readonly entities?: readonly unknown[] | null | undefined;
  readonly replyToId?: string | null | undefined;
  readonly value?: unknown;
}

/** The thumb that an activity says was clicked, if it says so. */
export function readVote({ type, name, entities, replyToId, value }: Sent): Vote | undefined {
  if (type === 'event' && name === 'webchat:activity-status/feedback')
    return entities?.map((entity) => action.safeParse(entity).data).find(Boolean);
  const reaction = type === 'invoke' && name === 'message/submitAction' ? readReaction(value) : undefined;
  return reaction && replyToId ? { ...reaction, message: replyToId } : undefined;
}

/** What Web Chat 4.18 sends on a click. */
const action = z
  .object({ '@type': z.enum(['LikeAction', 'DislikeAction']), object: z.object({ identifier: z.string() }) })
  .transform(({ '@type': type, object }): Vote => {
    return { vote: type === 'LikeAction' ? 'up' : 'down', message: object.identifier };
  });

function thumb(type: string): Entity {
  return { type: `https://schema.org/${type}`, '@type': type, actionStatus: 'PotentialActionStatus' };
}

const naming = (action: Entity, message: string) => ({
  ...action,
  object: { '@type': 'Message', identifier: message },
});
