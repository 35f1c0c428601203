import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/config.ts';
import type { Removal } from './defences.ts';

/** A copy of the project in which defences can be taken away without harm. */
export interface Copy {
  /** How tests fare without a defence, which stands there again afterwards. */
  without(removal: Removal, tests: NamedTests): Verdicts;
  /** How they fare with all of them. */
  run(tests: NamedTests): Verdicts;
  remove(): void;
}

export interface NamedTests {
  readonly file: string;
  /** As they stand in the source, with `%s` where a value is filled in. */
  readonly titles: readonly string[];
}

/** How many tests there are, and how many of them failed. */
export interface Verdicts {
  readonly ran: number;
  readonly failed: number;
}

/** Patterns of what is copied; the packages, and what was built, are linked. */
const copied = [
  'knowledge',
  'dialogs',
  'src',
  'tests',
  'docs',
  'slack',
  'build.mjs',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

export function copyProject(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'crossroads-defences-'));
  for (const name of copied) cpSync(join(packageRoot, name), join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'dist']) symlinkSync(join(packageRoot, name), join(folder, name));

  const run = ({ file, titles }: NamedTests): Verdicts => {
    const report = join(folder, 'report.json');
    const pattern = titles.map(patternOf).join('|');
    const args = ['vitest', 'run', file, '-t', pattern, '--reporter=json', `--outputFile=${report}`];
    spawnSync('npx', args, { cwd: folder, encoding: 'utf8', timeout: 15 * 60_000 });
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    rmSync(report);
    const states: string[] = testResults.flatMap(({ assertionResults }: { assertionResults: { status: string }[] }) =>
      assertionResults.map(({ status }) => status),
    );
    const failed = states.filter((state) => state === 'failed').length;
    return { ran: failed + states.filter((state) => state === 'passed').length, failed };
  };

  const build = () => {
    rmSync(join(folder, 'dist'));
    const { status, stderr } = spawnSync('npm', ['run', '-s', 'build'], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`Without the defence nothing could be built: ${stderr}`);
  };

  return {
    run,
    without({ file, take, put = '', built = false }, tests) {
      const path = join(folder, file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        source.replace(take, () => put),
      );
      try {
        if (built) build();
        return run(tests);
      } finally {
        writeFileSync(path, source);
        if (built) {
          rmSync(join(folder, 'dist'), { recursive: true, force: true });
          symlinkSync(join(packageRoot, 'dist'), join(folder, 'dist'));
        }
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const patternOf = (title: string) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%[sij]/g, '.+');
