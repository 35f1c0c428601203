import type { Language } from './schema.ts';
import type { Token } from './text.ts';

/** Finds the language of a message that is not in English; `undefined` for English and for what cannot be told. */
export type DetectLanguage = (text: string, tokens: readonly Token[]) => Language | undefined;

/** A word that English does not have tells in a message this short; in a longer one a third of the words must. */
const SHORT = 3;
const SHARE = 1 / 3;
/** Latin letters alone tell nothing by their script. */
const IS_PLAIN = /^\p{ASCII}*$/u;

export function createLanguageDetector(languages: readonly Language[], english: ReadonlySet<string>): DetectLanguage {
  const byScript = languages.flatMap((language) =>
    language.script ? [{ language, pattern: new RegExp(`\\p{Script=${language.script}}`, 'gu') }] : [],
  );
  const byWords = languages.map((language) => ({
    language,
    words: new Set(language.words.map((w) => w.toLowerCase()).filter((w) => !english.has(w))),
  }));
  const foreign = new Set(byWords.flatMap(({ words }) => [...words]));

  return (text, tokens) => {
    if (IS_PLAIN.test(text) && !tokens.some((t) => foreign.has(t.word))) return undefined;
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const written = byScript.filter(({ pattern }) => (text.match(pattern)?.length ?? 0) > letters / 2);
    const counted = byWords
      .map(({ language, words }) => ({ language, hits: tokens.filter((t) => words.has(t.word)).length }))
      .sort((a, b) => b.hits - a.hits);
    const best = counted[0];
    if (written.length > 0)
      return (written.find((w) => w.language === best?.language && best.hits > 0) ?? written[0])?.language;
    const enough = tokens.length <= SHORT ? 1 : Math.max(2, tokens.length * SHARE);
    return best && best.hits >= enough ? best.language : undefined;
  };
}
