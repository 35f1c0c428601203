import {
  type Activity,
  ActivityTypes,
  ConversationState,
  type StoreItem,
  type StoreItems,
  type TurnContext,
} from 'botbuilder-core';

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

const UNSTORED = Symbol('unstored');

/** Has the turn end in `Unstored` before it does anything that would stand although nothing of it is stored. */
export function holdBack(context: TurnContext): void {
  context.turnState.set(UNSTORED, true);
}

/** The message of a turn must be stored before the turn goes on. */
export class Unstored extends Error {}

/** To be called before a turn does more than to speak and remember. Throws `Unstored` where it may not. */
export function requireStored(context: TurnContext): void {
  if (context.turnState.get(UNSTORED)) throw new Unstored();
}

const LOADED = Symbol('loaded');

/**
 * The SDK's conversation state, which of itself would overwrite what someone else has written meanwhile, and hash it
 * several times a turn to find out whether it changed: every turn changes it. Where several people talk, each has a state
 * of their own, so that "it" of one does not mean what another asked about.
 */
export class TurnState extends ConversationState {
  override getStorageKey(context: TurnContext): string | undefined {
    const key = super.getStorageKey(context);
    const { type, from, conversation } = context.activity;
    return key && type === ActivityTypes.Message && isGroup(conversation) ? `${key}users/${from.id}/` : key;
  }

  override get(context: TurnContext): StoreItem | undefined {
    return context.turnState.get(LOADED);
  }

  override async load(context: TurnContext, force = false): Promise<StoreItem> {
    const loaded = force ? undefined : this.get(context);
    if (loaded) return loaded;
    const key = await this.storageKey(context);
    const { [key]: state = {} } = await this.storage.read([key]);
    context.turnState.set(LOADED, state);
    return state;
  }

  /** Keeps back what was loaded, or writes it over whatever stands. */
  override async saveChanges(context: TurnContext): Promise<void> {
    const state = this.get(context);
    if (!state) return;
    const key = await this.storageKey(context);
    const kept: StoreItems | undefined = context.turnState.get(KEPT);
    if (kept) kept[key] = state;
    else await this.storage.write({ [key]: { ...state, eTag: '*' } });
  }

  override async clear(context: TurnContext): Promise<void> {
    context.turnState.set(LOADED, {});
  }

  override async delete(context: TurnContext): Promise<void> {
    context.turnState.delete(LOADED);
    await this.storage.delete([await this.storageKey(context)]);
  }
}

/** Teams says which kind of conversation it is, other channels only whether several people are in it. */
const isGroup = ({ isGroup, conversationType }: Activity['conversation']) =>
  isGroup === true || conversationType === 'channel' || conversationType === 'groupChat';
