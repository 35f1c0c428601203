/**
 * That every attack has a test, and every test a defence whose removal it is known to notice. `npm run defences` tries
 * that, which takes some ten minutes; `DEFENCES=slack npx vitest run tests/threat-model.test.ts` tries those of a name.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/config.ts';
import { removals } from './attack/defences.ts';
import { type Copy, copyProject } from './attack/removal.ts';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const rows = read('docs/threat-model.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:attack|-)/.test(line))
  .map((line) => {
    const [, attack = '', file = '', title = ''] =
      /^\| ([^|]+) \| .* \| `(tests\/[\w/.-]+\.ts)` "([^"]+)" \|$/.exec(line) ?? [];
    return { line, attack, file, title };
  });

test('the table is long', () => expect(rows.length).toBeGreaterThan(40));

test.each(rows)('the test that is named is there: $line', ({ file, title }) => {
  expect(file, 'a file and a title').not.toBe('');
  expect(read(file).replaceAll("\\'", "'")).toContain(title);
});

test('every attack has a defence that can be taken away, and no other has', () => {
  expect([...new Set(removals.map(({ attack }) => attack))].sort()).toEqual(rows.map(({ attack }) => attack).sort());
});

test.each(removals)('what is taken away stands there once: $file $take', ({ file, take }) => {
  expect(read(file).split(take)).toHaveLength(2);
});

const chosen = process.env.DEFENCES;
const tried = removals.filter(({ attack }) => chosen !== undefined && new RegExp(chosen, 'i').test(attack));

describe.skipIf(tried.length === 0)('without the defence, the test fails', { timeout: 20 * 60_000 }, () => {
  const copy = tried.length > 0 ? copyProject() : undefined;
  afterAll(() => copy?.remove());
  const titlesOf = (attacks: readonly string[], file: string) =>
    rows.flatMap((row) => (row.file === file && attacks.includes(row.attack) ? row.title : []));
  const fileOf = (attack: string) => rows.find((row) => row.attack === attack)?.file ?? '';
  const attacks = tried.map(({ attack }) => attack);

  test.each(tried)('$attack: $file $take', (removal) => {
    const file = fileOf(removal.attack);
    const { ran, failed } = (copy as Copy).without(removal, { file, titles: titlesOf([removal.attack], file) });
    process.stdout.write(`${failed > 0 ? 'noticed' : 'UNNOTICED'}: ${removal.attack} (${failed} of ${ran})\n`);
    expect(failed).toBeGreaterThan(0);
  });

  test.each([...new Set(attacks.map(fileOf))])('with all of them, they pass: %s', (file) => {
    const { ran, failed } = (copy as Copy).run({ file, titles: titlesOf(attacks, file) });
    expect(failed).toBe(0);
    expect(ran).toBeGreaterThan(0);
  });
});
