import { type LinearModel, trainClassifier } from './classifier.ts';
import { FeatureIndex } from './features.ts';
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
  readonly features: readonly string[];
  readonly model: LinearModel;
  readonly phrasings: PhrasingIndex;
  readonly cues: CueCounts;
  readonly lexicon: Lexicon;
}

export function learn(knowledge: Knowledge): Learned {
  const vocabulary = createVocabulary(knowledge);
  const features = new FeatureIndex();
  const texts = trainingTexts(knowledge, vocabulary).map((text) => ({ ...text, vector: features.learn(text.tokens) }));
  const asking = texts.flatMap(({ question, ...rest }) => (question ? [{ ...rest, question }] : []));
  return {
    features: features.names,
    model: trainClassifier(texts, features.size),
    phrasings: indexPhrasings(asking, features.size),
    cues: countCues(vocabulary, texts),
    lexicon: collectWords(knowledge),
  };
}
