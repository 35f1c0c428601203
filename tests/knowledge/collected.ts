import { tokenise } from '../../knowledge/text.ts';
import { createCollector } from '../../knowledge/vectors.ts';

/** The features of texts, and their vectors. */
export function collected(texts: readonly string[]) {
  const collector = createCollector();
  for (const text of texts) collector.add(tokenise(text));
  return collector.finish();
}
