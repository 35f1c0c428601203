import { hash } from 'node:crypto';
import { type ComposeAs, composeAs, type Decision, type Reply } from '../dialogs/index.ts';
import type { Talk, Understand, Understood } from '../knowledge/index.ts';
import type { Engine } from './engine.ts';
import { createRecent } from './recent.ts';

/** How many readings and how many replies are kept; some 10 KB each. */
const most = 500;

/** What follows from the reading alone, and takes longer to compose than to look up. */
const lookedUp: readonly Decision[] = ['comparison', 'faq', 'clarification', 'not-covered'];

/**
 * Reads and composes as an engine does, and what was read or composed lately does not do again: on a busy day most
 * questions are asked by many. Both are pure.
 */
export function createRepeated({ kit, understand }: Engine): { understand: Understand; compose: ComposeAs } {
  const readings = createRecent<Understood>(most);
  const replies = createRecent<Reply>(most);
  return {
    understand(text, talk) {
      const key = digest([text, talk && talkOf(talk)]);
      const read = readings.get(key) ?? understand(text, talk);
      return isCommon(read) ? readings.keep(key, read) : read;
    },
    compose(decision, understood, told) {
      if (!lookedUp.includes(decision)) return composeAs(decision, understood, kit, told);
      const key = digest([decision, shapeOf(understood)]);
      return replies.get(key) ?? replies.keep(key, composeAs(decision, understood, kit));
    },
  };
}

const digest = (parts: unknown) => hash('sha256', JSON.stringify(parts), 'base64');

const talkOf = ({ programs, topics, together, named, before }: Talk) => [programs, topics, together, named, before];

/** Without what only explains a reading. */
function shapeOf({ reasons: _, matches: __, corrected: ___, topics, near, smalltalk, ...rest }: Understood) {
  return { ...rest, topics: topics.map(withoutReasons), near: near.map(withoutReasons), smalltalk: smalltalk?.id };
}

const withoutReasons = ({ reasons: _, ...read }: Understood['topics'][number]) => read;

/** Whether all words are the knowledge's own as they are spelt, so that nothing of a visitor is kept in memory. */
const isCommon = ({ strange, corrected }: Understood) => strange === 0 && !corrected;
