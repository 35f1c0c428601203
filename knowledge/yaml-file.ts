import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fieldName, type Problem } from './problems.ts';

/** One file of the knowledge, read and checked against its schema, with the line of everything in it. */
export interface YamlFile<T> {
  readonly name: string;
  readonly content: T;
  /** A problem at a place in the file, such as `['facts', 3, 'topic']`. */
  problem(path: readonly PropertyKey[], message: string): Problem;
}

/** Reads `name` below `directory`. Hands each problem to `report` and resolves to `undefined` when there is any. */
export function readYaml<S extends z.ZodType>(
  directory: string,
  name: string,
  schema: S,
  report: (problem: Problem) => void,
): YamlFile<z.output<S>> | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, name), 'utf8');
  } catch {
    report({
      file: name,
      field: '(the file)',
      message: 'it is missing or cannot be read; every knowledge folder needs it',
    });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      report({
        file: name,
        line: error.linePos?.[0].line ?? 1,
        field: '(YAML)',
        message: error.message.split(/ at line|\n/)[0] ?? error.code,
      });
    }
    return undefined;
  }
  const problem = (path: readonly PropertyKey[], message: string): Problem => {
    // The nearest enclosing node that stands in the file: a missing field is reported where it should be.
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range)
        return { file: name, line: lines.linePos(node.range[0]).line, field: fieldName(path), message };
    }
    return { file: name, field: fieldName(path), message };
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { name, content: parsed.data, problem };
  for (const issue of parsed.error.issues) {
    // A key too many is reported at the key, not at what it stands in.
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of keys) report(problem(path, advice(issue.message)));
  }
  return undefined;
}

const advice = (message: string) => (message.endsWith('received undefined') ? 'it is missing; add it' : message);
