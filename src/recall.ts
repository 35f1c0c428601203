import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './config.ts';
import { readData, writeData } from './data-file.ts';
import { type Studied, study } from './engine.ts';

/** Where what was learnt is kept between starts; the build makes the folder, and whoever deletes it loses only time. */
const memory = join(packageRoot, 'dist/studied');

/**
 * Studies a knowledge folder, or recalls what was learnt from it when neither a file of it nor the built code has
 * changed since. Throws `KnowledgeError` with every problem in the folder.
 */
export function recall(knowledgeDir: string): Studied {
  return recalled(knowledgeDir) ?? studyAndKeep(knowledgeDir);
}

/** What was learnt from a knowledge folder as it is now; `undefined` if it has not been studied since it changed. */
export function recalled(knowledgeDir: string): Studied | undefined {
  try {
    return readData(fileOf(knowledgeDir)) as Studied;
  } catch {
    return undefined;
  }
}

function studyAndKeep(knowledgeDir: string): Studied {
  const studied = study(knowledgeDir);
  keep(fileOf(knowledgeDir), studied);
  return studied;
}

const fileOf = (knowledgeDir: string) => join(memory, `${fingerprint(knowledgeDir)}.bin`);

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
    writeData(`${file}.${process.pid}`, studied);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only installation studies at every start.
  }
}
