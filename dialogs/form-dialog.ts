import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { Understood } from '../knowledge/index.ts';
import {
  askField,
  composeOutcome,
  type FormState,
  type Outcome,
  readFormId,
  type Submission,
  type Taken,
  takeAction,
  takeAnswer,
} from './form/form.ts';
import { isPhrasing } from './heard.ts';
import { withNothingOpen } from './memory.ts';
import { type Host, joined, type Speaker, TurnDialog } from './turn-dialog.ts';

/** Stores what a student leaves for a person, to be passed on; resolves to what became of it so far. */
export type Submit = (speaker: Speaker, submission: Submission) => Promise<Outcome>;

/** The same, for the speaker of the turn. */
type SubmitInTurn = (context: TurnContext, submission: Submission) => Promise<Outcome>;

/** Asks for the fields of the form one by one, and passes on what is sent in the end. */
export class FormDialog extends TurnDialog {
  readonly #submit: SubmitInTurn;

  constructor(host: Host, submit: SubmitInTurn) {
    super('form', host);
    this.#submit = submit;
  }

  override beginDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const action = readFormId(this.turnOf(dialogs).heard.choice ?? '') ?? 'start';
    return this.#go(dialogs, takeAction(undefined, action, this.host.kit));
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { heard, understood } = this.turnOf(dialogs);
    const { context } = dialogs;
    const { form } = await this.host.recall(context);
    const action = readFormId(heard.choice ?? '');
    if (form && action) return this.#go(dialogs, takeAction(form, action, this.host.kit));
    if (!form || isLeaving(heard.text, understood)) return this.#leave(dialogs, understood);
    if (heard.choice || isAside(heard.text, understood, form)) return this.#answer(context, understood, form);
    return this.#go(dialogs, takeAnswer(form, heard.text, this.host.kit));
  }

  /** Says what came of a message, and sends what was to be sent first. */
  async #go(dialogs: DialogContext, taken: Taken): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const { kit } = this.host;
    const reply =
      taken.done === 'sent' ? composeOutcome(await this.#submit(context, taken.submission), kit) : taken.reply;
    await this.host.say(context, reply);
    const memory = withNothingOpen(await this.host.recall(context));
    await this.host.remember(context, {
      ...memory,
      decided: 'form',
      misses: 0,
      ...(taken.state && { form: taken.state }),
    });
    return taken.state ? Dialog.EndOfTurn : dialogs.endDialog();
  }

  /** Answers in between, and asks again. */
  async #answer(context: TurnContext, understood: Understood, form: FormState): Promise<DialogTurnResult> {
    const decision = this.host.next(understood, await this.host.recall(context));
    const question = askField(form, this.host.kit);
    await this.host.reply(context, decision, understood, (reply) => joined(reply, question));
    return Dialog.EndOfTurn;
  }

  async #leave(dialogs: DialogContext, understood: Understood): Promise<DialogTurnResult> {
    const memory = withNothingOpen(await this.host.recall(dialogs.context));
    await this.host.remember(dialogs.context, memory);
    return dialogs.replaceDialog(this.host.next(understood, memory), understood);
  }
}

/**
 * Whether a message leaves the form: in a crisis however it is put; otherwise only in so many words, since any others
 * may be an answer.
 */
const isLeaving = (text: string, { smalltalk }: Understood) =>
  smalltalk?.always ||
  ((smalltalk?.does === 'start-over' || smalltalk?.does === 'forget') && isPhrasing(text, smalltalk));

/** Whether nobody is called so: a call for help, or for a person, instead of a name or an address. */
const isAside = (text: string, { smalltalk }: Understood, { asking }: FormState) =>
  (asking === 'name' || asking === 'contact') &&
  (smalltalk?.does === 'help' || smalltalk?.kind === 'handoff') &&
  isPhrasing(text, smalltalk);
