import type { ConversationState, StatePropertyAccessor, TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { NOTHING_UNDERSTOOD, type Understand, type Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { type ComposeAs, composeAs, DECISIONS, type Decision, decide } from './compose.ts';
import { ForgetDialog } from './forget-dialog.ts';
import { composeTooLong, readFormId } from './form/form.ts';
import { FormDialog, type Submit } from './form-dialog.ts';
import { type Adviser, createAdviser, type Recommendation, readGuideId } from './guide/index.ts';
import { GuideDialog } from './guide-dialog.ts';
import { type Heard, recognised, understandHeard } from './heard.ts';
import { after, type Memory, NEW, remembered } from './memory.ts';
import { recommended } from './recommend.ts';
import { offeringPerson } from './refusal.ts';
import type { Reply } from './reply.ts';
import { settle } from './settle.ts';
import { composeWelcome } from './small-talk.ts';
import { type Host, layDown, type Speaker, speakerOf, TurnDialog, turnOf } from './turn-dialog.ts';

/** Hands a reply to the channel the turn came from. */
export type Say = (context: TurnContext, reply: Reply) => Promise<void>;

export interface ConversationParts {
  readonly kit: Kit;
  readonly understand: Understand;
  /** Composes from the kit; by itself if left out. */
  readonly compose?: ComposeAs;
  readonly say: Say;
  /** Does a piece of the work on a turn, and takes down what it takes. */
  readonly watch?: (<T>(context: TurnContext, name: string, work: () => T) => T) | undefined;
  /** Without it there is no form, and who asks for it is told whom to ask. */
  readonly submit?: Submit | undefined;
  /** Told before a turn submits or forgets anything; what it throws ends the turn. */
  readonly beforeActing?: ((context: TurnContext) => void) | undefined;
  /** Deletes what is kept of a user besides the conversation's state. */
  readonly forget?: ((speaker: Speaker) => Promise<void>) | undefined;
}

/** The bot's conversation: what was talked of, and the dialog that each kind of turn begins. */
export class Conversation implements Host {
  readonly kit: Kit;
  readonly #parts: ConversationParts;
  readonly #compose: ComposeAs;
  readonly #state: ConversationState;
  readonly #memory: StatePropertyAccessor<Memory>;
  readonly #dialogs: DialogSet;
  readonly #open: StatePropertyAccessor<Partial<DialogState>>;
  readonly #adviser: Adviser | undefined;

  constructor(state: ConversationState, parts: ConversationParts) {
    this.kit = parts.kit;
    this.#parts = parts;
    this.#compose = parts.compose ?? ((decision, understood, told) => composeAs(decision, understood, parts.kit, told));
    this.#state = state;
    this.#memory = state.createProperty<Memory>('talk');
    this.#open = state.createProperty('dialogs');
    this.#dialogs = new DialogSet(this.#open as StatePropertyAccessor<DialogState>);
    this.#adviser = createAdviser(parts.kit);
    for (const id of DECISIONS) this.#dialogs.add(this.#dialogFor(id, this.#adviser));
  }

  /** Greets a user, once in a conversation. */
  async welcome(context: TurnContext): Promise<void> {
    const memory = await this.recall(context);
    if (memory.welcomed) return;
    await this.say(context, composeWelcome(this.kit));
    await this.remember(context, { ...memory, welcomed: true });
  }

  /** Answers what was heard: goes on with a dialog that waits for an answer, or begins the one decided on. */
  async turn(context: TurnContext, given: Heard): Promise<void> {
    const memory = await this.recall(context);
    const heard = recognised(given, this.#parts);
    const understand = () => settle(understandHeard(heard, memory, this.#parts), this.kit);
    const understood = this.#parts.watch?.(context, 'understand', understand) ?? understand();
    layDown(context, { heard, understood });
    const tapped = this.#begunBy(heard, understood, memory);
    const decision = this.next(understood, memory);
    // A dialog that waits for nothing needs none of what the SDK sets up to go on with one.
    if (!tapped && !(await this.#isOpen(context)) && this.#dialogs.find(decision) instanceof ReplyDialog)
      return this.reply(context, decision, understood);
    const dialogs = await this.#dialogs.createContext(context);
    if (tapped) {
      await dialogs.cancelAllDialogs();
      await dialogs.beginDialog(tapped, understood);
      return;
    }
    const { status } = await dialogs.continueDialog();
    if (status === 'empty') await dialogs.beginDialog(decision, understood);
  }

  /** Answers a message that the channel had to refuse, being longer than `most` characters; nothing that is open is lost. */
  async tooLong(context: TurnContext, most: number): Promise<void> {
    const { form } = await this.recall(context);
    await this.say(context, composeTooLong(most, form, this.kit));
  }

  next(understood: Understood, memory: Memory): Decision {
    const decision = decide(understood, this.kit, memory.decided);
    return this.#wantsGuide(understood, decision) ? 'guide' : decision;
  }

  /** Whether a message asks for help with a choice among the programs it names, or which to choose of all there are. */
  #wantsGuide({ undecided, topics, carried, programs }: Understood, decision: Decision): boolean {
    if (this.#adviser?.topic === undefined || topics[0]?.id !== this.#adviser.topic || carried.topics) return false;
    if (decision === 'comparison') return undecided;
    return programs.length === 0 && (decision === 'faq' || decision === 'clarification');
  }

  async reply(
    context: TurnContext,
    decision: Decision,
    understood: Understood,
    shown = (reply: Reply) => reply,
  ): Promise<void> {
    const memory = await this.recall(context);
    const { heard } = turnOf(context);
    const advice =
      memory.guide || heard.choice ? undefined : recommended(heard.text, decision, understood, this.#adviser, memory);
    if (advice) return this.#recommend(context, advice, memory, shown);
    const reply = this.#compose(decision, understood, memory.told);
    const isMissed = decision === 'not-covered' && memory.misses > 0;
    await this.say(context, shown(isMissed ? offeringPerson(reply, this.kit) : reply));
    await this.remember(context, after(memory, decision, understood, reply));
  }

  /** What is asked next is asked of the program recommended; of all, where several fit as well. */
  async #recommend(
    context: TurnContext,
    { reply: advice, best, state: advised }: Recommendation,
    memory: Memory,
    shown: (reply: Reply) => Reply,
  ): Promise<void> {
    await this.say(context, shown(advice));
    const topics = advice.topics.map((id) => ({ id, aspects: [], score: 1, reasons: [] }));
    const next = after(memory, 'comparison', { ...NOTHING_UNDERSTOOD, topics }, advice);
    const programs = best.length > 0 ? best : advice.programs;
    await this.remember(context, {
      ...next,
      ...{ programs, advised },
      ...(next.told && { told: { ...next.told, programs } }),
    });
  }

  say(context: TurnContext, reply: Reply): Promise<void> {
    return this.#parts.say(context, reply);
  }

  async recall(context: TurnContext): Promise<Memory> {
    return remembered(await this.#memory.get(context, NEW), timeOf(context));
  }

  async remember(context: TurnContext, memory: Memory): Promise<void> {
    await this.#memory.set(context, { ...memory, at: timeOf(context) });
  }

  #dialogFor(decision: Decision, adviser: Adviser | undefined): Dialog {
    const { submit } = this.#parts;
    if (decision === 'clarification') return new AskingDialog(decision, this);
    if (decision === 'guide' && adviser) return new GuideDialog(this, adviser);
    if (decision === 'form' && submit)
      return new FormDialog(this, async (context, submission) => {
        this.#parts.beforeActing?.(context);
        return submit(speakerOf(context), submission);
      });
    if (decision === 'forget') return new ForgetDialog(this, (context) => this.#forget(context));
    return new ReplyDialog(decision, this);
  }

  /** Whether a dialog waits for an answer. */
  async #isOpen(context: TurnContext): Promise<boolean> {
    const { dialogStack = [] } = await this.#open.get(context, {});
    return dialogStack.length > 0;
  }

  /**
   * The dialog that a tapped choice belongs to, where that is not open, or the guide that was left for a person; it
   * begins, whatever else is open.
   */
  #begunBy({ text, choice = '' }: Heard, { smalltalk }: Understood, memory: Memory): Decision | undefined {
    if (readGuideId(choice) && !memory.guide) return 'guide';
    // After an answer, "go on" asks for more of it.
    const asksForMore = smalltalk?.does === 'more' && memory.decided !== 'form' && memory.decided !== 'smalltalk';
    if (memory.paused && !memory.form && !asksForMore && this.#adviser?.resumes(text)) return 'guide';
    return readFormId(choice) && !memory.form && this.#parts.submit ? 'form' : undefined;
  }

  async #forget(context: TurnContext): Promise<void> {
    this.#parts.beforeActing?.(context);
    await this.#parts.forget?.(speakerOf(context));
    await this.#state.delete(context);
  }
}

/** When a message was sent, as its channel says; never of our own clock. */
const timeOf = ({ activity }: TurnContext) => new Date(activity.timestamp ?? 0).getTime();

/** Says one reply and is done. */
class ReplyDialog extends TurnDialog {
  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    await this.host.reply(dialogs.context, this.id as Decision, understood as Understood);
    return dialogs.endDialog();
  }
}

/** Asks back and waits. The next message is read with the question in mind, so whatever it is decides what follows. */
class AskingDialog extends TurnDialog {
  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    await this.host.reply(dialogs.context, 'clarification', understood as Understood);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { understood } = this.turnOf(dialogs);
    const memory = await this.host.recall(dialogs.context);
    return dialogs.replaceDialog(this.host.next(understood, memory), understood);
  }
}
