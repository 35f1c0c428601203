import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { Understood } from '../knowledge/index.ts';
import { composeAs } from './compose.ts';
import { type Host, TurnDialog } from './turn-dialog.ts';

/** Has deleted what is kept of a user, then says so. Remembers nothing, not even that. */
export class ForgetDialog extends TurnDialog {
  readonly #forget: (context: TurnContext) => Promise<void>;

  constructor(host: Host, forget: (context: TurnContext) => Promise<void>) {
    super('forget', host);
    this.#forget = forget;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    await this.#forget(dialogs.context);
    await this.host.say(dialogs.context, composeAs('forget', understood as Understood, this.host.kit));
    return dialogs.endDialog();
  }
}
