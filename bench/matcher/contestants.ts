import { dockStart } from '@nlpjs/basic';
import { create, insertMultiple, search } from '@orama/orama';
import Fuse, { type IFuseOptions } from 'fuse.js';
import MiniSearch from 'minisearch';
import { highest, trainClassifier } from '../../knowledge/classifier.ts';
import { createUnderstanding, loadKnowledge } from '../../knowledge/index.ts';
import { commonEnglish } from '../../knowledge/lexicon.ts';
import { indexPhrasings } from '../../knowledge/matcher.ts';
import { createScorer } from '../../knowledge/scorer.ts';
import { createSpeller } from '../../knowledge/spelling.ts';
import { STOP_WORDS, token, tokenise } from '../../knowledge/text.ts';
import { createCollector, vectorAt } from '../../knowledge/vectors.ts';
import { defaults } from '../../src/settings.ts';
import type { Labelled } from '../labelled.ts';

/** What a matcher takes a sentence to ask for, and how sure it is: higher is surer, on a scale of its own. */
export interface Guess {
  readonly label: string | undefined;
  readonly score: number;
}

export type Ask = (sentence: string) => Guess | Promise<Guess>;

export interface Contestant {
  readonly name: string;
  readonly build: (train: readonly Labelled[]) => Ask | Promise<Ask>;
}

/**
 * As the product matches: words respelt, features read, classified, with the nearest sentences having a say. Only words of
 * the training sentences are known.
 */
const crossroads: Contestant = {
  name: 'Crossroads',
  build: (train) => {
    // The sentences of a label stand together.
    const texts = train
      .map(({ sentence, label }) => ({ tokens: tokenise(sentence), label }))
      .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
    const words = new Set([...STOP_WORDS, ...texts.flatMap((t) => t.tokens.map(({ word }) => word))]);
    const spell = createSpeller(words, commonEnglish());
    const collector = createCollector();
    for (const { tokens } of texts) collector.add(tokens);
    const { table, vectors } = collector.finish();
    const labels = texts.map(({ label }) => label);
    const examples = labels.map((label, i) => ({ vector: vectorAt(vectors, i), label }));
    const size = table.hashes.length;
    const score = createScorer(
      {
        features: table,
        model: trainClassifier(examples, size),
        phrasings: indexPhrasings(labels, vectors, size),
      },
      (label) => label,
    );
    return (sentence) => {
      const { scores } = score(tokenise(sentence).map(({ word, clause }) => token(spell(word), clause)));
      const [best] = highest(scores, 1);
      return { label: best?.label, score: best?.margin ?? Number.NEGATIVE_INFINITY };
    };
  },
};

const fuse = (name: string, options: IFuseOptions<Labelled>): Contestant => ({
  name,
  build: (train) => {
    const index = new Fuse(train, { keys: ['sentence'], includeScore: true, ...options });
    return (sentence) => {
      const [best] = index.search(sentence, { limit: 1 });
      return { label: best?.item.label, score: 1 - (best?.score ?? 1) };
    };
  },
});

const miniSearch: Contestant = {
  name: 'MiniSearch',
  build: (train) => {
    const index = new MiniSearch<Labelled & { id: number }>({ fields: ['sentence'], storeFields: ['label'] });
    index.addAll(train.map((row, id) => ({ ...row, id })));
    return (sentence) => {
      const [best] = index.search(sentence);
      return { label: best?.label, score: best?.score ?? 0 };
    };
  },
};

const orama: Contestant = {
  name: 'Orama',
  build: async (train) => {
    const index = create({ schema: { sentence: 'string', label: 'string' } as const });
    await insertMultiple(index, [...train]);
    return async (term) => {
      const { hits } = await search(index, { term, properties: ['sentence'], limit: 1 });
      return { label: hits[0]?.document.label, score: hits[0]?.score ?? 0 };
    };
  },
};

/** The label it gives to what fits none. */
const NONE = 'None';

const nlpJs: Contestant = {
  name: 'nlp.js',
  build: async (train) => {
    const settings = { nlp: { languages: ['en'], autoSave: false, nlu: { log: false, useNoneFeature: false } } };
    const nlp = (await dockStart({ use: ['Basic'], settings })).get('nlp');
    for (const { sentence, label } of train) nlp.addDocument('en', sentence, label);
    await nlp.train();
    return async (sentence) => {
      const { intent, score } = await nlp.process('en', sentence);
      return { label: intent, score: intent === NONE ? 0 : score };
    };
  },
};

/** The product as it runs on the shipped knowledge, with what it knows besides phrasings: names, what is not covered, small talk. */
export const asItRuns: Contestant = {
  name: 'Crossroads, as it runs',
  build: () => {
    const understand = createUnderstanding(loadKnowledge(defaults.KNOWLEDGE_DIR));
    return (sentence) => {
      const { topics, outside, smalltalk, strays, confidence } = understand(sentence);
      const isRefused = outside.length > 0 || smalltalk !== undefined || strays;
      return { label: topics[0]?.id, score: isRefused ? 0 : confidence };
    };
  },
};

/** What learns from sentences alone: the product first, its peers after it. */
export const CONTESTANTS: readonly Contestant[] = [
  crossroads,
  fuse('Fuse.js', {}),
  fuse('Fuse.js token search', { useTokenSearch: true }),
  miniSearch,
  orama,
  nlpJs,
];
