import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { packageRoot } from './config.ts';
import { type Studied, study } from './engine.ts';

/** Where what was learnt is kept between starts; the build makes the folder, and whoever deletes it loses only time. */
const memory = join(packageRoot, 'dist/studied');

/**
 * Studies a knowledge folder, or recalls what was learnt from it when neither a file of it nor the built code has
 * changed since. Throws `KnowledgeError` with every problem in the folder.
 */
export function recall(knowledgeDir: string): Studied {
  const file = join(memory, `${fingerprint(knowledgeDir)}.bin`);
  try {
    return detached(deserialize(readFileSync(file)) as Studied);
  } catch {
    const studied = study(knowledgeDir);
    keep(file, studied);
    return studied;
  }
}

/** Arrays of numbers are read as views of the whole file, which would stay in memory for them: they get their own instead. */
function detached({ knowledge, learned }: Studied): Studied {
  const { features, model, phrasings } = learned;
  return {
    knowledge,
    learned: { ...learned, features: withOwn(features), model: withOwn(model), phrasings: withOwn(phrasings) },
  };
}

const withOwn = <Data extends object>(data: Data): Data =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? (value as Int32Array).slice() : value,
    ]),
  ) as Data;

/** Of everything that what is learnt depends on: the folder's files and the code, whose parts are named for their content. */
function fingerprint(knowledgeDir: string): string {
  const hash = createHash('sha256').update(readFileSync(join(packageRoot, 'dist/study-worker.js')));
  for (const name of yamlBelow(knowledgeDir)) hash.update(`\0${name}\0`).update(readFileSync(join(knowledgeDir, name)));
  return hash.digest('hex').slice(0, 32);
}

function yamlBelow(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.yaml')).sort();
}

/** In one step, so that a start beside this one never reads half a file. Not being able to is no reason to stop. */
function keep(file: string, studied: Studied): void {
  try {
    mkdirSync(memory, { recursive: true });
    for (const name of readdirSync(memory)) rmSync(join(memory, name), { force: true });
    writeFileSync(`${file}.${process.pid}`, serialize(studied));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only installation studies at every start.
  }
}
