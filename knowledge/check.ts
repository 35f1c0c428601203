import { checkDisagreements } from './check-disagreements.ts';
import type { Problem } from './problems.ts';
import type { Article, DisagreementEntry, FactFile, Program, Question, Topic } from './schema.ts';
import { fold } from './text.ts';
import type { YamlFile } from './yaml-file.ts';

/** The files that speak of each other. */
export interface KnowledgeFiles {
  readonly articles: YamlFile<Article[]>;
  readonly programs: YamlFile<Program[]>;
  readonly topics: YamlFile<Topic[]>;
  readonly facts: readonly YamlFile<FactFile>[];
  readonly disagreements: YamlFile<DisagreementEntry[]>;
  readonly questions: readonly YamlFile<Question[]>[];
}

type Path = readonly PropertyKey[];
type Report = (problem: Problem) => void;

/** Checks what one file says of another: ids that must stand, ids and aliases that may stand only once. */
export function checkReferences(files: KnowledgeFiles, report: Report): void {
  const articles = ids('article', [files.articles]);
  const programs = ids('program', [files.programs]);
  const topics = ids('topic', [files.topics]);
  const facts = ids(
    'fact',
    files.facts.map((file) => ({ ...file, content: file.content.facts, at: ['facts'] })),
  );
  ids('disagreement', [files.disagreements]);
  ids('question', files.questions);
  const aspects = new Map(
    files.topics.content.map(({ id, aspects: list }) => [
      id,
      { what: `aspect of "${id}"`, all: new Set(list.map((a) => a.id)) },
    ]),
  );
  checkAliases(files.programs, report);

  files.programs.content.forEach(({ partOf }, i) => {
    if (partOf) known(files.programs, [i, 'partOf'], partOf, programs);
  });
  files.topics.content.forEach((topic, i) => {
    known(files.topics, [i, 'next'], topic.next, topics);
    known(files.topics, [i, 'general'], topic.general, aspects.get(topic.id));
  });
  for (const file of files.facts) {
    known(file, ['article'], file.content.article, articles);
    file.content.facts.forEach((fact, i) => {
      const at = ['facts', i];
      known(file, [...at, 'programs'], fact.programs, programs);
      checkTopic(file, at, fact);
      if (!fact.contrast) return;
      if (fact.programs.length < 2) report(file.problem([...at, 'contrast'], 'a contrast needs at least two programs'));
      const own = { what: 'program of this fact', all: new Set(fact.programs) };
      if (typeof fact.contrast === 'object') known(file, [...at, 'contrast', 'more'], fact.contrast.more, own);
    });
  }
  files.disagreements.content.forEach((entry, i) => {
    known(files.disagreements, [i, 'programs'], entry.programs, programs);
    known(files.disagreements, [i, 'topic'], entry.topic, topics);
    entry.sides.forEach((side, j) => known(files.disagreements, [i, 'sides', j, 'facts'], side.facts, facts));
  });
  checkDisagreements(files, report);
  for (const file of files.questions) {
    file.content.forEach((question, i) => {
      checkTopic(file, [i], question);
      known(file, [i, 'programs'], question.programs, programs);
      known(file, [i, 'facts'], question.facts, facts);
    });
  }

  function checkTopic(file: YamlFile<unknown>, at: Path, entry: { topic: string; aspects: string[] }) {
    known(file, [...at, 'topic'], entry.topic, topics);
    known(file, [...at, 'aspects'], entry.aspects, aspects.get(entry.topic));
  }

  /** Reports each id used at a place that does not stand; none where what they would belong to is itself unknown. */
  function known(file: YamlFile<unknown>, at: Path, used: string | readonly string[], ids: Ids | undefined) {
    const unknown = (id: string, path: Path) => {
      const possible = [...(ids?.all ?? [])].join(', ') || 'none';
      report(file.problem(path, `there is no ${ids?.what} "${id}"; the possible ones are ${possible}`));
    };
    if (!ids) return;
    if (typeof used === 'string') ids.all.has(used) || unknown(used, at);
    else used.forEach((id, i) => ids.all.has(id) || unknown(id, [...at, i]));
  }

  function ids(what: string, listings: readonly Listing[]): Ids {
    const seen = new Map<string, string>();
    for (const file of listings) {
      file.content.forEach(({ id }, i) => {
        const before = seen.get(id);
        const path = [...(file.at ?? []), i, 'id'];
        if (before) report(file.problem(path, `"${id}" is taken already (in ${before}); choose another id`));
        else seen.set(id, file.name);
      });
    }
    return { what, all: new Set(seen.keys()) };
  }
}

interface Ids {
  readonly what: string;
  readonly all: ReadonlySet<string>;
}

interface Listing extends YamlFile<readonly { id: string }[]> {
  /** Where in the file the list stands; the whole file if left out. */
  readonly at?: Path;
}

function checkAliases(programs: KnowledgeFiles['programs'], report: Report) {
  const owners = new Map<string, string>();
  programs.content.forEach((program, i) => {
    for (const list of ['aliases', 'hints'] as const) {
      program[list].forEach((alias, j) => {
        const owner = owners.get(fold(alias));
        if (owner) {
          const message = `"${alias}" already stands for "${owner}"; let one of them have it`;
          report(programs.problem([i, list, j], message));
        } else owners.set(fold(alias), program.id);
      });
    }
  });
}
