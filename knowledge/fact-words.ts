/** What the words of facts and topics are compared by. */
import type { Fact } from './load.ts';
import type { Topic } from './schema.ts';
import { STOP_WORDS, tokenise } from './text.ts';

/** Stems that ask for the topic as a whole. */
export function namingStems({ words, aspects }: Topic): Set<string> {
  const stemsIn = (phrases: readonly string[]) => phrases.flatMap((phrase) => tokenise(phrase)).map((t) => t.stem);
  const closer = new Set(stemsIn(aspects.flatMap((a) => a.words)));
  return new Set(stemsIn(words).filter((s) => !closer.has(s)));
}

/** Stems of all that a fact says and can be found by. */
export function stemsOf(fact: Fact): Set<string> {
  const texts = [fact.text, ...fact.words, fact.topic, ...fact.aspects];
  return new Set(
    texts
      .flatMap((text) => tokenise(text))
      .filter((t) => !STOP_WORDS.has(t.word))
      .map((t) => t.stem),
  );
}

const SPELLED_OUT = /\(([A-Z][A-Z-]+)\)|(?<![\w-])([A-Z][A-Z-]+) \((?=[A-Z][a-z]+ )/g;

/** Stems of the abbreviations that a fact spells out, as in "Current Procedural Terminology (CPT)". */
export function abbreviationsIn({ text }: Fact): Set<string> {
  const found = [...text.matchAll(SPELLED_OUT)].map((m) => m[1] ?? m[2] ?? '');
  return new Set(found.flatMap((word) => tokenise(word)).map((t) => t.stem));
}
