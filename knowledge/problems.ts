/** What is wrong with a knowledge folder, said so that its editor can mend it. */
export interface Problem {
  /** Path inside the knowledge folder. */
  readonly file: string;
  /** Counted from 1; missing where the whole file is meant. */
  readonly line?: number;
  /** Where in the file: `facts[3].topic`. */
  readonly field: string;
  readonly message: string;
}

/** Thrown by `loadKnowledge` with every problem found, not just the first. */
export class KnowledgeError extends Error {
  readonly code = 'KNOWLEDGE_INVALID';
  override readonly name = 'KnowledgeError';
  readonly problems: readonly Problem[];

  constructor(directory: string, problems: readonly Problem[]) {
    const lines = problems.map((p) => `  ${p.file}${p.line ? `:${p.line}` : ''} ${p.field}: ${p.message}`);
    super(`The knowledge in ${directory} has ${problems.length} problem(s):\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

type Path = readonly PropertyKey[];

/** `['facts', 3, 'topic']` as `facts[3].topic`. */
export const fieldName = (path: Path) =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${String(step)}`)).join('') ||
  '(the file)';
