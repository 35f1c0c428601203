import type { TurnContext } from 'botbuilder';
// By file: the package's index loads number and date recognisers of a dozen languages, some 45 MB, that nothing here uses.
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import type { Decision } from './compose.ts';
import type { Heard } from './heard.ts';
import type { Memory } from './memory.ts';
import type { Reply } from './reply.ts';

/** One message of a user, as it was heard and understood. */
export interface Turn {
  readonly heard: Heard;
  readonly understood: Understood;
}

/** What a dialog needs of the conversation it is part of. */
export interface Host {
  readonly kit: Kit;
  next(understood: Understood, memory: Memory): Decision;
  /** Composes and says the reply of a decision, `shown` as it is changed there, and remembers what it was about. */
  reply(
    context: TurnContext,
    decision: Decision,
    understood: Understood,
    shown?: (reply: Reply) => Reply,
  ): Promise<void>;
  /** Says a reply that was composed elsewhere. */
  say(context: TurnContext, reply: Reply): Promise<void>;
  recall(context: TurnContext): Promise<Memory>;
  remember(context: TurnContext, memory: Memory): Promise<void>;
}

/** Who speaks, and where, as a channel names them. */
export interface Speaker {
  readonly channelId: string;
  readonly conversationId: string;
  readonly userId: string;
}

export const speakerOf = ({ activity }: TurnContext): Speaker => ({
  channelId: activity.channelId,
  conversationId: activity.conversation.id,
  userId: activity.from.id,
});

const TURN = Symbol('turn');

/** Lays down what was heard and understood, for the dialogs of the turn. */
export const layDown = ({ turnState }: TurnContext, turn: Turn) => void turnState.set(TURN, turn);

/** The message of a turn as it was laid down. */
export const turnOf = ({ turnState }: TurnContext): Turn => turnState.get<Turn>(TURN) as Turn;

/** A dialog of the conversation, named for the decision that begins it. */
export abstract class TurnDialog extends Dialog {
  protected readonly host: Host;

  constructor(decision: Decision, host: Host) {
    super(decision);
    this.host = host;
  }

  protected turnOf({ context }: DialogContext): Turn {
    return turnOf(context);
  }
}

/** A reply given in between, with the question that stays open below it. */
export const joined = (reply: Reply, question: Reply): Reply => ({
  ...reply,
  blocks: [...reply.blocks, ...question.blocks],
  choices: question.choices,
});
