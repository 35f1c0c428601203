import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
// By file: the package's index loads number and date recognisers of a dozen languages, some 45 MB, that nothing here uses.
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Understand, Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { composeAs, DECISIONS, type Decision, decide } from './compose.ts';
import { type Adviser, beginGuide, createAdviser, type GuideState, readGuideId, take } from './guide/index.ts';
import { type Heard, understandHeard } from './heard.ts';
import { after, type Memory, NEW, remembered } from './memory.ts';
import { offeringPerson } from './refusal.ts';
import type { Reply } from './reply.ts';
import { settle } from './settle.ts';
import { composeWelcome } from './small-talk.ts';

/** Hands a reply to the channel the turn came from. */
export type Say = (context: TurnContext, reply: Reply) => Promise<void>;

export interface ConversationParts {
  readonly kit: Kit;
  readonly understand: Understand;
  readonly say: Say;
}

/** One message of a user, as it was heard and understood. */
interface Turn {
  readonly heard: Heard;
  readonly understood: Understood;
}

const TURN = Symbol('turn');

/** The bot's conversation: what was talked of, and the dialog that each kind of turn begins. */
export class Conversation {
  readonly #memory: StatePropertyAccessor<Memory>;
  readonly #dialogs: DialogSet;
  readonly #parts: ConversationParts;

  constructor(state: ConversationState, parts: ConversationParts) {
    this.#memory = state.createProperty<Memory>('talk');
    this.#dialogs = new DialogSet(state.createProperty('dialogs'));
    this.#parts = parts;
    const adviser = createAdviser(parts.kit);
    for (const id of DECISIONS) {
      if (id === 'clarification') this.#dialogs.add(new AskingDialog(id, this));
      else if (id === 'guide' && adviser) this.#dialogs.add(new GuideDialog(id, this, adviser));
      else this.#dialogs.add(new ReplyDialog(id, this));
    }
  }

  /** Greets a user, once in a conversation. */
  async welcome(context: TurnContext): Promise<void> {
    const memory = await this.recall(context);
    if (memory.welcomed) return;
    await this.#parts.say(context, composeWelcome(this.#parts.kit));
    await this.remember(context, { ...memory, welcomed: true });
  }

  /** Answers what was heard: goes on with a dialog that waits for an answer, or begins the one decided on. */
  async turn(context: TurnContext, heard: Heard): Promise<void> {
    const { kit, understand } = this.#parts;
    const memory = await this.recall(context);
    const understood = settle(understandHeard(heard, memory, { kit, understand }), kit);
    context.turnState.set(TURN, { heard, understood } satisfies Turn);
    const dialogs = await this.#dialogs.createContext(context);
    if (readGuideId(heard.choice ?? '') && !memory.guide) {
      await dialogs.cancelAllDialogs();
      await dialogs.beginDialog('guide', understood);
      return;
    }
    const { status } = await dialogs.continueDialog();
    if (status === 'empty') await dialogs.beginDialog(this.next(understood, memory), understood);
  }

