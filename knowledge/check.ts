import type { Problem } from './problems.ts';
import type { Article, FactFile, Program, Question, Topic } from './schema.ts';
import { fold } from './text.ts';
import type { YamlFile } from './yaml-file.ts';

type Report = (problem: Problem) => void;

/** The files that speak of each other. */
export interface KnowledgeFiles {
  readonly articles: YamlFile<Article[]>;
  readonly programs: YamlFile<Program[]>;
  readonly topics: YamlFile<Topic[]>;
  readonly facts: readonly YamlFile<FactFile>[];
  readonly questions: readonly YamlFile<Question[]>[];
}

/** Checks what one file says of another: ids that must stand, ids and aliases that may stand only once. */
export function checkReferences(files: KnowledgeFiles, report: Report): void {
  const articles = idsOf([files.articles], report);
  const programs = idsOf([files.programs], report);
  const topics = idsOf([files.topics], report);
  const aspects = new Map(files.topics.content.map((topic) => [topic.id, new Set(topic.aspects.map((a) => a.id))]));
  checkAliases(files.programs, report);

  files.programs.content.forEach((program, i) => {
    if (program.partOf) known(files.programs, [i, 'partOf'], program.partOf, programs, 'program', report);
  });
  files.topics.content.forEach((topic, i) => {
    topic.next.forEach((next, j) => known(files.topics, [i, 'next', j], next, topics, 'topic', report));
  });
  const facts = idsOf(
    files.facts.map((file) => ({ ...file, content: file.content.facts, at: ['facts'] })),
    report,
  );
  for (const file of files.facts) {
    known(file, ['article'], file.content.article, articles, 'article', report);
    file.content.facts.forEach((fact, i) => {
      const at = ['facts', i];
      fact.programs.forEach((id, j) => known(file, [...at, 'programs', j], id, programs, 'program', report));
      checkTopic(file, at, fact);
      if (typeof fact.contrast === 'object')
        known(
          file,
          [...at, 'contrast', 'more'],
          fact.contrast.more,
          new Set(fact.programs),
          'program of this fact',
          report,
        );
      if (fact.contrast && fact.programs.length < 2)
        report(file.problem([...at, 'contrast'], 'a contrast needs at least two programs'));
    });
  }
  idsOf(files.questions, report);
  for (const file of files.questions) {
    file.content.forEach((question, i) => {
      checkTopic(file, [i], question);
      question.programs.forEach((id, j) => known(file, [i, 'programs', j], id, programs, 'program', report));
      question.facts.forEach((id, j) => known(file, [i, 'facts', j], id, facts, 'fact', report));
    });
  }

  function checkTopic(file: YamlFile<unknown>, at: PropertyKey[], entry: { topic: string; aspects: string[] }) {
    known(file, [...at, 'topic'], entry.topic, topics, 'topic', report);
    entry.aspects.forEach((id, j) =>
      known(
        file,
        [...at, 'aspects', j],
        id,
        aspects.get(entry.topic) ?? new Set(),
        `aspect of "${entry.topic}"`,
        report,
      ),
    );
  }
}

interface Listing extends YamlFile<readonly { id: string }[]> {
  readonly at?: readonly PropertyKey[];
}

function idsOf(files: readonly Listing[], report: Report): Set<string> {
  const seen = new Map<string, string>();
  for (const file of files) {
    file.content.forEach(({ id }, i) => {
      const before = seen.get(id);
      if (before)
        report(
          file.problem([...(file.at ?? []), i, 'id'], `"${id}" is taken already (in ${before}); choose another id`),
        );
      else seen.set(id, file.name);
    });
  }
  return new Set(seen.keys());
}

function known(
  file: YamlFile<unknown>,
  path: PropertyKey[],
  id: string,
  ids: ReadonlySet<string>,
  what: string,
  report: Report,
) {
  if (!ids.has(id))
    report(file.problem(path, `there is no ${what} "${id}"; the possible ones are ${[...ids].join(', ') || 'none'}`));
}

function checkAliases(programs: KnowledgeFiles['programs'], report: Report) {
  const owners = new Map<string, string>();
  programs.content.forEach((program, i) => {
    for (const list of ['aliases', 'hints'] as const) {
      program[list].forEach((alias, j) => {
        const owner = owners.get(fold(alias));
        if (owner)
          report(programs.problem([i, list, j], `"${alias}" already stands for "${owner}"; let one of them have it`));
        else owners.set(fold(alias), program.id);
      });
    }
  });
}
