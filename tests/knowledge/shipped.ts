import { fileURLToPath } from 'node:url';
import { type Knowledge, loadKnowledge } from '../../knowledge/index.ts';

const directory = fileURLToPath(new URL('../../knowledge/content', import.meta.url));
let loaded: Knowledge | undefined;

/** The knowledge as it is shipped, read once in a test file. */
export function loadShipped(): Knowledge {
  loaded ??= loadKnowledge(directory);
  return loaded;
}
