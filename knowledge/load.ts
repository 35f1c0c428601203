import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { undeclaredAmounts } from './amounts.ts';
import { checkReferences } from './check.ts';
import { allDisagreements, type Disagreement } from './disagreements.ts';
import { type Figure, FigureError, parseFigure } from './figures.ts';
import { checkGuide, type Guide, guideSchema } from './guide.ts';
import { KnowledgeError, type Problem } from './problems.ts';
import {
  type Article,
  articleSchema,
  disagreementFileSchema,
  type FactEntry,
  type FactFile,
  factFileSchema,
  type Language,
  languageSchema,
  type Outside,
  outsideSchema,
  type Program,
  programSchema,
  type Question,
  questionFileSchema,
  type School,
  type Smalltalk,
  schoolSchema,
  smalltalkSchema,
  type Topic,
  topicSchema,
} from './schema.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A claim of one article, with its figures as data. */
export interface Fact extends Omit<FactEntry, 'figures'> {
  readonly article: string;
  readonly figures: readonly Figure[];
}

/** Everything the editors wrote, checked. Maps keep the order of the files. */
export interface Knowledge {
  readonly school: School;
  readonly articles: ReadonlyMap<string, Article>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly facts: ReadonlyMap<string, Fact>;
  /** Those the editors declared, then those the figures show. */
  readonly disagreements: readonly Disagreement[];
  readonly questions: ReadonlyMap<string, Question>;
  readonly outside: Outside;
  /** Questions that help to choose; a knowledge may do without. */
  readonly guide?: Guide;
  readonly smalltalk: readonly Smalltalk[];
  readonly languages: readonly Language[];
}

/** Reads a knowledge folder. Throws `KnowledgeError` with every problem in it. */
export function loadKnowledge(directory: string): Knowledge {
  const problems: Problem[] = [];
  const read = <S extends z.ZodType>(name: string, schema: S) =>
    readYaml(directory, name, schema, (p) => problems.push(p));
  const readAll = <S extends z.ZodType>(folder: string, schema: S) =>
    yamlNames(directory, folder, problems).flatMap((name) => read(`${folder}/${name}`, schema) ?? []);

  const school = read('school.yaml', schoolSchema);
  const articles = read('articles.yaml', z.array(articleSchema).min(1));
  const programs = read('programs.yaml', z.array(programSchema).min(1));
  const topics = read('topics.yaml', z.array(topicSchema).min(1));
  const disagreements = read('disagreements.yaml', disagreementFileSchema);
  const outside = read('outside.yaml', outsideSchema);
  const guide = existsSync(join(directory, 'guide.yaml')) ? read('guide.yaml', guideSchema) : undefined;
  const smalltalk = read('smalltalk.yaml', smalltalkSchema);
  const languages = read('languages.yaml', languageSchema);
  const facts = readAll('facts', factFileSchema);
  const questions = readAll('questions', questionFileSchema);
  if (!school || !articles || !programs || !topics || !disagreements) throw new KnowledgeError(directory, problems);
  if (!outside || !smalltalk || !languages || problems.length > 0) throw new KnowledgeError(directory, problems);
  checkReferences({ articles, programs, topics, facts, disagreements, questions }, (p) => problems.push(p));
  if (guide) checkGuide(guide, { topics: topics.content, facts }, (p) => problems.push(p));
  const parsedFacts = facts.flatMap((file) => withFigures(file, problems));
  if (problems.length > 0) throw new KnowledgeError(directory, problems);
  const compared = { programs: byId(programs.content), topics: byId(topics.content), facts: byId(parsedFacts) };
  return {
    school: school.content,
    articles: byId(articles.content),
    ...compared,
    disagreements: allDisagreements(disagreements.content, compared),
    questions: byId(questions.flatMap((file) => file.content)),
    outside: outside.content,
    ...(guide && { guide: guide.content }),
    smalltalk: smalltalk.content,
    languages: languages.content,
  };
}

function yamlNames(directory: string, folder: string, problems: Problem[]): string[] {
  try {
    return readdirSync(join(directory, folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch {
    problems.push({ file: folder, field: '(the folder)', message: 'it is missing; every knowledge folder needs it' });
    return [];
  }
}

const byId = <T extends { id: string }>(entries: readonly T[]) => new Map(entries.map((entry) => [entry.id, entry]));

function withFigures(file: YamlFile<FactFile>, problems: Problem[]): Fact[] {
  const { article, facts } = file.content;
  return facts.map((fact, i) => {
    const figures = fact.figures.flatMap((text, j) => {
      try {
        return parseFigure(text);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        problems.push(file.problem(['facts', i, 'figures', j], error.message));
        return [];
      }
    });
    for (const field of ['text', 'cell'] as const) {
      for (const amount of undeclaredAmounts(fact[field] ?? '', fact.figures)) {
        problems.push(file.problem(['facts', i, field], `it says ${amount}, but "figures" does not; add it there`));
      }
    }
    return { ...fact, article, figures };
  });
}
