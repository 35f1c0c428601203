import type { Token } from './text.ts';

/** A letter held down, or so many letters without a vowel among them: "aaa", "hjkl". */
const IS_MASHED = /^(.)\1{2,}$|^[bcdfghjklmnpqrstvwxz]{3,}$/;
/** So often the same word that is none is no slip of another. */
const OFTEN = 3;

/** Whether a message is a hand on the keyboard: no word in it is known, and none looks like a slip of one. */
export function isNoise(spoken: readonly Token[], ...known: readonly ReadonlySet<string>[]): boolean {
  const words = spoken.map((t) => t.word);
  if (words.length === 0 || words.some((word) => !/^[a-z]+$/.test(word))) return false;
  const isMashed = (word: string) => IS_MASHED.test(word) && (/^(.)\1+$/.test(word) || !known.some((k) => k.has(word)));
  const isSame = words.length >= OFTEN && new Set(words).size === 1 && !known.some((k) => k.has(words[0] as string));
  return isSame || words.every(isMashed);
}

/** What stands in programs and templates and in no question. */
const CODE =
  /\$\{|\{\{|#\{|<%|<\/?(?:script|img|iframe|svg|form|input|object|embed|style)\b|\bprocess\.env\b|\bjavascript:|\bonerror\s*=/i;

/** Whether a message brings code along, to be run or put into a page. */
export const isCode = (text: string) => CODE.test(text);
