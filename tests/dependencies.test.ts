import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/config.ts';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const { dependencies, devDependencies, overrides = {} } = JSON.parse(read('package.json'));
const { packages } = JSON.parse(read('package-lock.json'));
const installed = Object.entries<{ version: string; integrity?: string; link?: boolean }>(packages).filter(
  ([path]) => path,
);

test('every version is exact, and the lock file has it', () => {
  for (const [name, version] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
  for (const [name, version] of Object.entries<string>(overrides)) expect(version, name).toMatch(/@?\d+\.\d+\.\d+$/);
});

test('every package is known by its digest, wherever it comes from', () => {
  for (const [path, { integrity, ...rest }] of installed) {
    expect(integrity, path).toMatch(/^sha512-/);
    expect(rest, path).not.toHaveProperty('resolved');
  }
});

test('the advisories that are written down are of what is installed', () => {
  const named = [...read('docs/dependencies.md').matchAll(/`((?:@[\w-]+\/)?[\w.-]+)@(\d+\.\d+\.\d+)`/g)];
  expect(named.length).toBeGreaterThan(15);
  const versions = new Set(installed.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`));
  for (const [, name, version] of named) expect(versions, `${name}@${version}`).toContain(`${name}@${version}`);
});
