import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../../../dialogs/reply.ts';
import { choiceAction, replyCard } from './card.ts';
import { drawForTeams } from './draw.ts';

const IN_PLACE = Symbol('in place');

/** Has what a turn answers drawn as a card that takes the place of the one that was tapped. */
export const drawInPlace = (context: TurnContext) => void context.turnState.set(IN_PLACE, true);

/** What `drawForTurn` depends on besides the reply and the origin. */
export const formOf = ({ turnState, activity }: TurnContext) =>
  turnState.get(IN_PLACE) ? 'in place' : activity.conversation.isGroup ? 'group' : 'personal';

/** Draws a reply for the turn it is said in. @param origin where browsers reach the service. */
export function drawForTurn(reply: Reply, context: TurnContext, origin: string): Partial<Activity>[] {
  const form = formOf(context);
  if (form !== 'in place') return drawForTeams(reply, { origin, isPersonal: form === 'personal' });
  return [{ type: 'message', attachments: [replyCard(reply, reply.choices.map(choiceAction), { origin })] }];
}
