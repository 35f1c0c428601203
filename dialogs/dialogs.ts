import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
// By file: the package's index loads number and date recognisers of a dozen languages, some 45 MB, that nothing here uses.
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { NO_TALK, type Talk, type Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { composeAs, DECISIONS, type Decision, decide } from './compose.ts';
import type { Reply } from './reply.ts';
import { settle } from './settle.ts';
import { composeWelcome } from './small-talk.ts';

/** Hands a reply to the channel the turn came from. */
export type Say = (context: TurnContext, reply: Reply) => Promise<void>;

interface Memory extends Talk {
  readonly welcomed: boolean;
}

const NEW: Memory = { ...NO_TALK, welcomed: false };

/** The bot's conversation: what was talked of, and the dialog that each kind of turn begins. */
export class Conversation {
  readonly #memory: StatePropertyAccessor<Memory>;
  readonly #dialogs: DialogSet;
  readonly #kit: Kit;
  readonly #say: Say;

  constructor(state: ConversationState, kit: Kit, say: Say) {
    this.#memory = state.createProperty<Memory>('talk');
    this.#dialogs = new DialogSet(state.createProperty('dialogs'));
    this.#kit = kit;
    this.#say = say;
    for (const id of DECISIONS)
      this.#dialogs.add(id === 'clarification' ? new AskingDialog(id, this) : new ReplyDialog(id, this));
  }

  talk(context: TurnContext): Promise<Talk> {
    return this.#memory.get(context, NEW);
  }

  /** Greets a user, once in a conversation. */
  async welcome(context: TurnContext): Promise<void> {
    const memory = await this.#memory.get(context, NEW);
    if (memory.welcomed) return;
    await this.#say(context, composeWelcome(this.#kit));
    await this.#memory.set(context, { ...memory, welcomed: true });
  }

  /** Answers what was understood: goes on with a dialog that waits for an answer, or begins the one decided on. */
  async turn(context: TurnContext, read: Understood): Promise<void> {
    const understood = settle(read, this.#kit);
    context.turnState.set(UNDERSTOOD, understood);
    const dialogs = await this.#dialogs.createContext(context);
    const { status } = await dialogs.continueDialog();
    if (status === 'empty') await dialogs.beginDialog(this.next(understood), understood);
  }

  next(understood: Understood): Decision {
    return decide(understood, this.#kit);
  }

  /** Composes and says the reply of a dialog, and remembers what it was about. */
  async reply(context: TurnContext, decision: Decision, understood: Understood): Promise<Reply> {
    const reply = composeAs(decision, understood, this.#kit);
    await this.#say(context, reply);
    const memory = await this.#memory.get(context, NEW);
    await this.#memory.set(context, { ...memory, ...(decision === 'start-over' ? NO_TALK : talkAfter(reply, memory)) });
    return reply;
  }
}

const UNDERSTOOD = Symbol('understood');

/** What stays in mind after a reply: what it named, and beside that what was in mind before. */
function talkAfter({ programs, topics }: Reply, before: Talk): Talk {
  return {
    programs: programs.length > 0 ? programs : before.programs,
    topics: topics.length > 0 ? topics : before.topics,
  };
}

/** Says one reply and is done. */
class ReplyDialog extends Dialog {
  readonly #conversation: Conversation;
  readonly #decision: Decision;

  constructor(decision: Decision, conversation: Conversation) {
    super(decision);
    this.#decision = decision;
    this.#conversation = conversation;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    const reply = await this.#conversation.reply(dialogs.context, this.#decision, understood as Understood);
    return dialogs.endDialog(reply.kind);
  }
}

/** Asks back and waits. The next message is read with the question in mind, so whatever it is decides what follows. */
class AskingDialog extends Dialog {
  readonly #conversation: Conversation;

  constructor(decision: Decision, conversation: Conversation) {
    super(decision);
    this.#conversation = conversation;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    await this.#conversation.reply(dialogs.context, 'clarification', understood as Understood);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const understood = dialogs.context.turnState.get<Understood>(UNDERSTOOD);
    return dialogs.replaceDialog(this.#conversation.next(understood), understood);
  }
}
