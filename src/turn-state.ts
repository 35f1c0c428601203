import { type Activity, ActivityTypes, ConversationState, type StoreItems, type TurnContext } from 'botbuilder';

const KEPT = Symbol('kept back');

/**
 * Has what the turn changes of the conversation's state kept back in the object returned, so that it can be stored
 * together with the rest of what came of the turn. To be called before the bot runs.
 */
export function keepBack(context: TurnContext): StoreItems {
  const kept: StoreItems = {};
  context.turnState.set(KEPT, kept);
  return kept;
}

/**
 * The SDK's conversation state, which of itself would overwrite what someone else has written meanwhile. Where several
 * people talk, each has a state of their own, so that "it" of one does not mean what another asked about.
 */
export class TurnState extends ConversationState {
  override getStorageKey(context: TurnContext): string | undefined {
    const key = super.getStorageKey(context);
    const { type, from, conversation } = context.activity;
    return key && type === ActivityTypes.Message && isGroup(conversation) ? `${key}users/${from.id}/` : key;
  }

  override async saveChanges(context: TurnContext, force = false): Promise<void> {
    const kept: StoreItems | undefined = context.turnState.get(KEPT);
    if (!kept) return super.saveChanges(context, force);
    const state = this.get(context);
    const key = this.getStorageKey(context);
    if (key && state) kept[key] = state;
  }
}

/** Teams says which kind of conversation it is, other channels only whether several people are in it. */
const isGroup = ({ isGroup, conversationType }: Activity['conversation']) =>
  isGroup === true || conversationType === 'channel' || conversationType === 'groupChat';
