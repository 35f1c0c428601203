import type { Understood } from '../knowledge/index.ts';
import { type Compose, type Kit, plain } from './ask.ts';
import { choice } from './choices.ts';
import { FORM_OFFER } from './form/actions.ts';
import type { Choice, Reply, ReplyKind } from './reply.ts';
import { capitalised, fillIn, list, named } from './wording.ts';

const WELCOME =
  'Hi! I am {bot}. I compare {programs} side by side, from published articles only, and name the source of everything I say. What would you like to know?';

/** The first words in a conversation. */
export const composeWelcome = (kit: Kit): Reply => saying(WELCOME, 'smalltalk', 1, kit);

/** Answers small talk, crisis and hand-over with the words the editors wrote, and other languages in that language. */
export const composeSmalltalk: Compose = ({ smalltalk, language, confidence }, kit) => {
  const sentence = smalltalk?.reply ?? (language ? `${language.reply} ${IN_ENGLISH}` : '');
  const reply = saying(sentence, smalltalk?.kind ?? 'fallback', confidence, kit);
  return smalltalk && leadsToPerson(smalltalk) ? { ...reply, choices: [FORM_OFFER] } : reply;
};

/** Who is in a crisis is not given a form to fill in. */
const leadsToPerson = ({ kind, always, does }: NonNullable<Understood['smalltalk']>) =>
  kind === 'handoff' && !always && !does;

/** For whoever reads along, and for a language that was guessed wrong. */
const IN_ENGLISH = '(I only understand English so far.)';

function saying(sentence: string, kind: ReplyKind, confidence: number, kit: Kit): Reply {
  const blocks = [plain(fillIn(sentence, kit))];
  return {
    kind,
    programs: [],
    topics: [],
    confidence,
    blocks,
    citations: [],
    choices: kind === 'smalltalk' ? openers(kit) : [],
  };
}

/** Something to start with: the parts of a whole compared, and the programs that stand alone compared. */
export function openers({ knowledge }: Kit): Choice[] {
  const programs = [...knowledge.programs.values()];
  const parts = programs.filter((p) => p.partOf).map((p) => p.id);
  const alone = programs.filter((p) => !p.partOf).map((p) => p.id);
  const pairs = [parts, [alone[0], alone.at(-1)].filter((id) => id !== undefined)];
  return pairs
    .filter((pair) => new Set(pair).size === 2)
    .map((pair) => choice(capitalised(list(named(pair, knowledge), 'or')), { programs: pair }));
}
