import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import type { Understood } from '../knowledge/index.ts';
import type { Decision } from './compose.ts';
import { type Adviser, beginGuide, type GuideAnswer, type GuideState, readGuideId, take } from './guide/index.ts';
import { withNothingOpen } from './memory.ts';
import type { Reply } from './reply.ts';
import { type Host, joined, TurnDialog } from './turn-dialog.ts';

/** What ends the guide, rather than being answered in between; calls for a person and for help do too. */
const ENDING: readonly (string | undefined)[] = ['start-over', 'leave', 'form', 'forget'];

/** After so many questions in a row asked in between, the open one waits until it is asked for: nobody is pressed. */
const MOST_ASIDES = 3;

/** Asks for the result: "so which one then?" */
const WHICH = /\b(?:which|what should|recommend|result|best)\b/i;

/** Asks the guide's questions one by one, answers other questions in between, and ends in a recommendation. */
export class GuideDialog extends TurnDialog {
  readonly #adviser: Adviser;

  constructor(host: Host, adviser: Adviser) {
    super('guide', host);
    this.#adviser = adviser;
  }

  override async beginDialog(dialogs: DialogContext, begun?: object): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const understood = begun as Understood;
    const { heard } = this.turnOf(dialogs);
    const tap = readGuideId(heard.choice ?? '');
    if (tap && 'begin' in tap) return this.#ask(dialogs, beginGuide(tap.begin));
    if (tap) return this.#ask(dialogs, take(beginGuide(), tap.answer));
    const { programs: talkedOf, paused } = await this.host.recall(context);
    if (paused && this.#adviser.resumes(heard.text)) return this.#ask(dialogs, paused);
    const programs = understood.programs.length > 1 ? understood.programs : talkedOf.length > 1 ? talkedOf : [];
    const wishes = this.#adviser.wishes(heard.text);
    const state = wishes.reduce(take, beginGuide(programs));
    const isOpen = understood.undecided && understood.programs.length === 0;
    if (isOpen || understood.topics.length === 0) return this.#ask(dialogs, state, wishes);
    // Who asks which to choose is told first what suits whom; who says by what, at once which that is.
    if (understood.programs.length > 1) return this.#answer(dialogs, 'comparison', understood, state, wishes);
    if (wishes.length === 0) return this.#answer(dialogs, 'faq', understood, state);
    await this.host.reply(context, 'faq', understood);
    return dialogs.endDialog();
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const { heard, understood } = this.turnOf(dialogs);
    const { context } = dialogs;
    const memory = await this.host.recall(context);
    const state = memory.guide ?? beginGuide();
    const tap = readGuideId(heard.choice ?? '');
    if (tap) return this.#ask(dialogs, 'begin' in tap ? beginGuide(tap.begin) : take(state, tap.answer));
    const { smalltalk } = understood;
    const isTalk = !smalltalk?.always && !heard.choice;
    const answer = isTalk ? this.#adviser.read(state, heard.text) : undefined;
    const goesOn = answer !== undefined || this.#adviser.resumes(heard.text);
    const isEnding = !goesOn && (ENDING.includes(smalltalk?.does) || smalltalk?.kind === 'handoff');
    const answers = isTalk && !isEnding ? this.#answersIn(heard.text, understood, state, answer) : undefined;
    if (answers) return this.#ask(dialogs, answers.reduce(take, state), answers);
    const decision = this.host.next(understood, memory);
    if (isEnding) await this.#leave(context, { paused: state });
    return isEnding || decision === 'guide'
      ? dialogs.replaceDialog(decision, understood)
      : this.#answer(dialogs, decision, understood, state);
  }

  /** What a text answers, be it the open question or another one; `undefined` where it is about something else. */
  #answersIn(
    text: string,
    understood: Understood,
    state: GuideState,
    answer: GuideAnswer | undefined,
  ): readonly GuideAnswer[] | undefined {
    const stated = this.#adviser.statedWishes(text);
    // A number answers the open question alone.
    if (answer) return [answer, ...stated.filter(({ question }) => question !== answer.question && !/\d/.test(text))];
    const isAsked = understood.programs.length === 0 || understood.carried.programs;
    if (isAsked && understood.topics[0]?.id === this.#adviser.topic && WHICH.test(text)) {
      const wishes = this.#adviser.wishes(text);
      const enough = this.#adviser.enough(wishes.reduce(take, state));
      return enough && [...wishes, enough];
    }
    const resumes = understood.smalltalk?.does === 'guide' || this.#adviser.resumes(text);
    return stated.length > 0 || resumes ? stated : undefined;
  }

  /** Answers in between, and asks the open question again. */
  async #answer(
    dialogs: DialogContext,
    decision: Decision,
    understood: Understood,
    state: GuideState,
    wishes: readonly GuideAnswer[] = [],
  ): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const { asides = 0 } = await this.host.recall(context);
    const question = asides < MOST_ASIDES ? this.#adviser.ask(state, wishes) : undefined;
    await this.host.reply(context, decision, understood, (reply) => (question ? joined(reply, question) : reply));
    await this.host.remember(context, { ...(await this.host.recall(context)), guide: state, asides: asides + 1 });
    return Dialog.EndOfTurn;
  }

  /** Asks the next question; where none is left, recommends and leaves. */
  async #ask(
    dialogs: DialogContext,
    state: GuideState,
    understood: readonly GuideAnswer[] = [],
  ): Promise<DialogTurnResult> {
    const { context } = dialogs;
    const question = this.#adviser.ask(state, understood);
    if (question) {
      await this.host.say(context, question);
      const { paused: _, ...memory } = withNothingOpen(await this.host.recall(context));
      await this.host.remember(context, { ...memory, guide: state, decided: 'guide' });
      return Dialog.EndOfTurn;
    }
    const conclusion = this.#adviser.conclude(state);
    await this.host.say(context, conclusion);
    await this.#leave(context, { conclusion });
    return dialogs.endDialog();
  }

  /** What is asked next is asked of the program recommended. */
  async #leave(
    context: TurnContext,
    { conclusion, paused }: { conclusion?: Reply; paused?: GuideState },
  ): Promise<void> {
    const { paused: _, ...memory } = withNothingOpen(await this.host.recall(context));
    const { programs = [] } = conclusion ?? {};
    const talk = programs.length > 0 ? { programs: programs.slice(0, 1), topics: [], together: programs } : {};
    await this.host.remember(context, { ...memory, ...talk, ...(paused && { paused }) });
  }
}
