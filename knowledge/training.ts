import type { Knowledge } from './load.ts';
import { PROGRAM_NAME, readNames } from './names.ts';
import { type Token, tokenise } from './text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A phrasing of the knowledge with what it is a phrasing of. */
export interface TrainingText {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** A topic's id, `smalltalk:<id>`, or `outside`. */
  readonly label: string;
  /** The FAQ entry it belongs to, if it belongs to one. */
  readonly question?: string;
}

export const OUTSIDE = 'outside';
export const SMALLTALK = 'smalltalk:';

/** Everything the classifier learns from: phrasings of questions, small talk, and messages outside the field. */
export function trainingTexts(knowledge: Knowledge, vocabulary: Vocabulary): TrainingText[] {
  const read = (text: string) => readNames(tokeniseTemplate(text), vocabulary, knowledge.programs).masked;
  const entry = (text: string, label: string, question?: string): TrainingText => ({
    text,
    tokens: read(text),
    label,
    ...(question ? { question } : {}),
  });
  return [
    ...[...knowledge.questions.values()].flatMap((q) =>
      [q.question, ...q.phrasings].map((text) => entry(text, q.topic, q.id)),
    ),
    // What is listened for word by word is no model for other messages.
    ...knowledge.smalltalk
      .filter((s) => !s.always)
      .flatMap((s) => s.phrasings.map((text) => entry(text, SMALLTALK + s.id))),
    ...knowledge.outside.phrasings.map((text) => entry(text, OUTSIDE)),
  ];
}

/** The words of a phrasing in which `{program}` stands for any program's name. */
function tokeniseTemplate(text: string): Token[] {
  return text.split('{program}').flatMap((part, i) => [...(i > 0 ? [PROGRAM_NAME] : []), ...tokenise(part)]);
}
