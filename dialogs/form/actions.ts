import { tokenise } from '../../knowledge/index.ts';
import type { Choice } from '../reply.ts';
import { FIELDS, type Field } from './fields.ts';
import type { FormState } from './state.ts';

/** What a student can do with the form besides filling it in; `keep` leaves the field being corrected as it was. */
export type FormAction = 'start' | 'send' | 'keep' | 'cancel' | `correct/${Field}`;

const LABELS: Readonly<Record<FormAction, string>> = {
  start: 'Leave a question',
  send: 'Send',
  keep: 'Keep it as it is',
  cancel: 'Cancel',
  'correct/name': 'Correct name',
  'correct/contact': 'Correct contact',
  'correct/question': 'Correct question',
};

/** The action as a choice, its id `form/<action>`. */
export const formChoice = (action: FormAction): Choice => ({ id: `form/${action}`, label: LABELS[action] });

/** Offers the form to a student who wants to talk to a person. */
export const FORM_OFFER = formChoice('start');

const isAction = (id: string): id is FormAction => Object.hasOwn(LABELS, id);

/** Reads a choice's id; `undefined` for any that is not the form's. */
export function readFormId(id: string): FormAction | undefined {
  const action = id.startsWith('form/') ? id.slice('form/'.length) : '';
  return isAction(action) ? action : undefined;
}

const phrase = (words: string, frame = '') => new RegExp(`^(?:${frame})*(?:${words})$`);
const POLITELY = 'please |ok |okay |no |sorry |oh |actually |i want to |i would like to |let me ';
const THIS = '(?: (?:it|that|this|now|please|the form|this form|form))*';

const CANCEL = phrase(
  `(?:cancel|never ?mind|forget|stop|quit|exit|leave|abort|start over|do not send|don't send)${THIS}|` +
    'no thanks|no thank you|not now|(?:i )?(?:have )?changed my mind',
  POLITELY,
);
const SEND = phrase(
  `(?:send|submit)${THIS}(?: off)?|yes|yes please|yep|yeah|ok|okay|sure|go ahead|confirm`,
  'please |ok |okay |yes ',
);
const KEEP = phrase('keep(?: it| that)?(?: as it is)?|(?:go )?back', POLITELY);

const FIELD_WORDS: Readonly<Record<Field, string>> = {
  name: 'name',
  contact: 'contact|e ?mail|e ?mail address|phone|phone number|number',
  question: 'question|message',
};
const CORRECT = FIELDS.map((field) => {
  const it = `(?:my |the )?(?:${FIELD_WORDS[field]})`;
  const words = `(?:correct|change|edit|fix|update) ${it}|${it}(?: is)? (?:wrong|incorrect|not right)|wrong (?:${FIELD_WORDS[field]})`;
  return [field, phrase(words, POLITELY)] as const;
});

/** No command is longer, and every answer may be. In characters. */
const LONGEST_COMMAND = 60;

/** The action that a message is, where it is nothing but that; what else it says is an answer. */
export function readAction(text: string, { asking, ...given }: FormState): FormAction | undefined {
  if (text.length > LONGEST_COMMAND) return undefined;
  const words = tokenise(text)
    .map(({ word }) => word)
    .join(' ');
  const corrected = CORRECT.find(([, pattern]) => pattern.test(words))?.[0];
  if (corrected) return `correct/${corrected}`;
  if (CANCEL.test(words)) return 'cancel';
  if (asking === 'summary') return SEND.test(words) ? 'send' : undefined;
  // Whether to send or not, "no" may mean a mistake in it; to a question of the form, it means no form.
  if (/^(?:no|nope)$/.test(words)) return 'cancel';
  return given[asking] && KEEP.test(words) ? 'keep' : undefined;
}
