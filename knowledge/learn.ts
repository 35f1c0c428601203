import { type Example, type LinearModel, trainClassifier } from './classifier.ts';
import type { FeatureTable } from './features.ts';
import { collectWords, type Lexicon } from './lexicon.ts';
import type { Knowledge } from './load.ts';
import { indexPhrasings, type PhrasingIndex } from './matcher.ts';
import { type CueCounts, createCueCounter } from './topics.ts';
import { trainingTexts } from './training.ts';
import { createCollector, type Vectors, vectorAt } from './vectors.ts';
import { createVocabulary } from './vocabulary.ts';

/**
 * What is learnt from the phrasings of a knowledge. Plain data that can be handed to another thread: learning takes a
 * second and leaves much memory behind, using what was learnt takes neither.
 */
export interface Learned {
  readonly features: FeatureTable;
  readonly model: LinearModel;
  readonly phrasings: PhrasingIndex;
  readonly cues: CueCounts;
  readonly lexicon: Lexicon;
}

export function learn(knowledge: Knowledge): Learned {
  // First, while there are no vectors: both take much memory on the way.
  const lexicon = collectWords(knowledge);
  const vocabulary = createVocabulary(knowledge);
  const collector = createCollector();
  const counter = createCueCounter(vocabulary);
  const labels: string[] = [];
  const entries: string[] = [];
  for (const { tokens, label, entry } of trainingTexts(knowledge, vocabulary)) {
    collector.add(tokens);
    counter.add(tokens, label);
    labels.push(label);
    entries.push(entry);
  }
  const { table, vectors } = collector.finish();
  const size = table.hashes.length;
  return {
    features: table,
    model: trainClassifier(sampleOf(labels, vectors), size),
    phrasings: indexPhrasings(entries, vectors, size),
    cues: counter.counts,
    lexicon,
  };
}

/** Of how many texts the classifier learns. More hardly teach it anything, while time and memory grow with them. */
const MOST_EXAMPLES = 40_000;

/** The texts the classifier learns from: of labels that have many, as many as of each other such label, evenly spread. */
function sampleOf(labels: readonly string[], vectors: Vectors): Example[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  let left = MOST_EXAMPLES;
  let share = 0;
  [...counts.values()]
    .sort((a, b) => a - b)
    .forEach((count, i) => {
      share = Math.max(1, Math.floor(left / (counts.size - i)));
      left -= Math.min(count, share);
    });
  const met = new Map<string, number>();
  return labels.flatMap((label, text) => {
    const number = met.get(label) ?? 0;
    met.set(label, number + 1);
    const part = Math.min(1, share / (counts.get(label) as number));
    return Math.floor((number + 1) * part) > Math.floor(number * part)
      ? [{ label, vector: vectorAt(vectors, text) }]
      : [];
  });
}
