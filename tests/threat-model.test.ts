import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/config.ts';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const rows = read('docs/threat-model.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:attack|-)/.test(line));

test.each(rows)('the test that is named is there: %s', (row) => {
  const [, file, title] = /`(tests\/[\w/.-]+\.ts)` "([^"]+)" \|$/.exec(row) ?? [];
  expect(file, 'a file and a title').toBeDefined();
  const source = read(file ?? '').replaceAll("\\'", "'");
  expect(source).toContain(`${title}`);
});

test('the table is long', () => expect(rows.length).toBeGreaterThan(40));