  next(understood: Understood, memory: Memory): Decision {
    return decide(understood, this.#parts.kit, memory.decided);
  }

  /** Composes and says the reply of a dialog, and remembers what it was about. */
  async reply(
    context: TurnContext,
    decision: Decision,
    understood: Understood,
    shown = (reply: Reply) => reply,
  ): Promise<void> {
    const { kit, say } = this.#parts;
    const memory = await this.recall(context);
    const reply = composeAs(decision, understood, kit, memory.told);
    const isMissed = decision === 'not-covered' && memory.misses > 0;
    await say(context, shown(isMissed ? offeringPerson(reply, kit) : reply));
    await this.remember(context, after(memory, decision, understood, reply));
  }

  /** Says a reply that was composed elsewhere. */
  say(context: TurnContext, reply: Reply): Promise<void> {
    return this.#parts.say(context, reply);
  }

  async recall(context: TurnContext): Promise<Memory> {
    return remembered(await this.#memory.get(context, NEW), timeOf(context));
  }

  async remember(context: TurnContext, memory: Memory): Promise<void> {
    await this.#memory.set(context, { ...memory, at: timeOf(context) });
  }
}

/** When a message was sent, as its channel says; never of our own clock. */
const timeOf = ({ activity }: TurnContext) => new Date(activity.timestamp ?? 0).getTime();

const turnOf = ({ context }: DialogContext) => context.turnState.get<Turn>(TURN) as Turn;

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
    await this.#conversation.reply(dialogs.context, this.#decision, understood as Understood);
    return dialogs.endDialog();
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
    const { understood } = turnOf(dialogs);
    const memory = await this.#conversation.recall(dialogs.context);
    return dialogs.replaceDialog(this.#conversation.next(understood, memory), understood);
  }
}

/** A reply given in between, with the question that stays open below it. */
const joined = (reply: Reply, question: Reply): Reply => ({
  ...reply,
  blocks: [...reply.blocks, ...question.blocks],
  choices: question.choices,
});

/** What ends the guide, rather than being answered in between. */
const ENDING: readonly (string | undefined)[] = ['start-over', 'guide'];

/** Asks the guide's questions one by one, answers other questions in between, and ends in a recommendation. */
class GuideDialog extends Dialog {
  readonly #conversation: Conversation;
  readonly #adviser: Adviser;

  constructor(decision: Decision, conversation: Conversation, adviser: Adviser) {
    super(decision);
    this.#conversation = conversation;
    this.#adviser = adviser;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    const tap = readGuideId(turnOf(dialogs).heard.choice ?? '');
    const begun = tap && 'begin' in tap ? tap.begin : (understood as Understood).programs;
    const state = beginGuide(begun);
    return this.#ask(dialogs, tap && 'answer' in tap ? take(state, tap.answer) : state);
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { heard, understood } = turnOf(dialogs);
    const { context } = dialogs;
    const memory = await this.#conversation.recall(context);
    const state = memory.guide ?? beginGuide();
    const tap = readGuideId(heard.choice ?? '');
    if (tap) return this.#ask(dialogs, 'begin' in tap ? beginGuide(tap.begin) : take(state, tap.answer));
    const { smalltalk } = understood;
    const answer = smalltalk?.always || heard.choice ? undefined : this.#adviser.read(state, heard.text);
    if (answer) return this.#ask(dialogs, take(state, answer));
    const decision = this.#conversation.next(understood, memory);
    if (ENDING.includes(smalltalk?.does) || smalltalk?.kind === 'handoff') {
      await this.#leave(context);
      return dialogs.replaceDialog(decision, understood);
    }
    const question = this.#adviser.ask(state);
    await this.#conversation.reply(context, decision, understood, (reply) =>
      question ? joined(reply, question) : reply,
    );
    return Dialog.EndOfTurn;
  }

  /** Asks the next question; where none is left, recommends and leaves. */
  async #ask(dialogs: DialogContext, state: GuideState): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const question = this.#adviser.ask(state);
    const memory = await this.#conversation.recall(context);
    if (question) {
      await this.#conversation.say(context, question);
      await this.#conversation.remember(context, { ...memory, guide: state, decided: 'guide' });
      return Dialog.EndOfTurn;
    }
    const conclusion = this.#adviser.conclude(state);
    await this.#conversation.say(context, conclusion);
    await this.#leave(context, conclusion);
    return dialogs.endDialog();
  }

  /** What is asked next is asked of the program recommended. */
  async #leave(context: TurnContext, conclusion?: Reply): Promise<void> {
    const { guide: _, ...memory } = await this.#conversation.recall(context);
    const { programs = [] } = conclusion ?? {};
    const talk = programs.length > 0 ? { programs: programs.slice(0, 1), topics: [], together: programs } : {};
    await this.#conversation.remember(context, { ...memory, ...talk });
  }
}
