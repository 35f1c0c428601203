import { type Activity, ActivityTypes, type Storage, type TurnContext } from 'botbuilder-core';
import { Conversation, type ConversationParts, type Heard } from '../dialogs/index.ts';
import { type Bot, TOO_LONG } from './channels/channel.ts';
import { requireStored, TurnState } from './turn-state.ts';

export interface BotOptions extends Omit<ConversationParts, 'beforeActing'> {
  readonly states: Storage;
}

export function createBot({ states, ...parts }: BotOptions): Bot {
  const state = new TurnState(states);
  const conversation = new Conversation(state, { ...parts, beforeActing: requireStored });
  return {
    isPrompt: true,
    async run(context) {
      const { type } = context.activity;
      if (type === ActivityTypes.ConversationUpdate && someoneJoined(context)) await conversation.welcome(context);
      else if (type === ActivityTypes.Message) await conversation.turn(context, heard(context));
      else if (isTooLong(context.activity)) await conversation.tooLong(context, context.activity.value);
      else return;
      await state.saveChanges(context);
    },
  };
}

const isTooLong = ({ type, name, value }: Activity) =>
  type === ActivityTypes.Event && name === TOO_LONG && typeof value === 'number';

function heard({ activity }: TurnContext): Heard {
  const choice = chosenId(activity.value);
  return { text: activity.text ?? '', ...(choice && { choice }) };
}

/** The id of a tapped choice, as every channel sends it back: `{ choice: id }`. */
function chosenId(value: unknown): string | undefined {
  const choice = typeof value === 'object' && value !== null && 'choice' in value ? value.choice : undefined;
  return typeof choice === 'string' ? choice : undefined;
}

function someoneJoined({ activity }: TurnContext): boolean {
  return (activity.membersAdded ?? []).some((member) => member.id !== activity.recipient.id);
}
