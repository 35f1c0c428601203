import { type LinearModel, trainClassifier } from './classifier.ts';
import { collectFeatures, createFeatureReader, type FeatureTable } from './features.ts';
import { collectWords, type Lexicon } from './lexicon.ts';
import type { Knowledge } from './load.ts';
import { indexPhrasings, type PhrasingIndex } from './matcher.ts';
import { type CueCounts, countCues } from './topics.ts';
import { trainingTexts } from './training.ts';
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
  const vocabulary = createVocabulary(knowledge);
  const entries = trainingTexts(knowledge, vocabulary);
  const features = collectFeatures(entries.map((entry) => entry.tokens));
  const read = createFeatureReader(features);
  const texts = entries.map((entry) => ({ ...entry, vector: read(entry.tokens) }));
  const size = features.names.length;
  return {
    features,
    model: trainClassifier(texts, size),
    phrasings: indexPhrasings(
      texts.map(({ text, vector, label, question = label }) => ({ entry: question, text, vector })),
      size,
    ),
    cues: countCues(vocabulary, texts),
    lexicon: collectWords(knowledge),
  };
}
