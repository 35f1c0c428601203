import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { Understood } from '../knowledge/index.ts';
import { type Adviser, beginGuide, type GuideState, readGuideId, take } from './guide/index.ts';
import { withNothingOpen } from './memory.ts';
import type { Reply } from './reply.ts';
import { type Host, joined, TurnDialog } from './turn-dialog.ts';

/** What ends the guide, rather than being answered in between; calls for a person and for help do too. */
const ENDING: readonly (string | undefined)[] = ['start-over', 'leave', 'guide', 'form', 'forget'];

/** Asks the guide's questions one by one, answers other questions in between, and ends in a recommendation. */
export class GuideDialog extends TurnDialog {
  readonly #adviser: Adviser;

  constructor(host: Host, adviser: Adviser) {
    super('guide', host);
    this.#adviser = adviser;
  }

  override async beginDialog(dialogs: DialogContext, understood?: object): Promise<DialogTurnResult> {
    const tap = readGuideId(this.turnOf(dialogs).heard.choice ?? '');
    const begun = tap && 'begin' in tap ? tap.begin : (understood as Understood).programs;
    const state = beginGuide(begun);
    return this.#ask(dialogs, tap && 'answer' in tap ? take(state, tap.answer) : state);
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { heard, understood } = this.turnOf(dialogs);
    const { context } = dialogs;
    const memory = await this.host.recall(context);
    const state = memory.guide ?? beginGuide();
    const tap = readGuideId(heard.choice ?? '');
    if (tap) return this.#ask(dialogs, 'begin' in tap ? beginGuide(tap.begin) : take(state, tap.answer));
    const { smalltalk } = understood;
    const answer = smalltalk?.always || heard.choice ? undefined : this.#adviser.read(state, heard.text);
    if (answer) return this.#ask(dialogs, take(state, answer));
    const decision = this.host.next(understood, memory);
    if (ENDING.includes(smalltalk?.does) || smalltalk?.kind === 'handoff') {
      await this.#leave(context);
      return dialogs.replaceDialog(decision, understood);
    }
    const question = this.#adviser.ask(state);
    await this.host.reply(context, decision, understood, (reply) => (question ? joined(reply, question) : reply));
    return Dialog.EndOfTurn;
  }

  /** Asks the next question; where none is left, recommends and leaves. */
  async #ask(dialogs: DialogContext, state: GuideState): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const question = this.#adviser.ask(state);
    if (question) {
      await this.host.say(context, question);
      const memory = withNothingOpen(await this.host.recall(context));
      await this.host.remember(context, { ...memory, guide: state, decided: 'guide' });
      return Dialog.EndOfTurn;
    }
    const conclusion = this.#adviser.conclude(state);
    await this.host.say(context, conclusion);
    await this.#leave(context, conclusion);
    return dialogs.endDialog();
  }

  /** What is asked next is asked of the program recommended. */
  async #leave(context: TurnContext, conclusion?: Reply): Promise<void> {
    const memory = withNothingOpen(await this.host.recall(context));
    const { programs = [] } = conclusion ?? {};
    const talk = programs.length > 0 ? { programs: programs.slice(0, 1), topics: [], together: programs } : {};
    await this.host.remember(context, { ...memory, ...talk });
  }
}
