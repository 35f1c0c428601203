import { type Compose, plain } from './ask.ts';
import { openers } from './small-talk.ts';
import { allPrograms, capitalised, contact, list } from './wording.ts';

/** Says honestly that the articles do not cover it, naming what was asked for where that is known, and offers what is. */
export const composeRefusal: Compose = ({ outside, programs, confidence }, kit) => {
  const names = list([...new Set(outside.map((o) => o.name))], 'or');
  const refusal = `The articles I answer from do not cover ${names || 'that'}.`;
  const offer = outside.some((o) => o.what === 'matter')
    ? `${capitalised(contact(kit.knowledge))} can help with it.`
    : `I can compare ${allPrograms(kit.knowledge)}: cost, length, pay, job growth and more.`;
  return {
    kind: 'fallback',
    programs,
    topics: [],
    confidence,
    blocks: [plain(`${refusal} ${offer}`)],
    citations: [],
    choices: openers(kit),
  };
};
