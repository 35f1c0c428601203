import type { Understood } from '../knowledge/index.ts';
import { type Kit, plain } from './ask.ts';
import { sayId } from './choices.ts';
import type { Reply } from './reply.ts';

/** Asks whether to delete what is kept of a user, where that may not be what they meant. */
export function composeForgetQuestion(entry: Understood['smalltalk'], { knowledge }: Kit): Reply {
  const stays = knowledge.smalltalk.some(({ id }) => id === 'acknowledgement');
  return {
    kind: 'clarification',
    programs: [],
    topics: [],
    confidence: 0.5,
    blocks: [
      plain(
        'Shall I delete all I have of you: our conversations here, your ratings and any question you left? That cannot be undone.',
      ),
    ],
    citations: [],
    choices: [
      ...(entry ? [{ id: sayId(entry.id), label: 'Yes, delete everything' }] : []),
      ...(stays ? [{ id: sayId('acknowledgement'), label: 'No, keep it' }] : []),
    ],
  };
}

const YES =
  /^(?:yes|yep|yeah|yup|sure|ok|okay|please|please do|do it|do that|go ahead|correct|right|of course|definitely)\b(?!.*\?)/i;

/** Whether a text agrees to what was asked. */
export const isYes = (text: string): boolean => YES.test(text.trim()) && text.length < 60;
