/** The form by which a student leaves a question for a person. Pure: what is sent is stored and delivered elsewhere. */
import type { Kit } from '../ask.ts';
import type { Reply } from '../reply.ts';
import { type FormAction, readAction } from './actions.ts';
import { grouped, limitOf, readField } from './fields.ts';
import { askField, composeCancelled, composeClosed, composeProblem, composeUndecided } from './prompts.ts';
import { beginForm, type FormState, fill, proceed, type Submission } from './state.ts';

export { FORM_OFFER, type FormAction, readFormId } from './actions.ts';
export { askField, composeOutcome, type Outcome } from './prompts.ts';
export { beginForm, type FormState, type Submission } from './state.ts';

/**
 * What comes of a message. An open form goes on with its `state`. One that is done has none: where it was sent, the
 * reply is `composeOutcome`'s, once it is known what became of the submission.
 */
export type Taken =
  | { readonly done?: undefined; readonly state: FormState; readonly reply: Reply }
  | { readonly done: 'cancelled'; readonly state?: undefined; readonly reply: Reply }
  | { readonly done: 'sent'; readonly state?: undefined; readonly submission: Submission };

/** Takes a message while a form is open: an answer to what it asks, or what a choice says, in words. */
export function takeAnswer(state: FormState, text: string, kit: Kit): Taken {
  const action = readAction(text, state);
  if (action) return takeAction(state, action, kit);
  if (state.asking === 'summary') return { state, reply: composeUndecided(state, kit) };
  const read = readField(state.asking, text);
  if ('problem' in read) return { state, reply: composeProblem(read.problem, state) };
  return goOn(fill(state, read.value), kit);
}

/** Answers a message that was too long to be taken in at all, in an open form or without one. `most` is in characters. */
export function composeTooLong(most: number, state: FormState | undefined, kit: Kit): Reply {
  const problem = `Your last message did not reach me: it is longer than ${grouped(most)} characters.`;
  if (!state)
    return { ...composeProblem(`${problem} Please ask in fewer words, or send it in parts.`), kind: 'clarification' };
  if (state.asking === 'summary') return composeUndecided(state, kit, problem);
  return composeProblem(
    `${problem} Here, ${limitOf(state.asking)}. Please send a shorter one. What you gave before is kept.`,
    state,
  );
}

/** Takes a tapped choice. `state` is that of the open form, or none: choices stay on the screen when a form is closed. */
export function takeAction(state: FormState | undefined, action: FormAction, kit: Kit): Taken {
  if (!state) return action === 'start' ? goOn(beginForm(), kit) : { done: 'cancelled', reply: composeClosed() };
  if (action === 'cancel') return { done: 'cancelled', reply: composeCancelled(kit) };
  if (action === 'send') return send(state, kit);
  if (action === 'keep') return goOn(proceed(state), kit);
  return goOn(action === 'start' ? state : { ...state, asking: FIELD_OF[action] }, kit);
}

const FIELD_OF = { 'correct/name': 'name', 'correct/contact': 'contact', 'correct/question': 'question' } as const;

const goOn = (state: FormState, kit: Kit): Taken => ({ state, reply: askField(state, kit) });

/** Only what the summary has shown is sent. */
function send(state: FormState, kit: Kit): Taken {
  if (state.asking !== 'summary') return goOn(state, kit);
  const { name, contact, question } = state;
  return { done: 'sent', submission: { name, contact, question } };
}
