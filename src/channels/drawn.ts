import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../../dialogs/reply.ts';

/** Draws a reply for the turn it is said in. */
export type Draw = (reply: Reply, context: TurnContext) => readonly Partial<Activity>[];

/**
 * Draws each reply once for each form that turns want it in, and gives what was drawn again, frozen, for as long as the
 * reply itself is kept.
 */
export function drawOnce(draw: Draw, formOf: (context: TurnContext) => string): Draw {
  const drawn = new WeakMap<Reply, Map<string, readonly Partial<Activity>[]>>();
  return (reply, context) => {
    const forms = drawn.get(reply) ?? new Map<string, readonly Partial<Activity>[]>();
    drawn.set(reply, forms);
    const form = formOf(context);
    const activities = forms.get(form) ?? frozen(compact(draw(reply, context)));
    forms.set(form, activities);
    return activities;
  };
}

/**
 * What was cut out of a text with a letter beyond Latin takes two bytes for each of its own, and has all that it is put into
 * do so, too. Parsed anew, it takes one.
 */
const compact = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
