import { describe, expect, test } from 'vitest';
import {
  askField,
  beginForm,
  composeOutcome,
  FORM_OFFER,
  type FormState,
  readFormId,
  takeAction,
  takeAnswer,
} from '../../../dialogs/form/form.ts';
import type { Reply } from '../../../dialogs/reply.ts';
import { edited, loadFolder } from '../../knowledge/folder.ts';
import { kitOf, textOf } from '../asked.ts';

const kit = kitOf(loadFolder());
const idsOf = ({ choices }: Reply) => choices.map(({ id }) => id);

const name = 'Ada Lovelace';
const contact = 'ada@example.com';
const question = 'Is the saw loud?';
const complete: FormState = { asking: 'summary', name, contact, question };

/** Says one thing after the other; gives the last state and reply. */
function fillIn(messages: readonly string[], from: FormState = beginForm()) {
  let state = from;
  let reply = askField(state, kit);
  for (const message of messages) {
    const taken = takeAnswer(state, message, kit);
    if (taken.done) throw new Error(`the form was ${taken.done} at "${message}"`);
    ({ state, reply } = taken);
  }
  return { state, reply };
}

describe('filling in', () => {
  test('begins with what it is for, what is agreed to, and the name', () => {
    const reply = askField(beginForm(), kit);
    expect(reply).toMatchObject({ kind: 'handoff', programs: [], topics: [], citations: [] });
    expect(textOf(reply)).toBe(
      'I can pass a question on to the workshop office. I need your name, an e-mail address or phone number and your question. ' +
        'Nothing is passed on before you choose Send, and “cancel” ends it at any time. ' +
        'By choosing Send you agree that Riverside Trade School keeps these details and uses them to answer you. ' +
        'What is your name?',
    );
    expect(idsOf(reply)).toEqual(['form/cancel']);
  });

  test('asks one thing at a time, then shows all and asks whether to send it', () => {
    expect(textOf(fillIn([name]).reply)).toContain('e-mail address or a phone number');
    expect(textOf(fillIn([name, contact]).reply)).toBe('What would you like to ask?');
    const { state, reply } = fillIn([name, contact, question]);
    expect(state).toEqual(complete);
    expect(reply.blocks[1]).toEqual({
      kind: 'points',
      statements: [
        { label: 'Name', text: name, citations: [] },
        { label: 'Contact', text: contact, citations: [] },
        { label: 'Question', text: question, citations: [] },
      ],
    });
    expect(textOf(reply)).toContain('By choosing Send you agree');
    expect(idsOf(reply)).toEqual([
      'form/send',
      'form/correct/name',
      'form/correct/contact',
      'form/correct/question',
      'form/cancel',
    ]);
  });

  test.each([
    ['Admissions Office', 'on to the Admissions Office.'],
    ['the workshop office', 'on to the workshop office.'],
    ['Our Student Services', 'on to Our Student Services.'],
    ['Grace Hopper', 'on to Grace Hopper.'],
  ])('names %s as a sentence does', (contactName, words) => {
    const changed = edited('school.yaml', 'name: the workshop office', `name: ${contactName}`);
    expect(textOf(askField(beginForm(), kitOf(loadFolder(changed))))).toContain(words);
  });

  test('takes a question that was asked already', () => {
    const state = beginForm(` ${question}\n`);
    expect(textOf(askField(state, kit))).toContain('I need your name and an e-mail address or phone number.');
    expect(fillIn([name, contact], state).state).toEqual(complete);
    expect(beginForm('?')).toEqual({ asking: 'name' });
    expect(beginForm('x'.repeat(5000))).toEqual({ asking: 'name' });
  });

  test('a message that will not do is refused with the reason, and nothing is lost', () => {
    const before = fillIn([name, contact]);
    const after = fillIn(['x'.repeat(5000)], before.state);
    expect(after.state).toEqual(before.state);
    expect(textOf(after.reply)).toContain('5,000 characters');
    expect(textOf(after.reply)).toContain('at most 1,000');
    expect(idsOf(after.reply)).toEqual(['form/cancel']);
    expect(fillIn([question], after.state).state).toEqual(complete);
  });

  test('the consent sentence is the school’s own where it has one', () => {
    const contactLine = '  email: office@riverside.example\n';
    const consent = edited('school.yaml', contactLine, `${contactLine}consent: "{school} may write to me."\n`);
    const reply = askField(beginForm(), kitOf(loadFolder(consent)));
    expect(textOf(reply)).toContain('Riverside Trade School may write to me.');
    expect(textOf(reply)).not.toContain('you agree that');
  });

  test('hostile input is shown back as the text that it is', () => {
    const hostile = '{contact} {office} <script>alert(1)</script> [x](javascript:y) $& **b**';
    const { reply } = fillIn([name, contact, hostile]);
    expect(reply.blocks[1]).toMatchObject({ statements: [{}, {}, { text: hostile, citations: [] }] });
    expect(JSON.stringify(reply.choices)).not.toContain('script');
  });

  test('the state is plain JSON of at most 2 KB, whatever is in it', () => {
    const worst = ['"\\', '编', '👩‍🎓', 'é', 'word "x" '].map((text) => {
      const longest = (units: number) => text.repeat(Math.ceil(units / text.length)).slice(0, units);
      const asked = [1000, 750, 500, 400].map(
        (units) => fillIn([longest(units)], { ...complete, asking: 'question' }).state,
      );
      return asked.map((state) => ({ ...state, name: longest(80), contact: 'a'.repeat(120) }));
    });
    for (const state of worst.flat()) {
      expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThanOrEqual(2048);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });
});

describe('correcting', () => {
  test.each([
    ['correct name', 'name'],
    ['Correct contact', 'contact'],
    ['please change my e-mail', 'contact'],
    ['fix the phone number', 'contact'],
    ['my email is wrong', 'contact'],
    ['edit question', 'question'],
  ])('%j goes back to that one field', (words, field) => {
    const { state } = fillIn([words], complete);
    expect(state).toEqual({ ...complete, asking: field });
  });

  test('changes one field and comes back to the whole', () => {
    const { state, reply } = fillIn(['correct name', 'Ada King'], complete);
    expect(state).toEqual({ ...complete, name: 'Ada King' });
    expect(textOf(reply)).toContain('Shall I send it?');
  });

  test('keeps the old value until there is a better one', () => {
    const { state, reply } = fillIn(['correct contact', 'nowhere'], complete);
    expect(state).toEqual({ ...complete, asking: 'contact' });
    expect(idsOf(reply)).toEqual(['form/keep', 'form/cancel']);
    expect(takeAction(state, 'keep', kit).state).toEqual(complete);
    expect(fillIn(['keep it as it is'], state).state).toEqual(complete);
  });

  test('is possible before the end, and then goes on where it was', () => {
    const { state } = fillIn([name, contact, 'change my name', 'Ada King']);
    expect(state).toEqual({ asking: 'question', name: 'Ada King', contact });
  });
});

describe('leaving', () => {
  test.each([
    'cancel',
    'Cancel!',
    'never mind',
    'nevermind',
    'forget it',
    'stop this please',
    'no thanks',
    'I changed my mind',
  ])('%j closes the form at any time', (words) => {
    for (const asking of ['name', 'contact', 'question', 'summary'] as const) {
      const taken = takeAnswer({ ...complete, asking }, words, kit);
      expect(taken).toMatchObject({ done: 'cancelled', reply: { kind: 'handoff' } });
      expect(taken.state).toBeUndefined();
      if (taken.done === 'cancelled') expect(textOf(taken.reply)).toContain('nothing was sent');
    }
  });

  test('words that only contain "cancel" are an answer', () => {
    const { state } = fillIn([name, contact, 'Can I cancel my enrollment later']);
    expect(state).toMatchObject({ asking: 'summary', question: 'Can I cancel my enrollment later' });
    expect(fillIn(['Ana Cancel']).state).toMatchObject({ name: 'Ana Cancel' });
  });

  test('"no" to a question of the form leaves it, and to sending it does not lose it', () => {
    expect(takeAnswer(beginForm(), 'no', kit).done).toBe('cancelled');
    const { state, reply } = fillIn(['no'], complete);
    expect(state).toEqual(complete);
    expect(textOf(reply)).toContain('Nothing has been sent yet');
  });
});

describe('sending', () => {
  test.each(['Send', 'send it please', 'yes', 'ok send it', 'go ahead'])('%j sends what was shown', (words) =>
    expect(takeAnswer(complete, words, kit)).toEqual({ done: 'sent', submission: { name, contact, question } }),
  );

  test('anything else sends nothing and asks again', () => {
    for (const words of ['how much is framing?', 'maybe', 'do not bother me', 'x'.repeat(5000)]) {
      const { state, reply } = fillIn([words], complete);
      expect(state).toEqual(complete);
      expect(textOf(reply)).toContain('Nothing has been sent yet');
      expect(idsOf(reply)).toContain('form/send');
    }
  });

  test('"send" is an answer like any other while fields are asked for', () => {
    expect(fillIn([name, contact, 'send']).state).toMatchObject({ asking: 'summary', question: 'send' });
  });

  test.each([
    ['sent', 'Your question has been sent to the workshop office, with the contact details you gave.'],
    [
      'kept',
      'I have kept your question for the workshop office. If it is urgent, ask directly: the workshop office (office@riverside.example).',
    ],
    [
      'delayed',
      'Your question could not be sent yet. It is kept, and I keep trying; meanwhile you can ask directly: the workshop office (office@riverside.example).',
    ],
  ] as const)('that it was %s is said truthfully', (outcome, text) => {
    const reply = composeOutcome(outcome, kit);
    expect(reply.kind).toBe('handoff');
    expect(textOf(reply)).toBe(text);
  });
});

describe('choices', () => {
  test('are read back from their ids, and no others are', () => {
    expect(readFormId(FORM_OFFER.id)).toBe('start');
    const offered = [fillIn(['correct name'], complete).reply, askField(complete, kit)].flatMap(idsOf);
    for (const id of offered) expect(`form/${readFormId(id)}`).toBe(id);
    for (const id of [
      '',
      'form',
      'form/',
      'form/constructor',
      'form/correct',
      'form/correct/state',
      'ask/cost/him',
      'send',
    ])
      expect(readFormId(id), id).toBeUndefined();
  });

  test('each says in words what it does when tapped', () => {
    for (const state of [complete, { ...complete, asking: 'name' } as const]) {
      for (const { id, label } of askField(state, kit).choices) {
        const action = readFormId(id);
        expect(action && takeAction(state, action, kit)).toEqual(takeAnswer(state, label, kit));
      }
    }
  });

  test('begin a form where none is open, and go on with the one that is', () => {
    expect(takeAction(undefined, 'start', kit)).toMatchObject({ state: { asking: 'name' } });
    expect(takeAction(complete, 'start', kit).state).toEqual(complete);
  });

  test('of a closed form do nothing and say so', () => {
    for (const action of ['send', 'cancel', 'keep', 'correct/name'] as const) {
      const taken = takeAction(undefined, action, kit);
      expect(taken).toMatchObject({ done: 'cancelled', reply: { choices: [FORM_OFFER] } });
    }
  });

  test('of an earlier summary do not send what has not been shown', () => {
    const state: FormState = { ...complete, asking: 'contact' };
    expect(takeAction(state, 'send', kit)).toMatchObject({ state });
  });
});
