import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Document } from 'yaml';
import type { z } from 'zod/v4';
import { fieldName, type Problem } from './problems.ts';

/** One file of the knowledge, read and checked against its schema, with the line of everything in it. */
export interface YamlFile<T> {
  readonly name: string;
  readonly content: T;
  /** A problem at a place in the file, such as `['facts', 3, 'topic']`. */
  problem(path: readonly PropertyKey[], message: string): Problem;
}

/** Reads `name` below `directory`. Hands each problem to `report` and returns `undefined` when there is any. */
export function readYaml<S extends z.ZodType>(
  directory: string,
  name: string,
  schema: S,
  report: (problem: Problem) => void,
): YamlFile<z.output<S>> | undefined {
  const text = readText(join(directory, name));
  if (text === undefined) {
    const message = 'it is missing or cannot be read; every knowledge folder needs it';
    report({ file: name, field: '(the file)', message });
    return undefined;
  }
  // Lines are wanted for problems alone, and knowing them takes eight times as long as reading the values.
  const withLines = once(() => parseWithLines(text));
  const values = parseValues(text);
  const faults = values === undefined ? faultsOf(withLines().document) : [];
  if (faults.length > 0) {
    for (const fault of faults) report({ file: name, field: '(YAML)', ...fault });
    return undefined;
  }
  const problem = (path: readonly PropertyKey[], message: string): Problem => {
    const line = lineOf(path, withLines());
    return { file: name, ...(line ? { line } : {}), field: fieldName(path), message };
  };
  const parsed = schema.safeParse(values ?? withLines().document.toJS());
  if (parsed.success) return { name, content: parsed.data, problem };
  for (const issue of parsed.error.issues) {
    // A key too many is reported at the key, not at what it stands in.
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of keys) report(problem(path, advice(issue.message)));
  }
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The values of a YAML text; `undefined` where it is none, for the slower parser to say why. */
function parseValues(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

/** Why a text is no YAML; nothing where only the faster parser takes it for none. */
function faultsOf(document: Document): { line: number; message: string }[] {
  const faults = document.errors.map(({ message, code, linePos }) => {
    return { line: linePos?.[0].line ?? 1, message: message.split(/ at line|\n/)[0] ?? code };
  });
  if (faults.length > 0) return faults;
  try {
    document.toJS();
    return [];
  } catch (error) {
    // An alias of nothing, or so many that they would fill the memory.
    return [{ line: 1, message: error instanceof Error ? error.message : String(error) }];
  }
}

/** Loaded on demand: only problems need it. */
const yaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');

function parseWithLines(text: string) {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  return { lines, document: parseDocument(text, { lineCounter: lines }) };
}

/** Of the nearest enclosing node that stands in the file: a missing field is reported where it should be. */
function lineOf(path: readonly PropertyKey[], { lines, document }: ReturnType<typeof parseWithLines>) {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (yaml().isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const advice = (message: string) => (message.endsWith('received undefined') ? 'it is missing; add it' : message);
