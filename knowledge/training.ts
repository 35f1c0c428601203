import type { Knowledge } from './load.ts';
import { PROGRAM_NAME, readNames } from './names.ts';
import { type Token, tokenise } from './text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A phrasing of the knowledge with what it is a phrasing of. */
export interface TrainingText {
  readonly tokens: readonly Token[];
  /** A topic's id, `smalltalk:<id>`, or `outside`. */
  readonly label: string;
  /** The FAQ entry it belongs to, or its label if it belongs to none. */
  readonly entry: string;
}

export const OUTSIDE = 'outside';
export const SMALLTALK = 'smalltalk:';

/** Everything that is learnt from, an entry's phrasings in order: of questions, small talk, and messages outside the field. */
export function* trainingTexts(knowledge: Knowledge, vocabulary: Vocabulary): Generator<TrainingText> {
  // A time is no matter that phrasings could teach: which ones are covered, the articles say.
  const timeless = { ...vocabulary, years: undefined, fields: undefined };
  const read = (text: string) => readNames(tokeniseTemplate(text), timeless, knowledge.programs).masked;
  for (const { id, topic, question, phrasings } of knowledge.questions.values())
    for (const text of [question, ...phrasings]) yield { tokens: read(text), label: topic, entry: id };
  for (const { id, always, phrasings } of knowledge.smalltalk) {
    // What is listened for word by word is no model for other messages.
    if (always) continue;
    for (const text of phrasings) yield { tokens: read(text), label: SMALLTALK + id, entry: SMALLTALK + id };
  }
  for (const text of knowledge.outside.phrasings) yield { tokens: read(text), label: OUTSIDE, entry: OUTSIDE };
}

/** The words of a phrasing in which `{program}` stands for any program's name. */
function tokeniseTemplate(text: string): Token[] {
  return text.split('{program}').flatMap((part, i) => [...(i > 0 ? [PROGRAM_NAME] : []), ...tokenise(part)]);
}
