import { ActivityTypes, ConversationState, type Storage, type TurnContext } from 'botbuilder';
import { Conversation, type Kit, readAskId, type Say, understoodFrom } from '../dialogs/index.ts';
import type { Understand } from '../knowledge/index.ts';
import type { Bot } from './channels/channel.ts';

export interface BotOptions {
  readonly kit: Kit;
  readonly understand: Understand;
  readonly states: Storage;
  readonly say: Say;
}

export function createBot({ kit, understand, states, say }: BotOptions): Bot {
  const state = new ConversationState(states);
  const conversation = new Conversation(state, kit, say);
  return {
    async run(context) {
      const { type } = context.activity;
      if (type === ActivityTypes.ConversationUpdate && someoneJoined(context)) await conversation.welcome(context);
      else if (type === ActivityTypes.Message) await conversation.turn(context, await read(context));
      else return;
      await state.saveChanges(context);
    },
  };

  async function read(context: TurnContext) {
    const asked = readAskId(chosenId(context.activity.value) ?? '');
    if (
      asked &&
      known(asked.programs, kit.knowledge.programs) &&
      known([asked.topic ?? []].flat(), kit.knowledge.topics)
    ) {
      return understoodFrom(asked);
    }
    return understand(context.activity.text ?? '', await conversation.talk(context));
  }
}

/** The id of a tapped choice, as every channel sends it back: `{ choice: id }`. */
function chosenId(value: unknown): string | undefined {
  const choice = typeof value === 'object' && value !== null && 'choice' in value ? value.choice : undefined;
  return typeof choice === 'string' ? choice : undefined;
}

const known = (ids: readonly string[], entries: ReadonlyMap<string, unknown>) => ids.every((id) => entries.has(id));

function someoneJoined({ activity }: TurnContext): boolean {
  return (activity.membersAdded ?? []).some((member) => member.id !== activity.recipient.id);
}
