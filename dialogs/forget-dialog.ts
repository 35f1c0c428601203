import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { NOTHING_UNDERSTOOD, type Understood } from '../knowledge/index.ts';
import { composeAs } from './compose.ts';
import { composeForgetQuestion, isYes } from './forget.ts';
import { isPhrasing } from './heard.ts';
import { withNothingOpen } from './memory.ts';
import { type Host, TurnDialog } from './turn-dialog.ts';

/**
 * Has deleted what is kept of a user, then says so, and remembers nothing, not even that. Where the wish was guessed
 * rather than said in so many words, asks first: nothing brings back what is deleted.
 */
export class ForgetDialog extends TurnDialog {
  readonly #forget: (context: TurnContext) => Promise<void>;

  constructor(host: Host, forget: (context: TurnContext) => Promise<void>) {
    super('forget', host);
    this.#forget = forget;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const { text, choice } = this.turnOf(dialogs).heard;
    const { smalltalk } = understood as Understood;
    if (choice || (smalltalk && isPhrasing(text, smalltalk))) return this.#go(dialogs, smalltalk);
    const question = composeForgetQuestion(smalltalk, this.host.kit);
    await this.host.say(context, question);
    const memory = withNothingOpen(await this.host.recall(context));
    await this.host.remember(context, { ...memory, offered: question.choices });
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { heard, understood } = this.turnOf(dialogs);
    const { context } = dialogs;
    const { kit } = this.host;
    // Who asks for it again, or names the button, means it.
    if (understood.smalltalk?.does === 'forget' || (!heard.choice && isYes(heard.text)))
      return this.#go(
        dialogs,
        kit.knowledge.smalltalk.find(({ does }) => does === 'forget'),
      );
    return dialogs.replaceDialog(this.host.next(understood, await this.host.recall(context)), understood);
  }

  async #go(dialogs: DialogContext, smalltalk: Understood['smalltalk']): Promise<DialogTurnResult> {
    await this.#forget(dialogs.context);
    const said = { ...NOTHING_UNDERSTOOD, ...(smalltalk && { smalltalk }), confidence: 1 };
    await this.host.say(dialogs.context, composeAs('forget', said, this.host.kit));
    return dialogs.endDialog();
  }
}
