import { type Kit, plain } from '../ask.ts';
import type { Block, Choice, Note, Points, Reply } from '../reply.ts';
import { openers } from '../small-talk.ts';
import { fillIn, list } from '../wording.ts';
import { FORM_OFFER, formChoice } from './actions.ts';
import { FIELDS, type Field } from './fields.ts';
import type { FormState, Submission } from './state.ts';

const CONSENT = 'By choosing Send you agree that {school} keeps these details and uses them to answer you.';

const NEEDED: Readonly<Record<Field, string>> = {
  name: 'your name',
  contact: 'an e-mail address or phone number',
  question: 'your question',
};

const PROMPTS: Readonly<Record<Field, string>> = {
  name: 'What is your name?',
  contact: 'Where can an answer reach you? Please give an e-mail address or a phone number.',
  question: 'What would you like to ask?',
};

const LABELS: Readonly<Record<Field, string>> = { name: 'Name', contact: 'Contact', question: 'Question' };

/** Asks for what the form needs next: a field, or whether to send what was given. */
export function askField(state: FormState, kit: Kit): Reply {
  if (state.asking === 'summary') return summary(state, kit);
  const isFirst = state.asking === 'name' && !state.name && !state.contact;
  const introduced = isFirst ? [plain(introduction(state, kit)), consent(kit)] : [];
  return reply([...introduced, plain(PROMPTS[state.asking])], choicesOf(state));
}

/** Says what is wrong with a message and what to do; a form that is open stays as it was. */
export const composeProblem = (problem: string, state?: FormState): Reply =>
  reply([plain(problem)], state ? choicesOf(state) : []);

/** Answers what is neither yes nor no to sending. */
export function composeUndecided(state: FormState, kit: Kit, problem?: string): Reply {
  const { blocks, choices } = askField(state, kit);
  return reply(
    [
      ...(problem ? [plain(problem)] : []),
      plain('Nothing has been sent yet: choose Send, what to correct, or Cancel.'),
      ...blocks,
    ],
    choices,
  );
}

export const composeCancelled = (kit: Kit): Reply =>
  reply([plain('The form is closed, and nothing was sent. What else would you like to know?')], openers(kit));

/** Answers a choice of a form that is closed by now: sent or cancelled. */
export const composeClosed = (): Reply =>
  reply([plain('There is no open form, so nothing was changed or sent. You can begin a new one.')], [FORM_OFFER]);

/** What became of a submission: delivered, stored with nobody notified, or stored and to be delivered later. */
export type Outcome = 'sent' | 'kept' | 'delayed';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  sent: 'Your question has been sent to {office}, with the contact details you gave.',
  kept: 'I have kept your question for {office}. If it is urgent, ask directly: {contact}.',
  delayed:
    'Your question could not be sent yet. It is kept, and I keep trying; meanwhile you can ask directly: {contact}.',
};

/** Tells the truth about what became of a submission. */
export function composeOutcome(outcome: Outcome, kit: Kit): Reply {
  return reply([plain(worded(OUTCOMES[outcome], kit))], openers(kit));
}

/** Whom the form is for, inside a sentence: an office with its article, a person without. */
function office({ school }: Kit['knowledge']): string {
  const { name } = school.contact;
  return /\b(?:cent(?:er|re)|department|desk|office|service|services|team)$/i.test(name) && !/^(?:the|our) /i.test(name)
    ? `the ${name}`
    : name;
}

const worded = (sentence: string, kit: Kit) =>
  fillIn(
    sentence.replaceAll('{office}', () => office(kit.knowledge)),
    kit,
  );

function introduction(state: FormState, { knowledge }: Kit): string {
  const needed = list(FIELDS.filter((field) => !state[field]).map((field) => NEEDED[field]));
  return `I can pass a question on to ${office(knowledge)}. I need ${needed}. Nothing is passed on before you choose Send, and “cancel” ends it at any time.`;
}

const consent = (kit: Kit): Note => ({
  kind: 'note',
  statements: [{ text: fillIn(kit.knowledge.school.consent ?? CONSENT, kit), citations: [] }],
});

function summary(submission: Submission, kit: Kit): Reply {
  const points: Points = {
    kind: 'points',
    statements: FIELDS.map((field) => ({ label: LABELS[field], text: submission[field], citations: [] })),
  };
  const corrections = FIELDS.map((field) => formChoice(`correct/${field}`));
  return reply(
    [plain(`This is what ${office(kit.knowledge)} would get:`), points, consent(kit), plain('Shall I send it?')],
    [formChoice('send'), ...corrections, formChoice('cancel')],
  );
}

/** While a field is corrected, what it holds can also be kept. */
const choicesOf = (state: FormState): Choice[] => [
  ...(state.asking !== 'summary' && state[state.asking] ? [formChoice('keep')] : []),
  formChoice('cancel'),
];

const reply = (blocks: readonly Block[], choices: readonly Choice[]): Reply => ({
  kind: 'handoff',
  programs: [],
  topics: [],
  confidence: 1,
  blocks,
  citations: [],
  choices,
});
