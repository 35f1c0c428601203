import { createDescribedFinder, type FindDescribed } from './descriptions.ts';
import type { FieldWords } from './fields.ts';
import type { Knowledge } from './load.ts';
import { type Found, PhraseTable } from './phrases.ts';
import { STOP_WORDS, type Token, tokenise } from './text.ts';
import { type Years, yearsOf } from './years.ts';

/**
 * What a name in a message stands for. `nothing` guards against names in another sense ("tell him"). What only hints at
 * a program is not `sure`; what is `described` says what its people do.
 */
export type Named =
  | { readonly kind: 'program'; readonly id: string; readonly sure: boolean; readonly described?: true }
  | { readonly kind: 'outside'; readonly what: 'program' | 'matter' | 'place'; readonly name: string }
  | { readonly kind: 'school'; readonly name: string }
  | { readonly kind: 'nothing' };

/** A word or phrase by which a topic, or one of its aspects, is asked for. */
export interface Cue {
  readonly topic: string;
  readonly aspect?: string;
}

/** The names and cues of the knowledge, ready to be found in a message. */
export interface Vocabulary {
  /** Names of programs and of what is not covered, exactly as listed. */
  readonly names: PhraseTable<Named>;
  /** Programs described by what their people do. */
  readonly findDescribed: FindDescribed;
  /** Words for topics and aspects, by their stem. */
  readonly cues: PhraseTable<Cue>;
  /** The years that articles speak of; other ones are not covered. */
  readonly years: Years | undefined;
  /** By which words other fields of study and trades are told; none where phrasings are learnt from. */
  readonly fields?: FieldWords | undefined;
}

export type FoundName = Found<Named>;

export function createVocabulary(knowledge: Knowledge): Vocabulary {
  const names = new PhraseTable<Named>('word');
  const cues = new PhraseTable<Cue>('stem');
  for (const { id, aliases, hints, notMeant } of knowledge.programs.values()) {
    for (const alias of new Set(aliases.flatMap((alias) => (alias.includes(' ') ? withPlural(alias) : [alias]))))
      names.add(tokenise(alias), { kind: 'program', id, sure: true });
    for (const hint of hints) names.add(tokenise(hint), { kind: 'program', id, sure: false });
    for (const phrase of notMeant) names.add(tokenise(phrase), { kind: 'nothing' });
  }
  for (const [list, what] of [
    ['programs', 'program'],
    ['matters', 'matter'],
    ['places', 'place'],
  ] as const) {
    for (const [name, phrases] of Object.entries(knowledge.outside[list])) {
      for (const phrase of new Set(phrases.flatMap(withPlural)))
        names.add(tokenise(phrase), { kind: 'outside', what, name });
    }
  }
  for (const [name, phrases] of Object.entries(knowledge.outside.schools))
    for (const phrase of phrases) names.add(tokenise(phrase), { kind: 'school', name });
  for (const phrase of knowledge.outside.notMeant) names.add(tokenise(phrase), { kind: 'nothing' });
  for (const topic of knowledge.topics.values()) {
    for (const word of topic.words) cues.add(tokenise(word), { topic: topic.id });
    for (const aspect of topic.aspects) {
      for (const word of aspect.words) cues.add(tokenise(word), { topic: topic.id, aspect: aspect.id });
    }
  }
  const findDescribed = createDescribedFinder(knowledge.programs.values());
  return { names, findDescribed, cues, years: yearsOf(knowledge) };
}

/** Names are matched as they are written: editors list one number, students write either. */
const withPlural = (phrase: string) => (/[a-z]{2}[^s\W\d]$/.test(phrase) ? [phrase, `${phrase}s`] : [phrase]);

/** Whether a token carries meaning of its own. */
export const isContent = ({ word }: Token) => !STOP_WORDS.has(word) && /[\p{L}\p{N}]/u.test(word);
