import { type Adviser, beginGuide, createAdviser, type GuideState, take } from '../../../dialogs/guide/index.ts';
import type { Knowledge } from '../../../knowledge/index.ts';
import { kitOf } from '../asked.ts';

export function adviserOf(knowledge: Knowledge): Adviser {
  const adviser = createAdviser(kitOf(knowledge));
  if (!adviser) throw new Error('this knowledge has no guide');
  return adviser;
}

/** The state after these texts, each an answer to the question open at its time. */
export function answered(adviser: Adviser, texts: readonly string[], programs: readonly string[] = []): GuideState {
  return texts.reduce((state, text) => {
    const answer = adviser.read(state, text);
    if (!answer) throw new Error(`"${text}" answers nothing`);
    return take(state, answer);
  }, beginGuide(programs));
}
