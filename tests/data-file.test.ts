import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readData, writeData } from '../src/data-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-data-'));
const file = join(folder, 'data.bin');
afterAll(() => rmSync(folder, { recursive: true }));

const whole = Int32Array.from({ length: 1000 }, (_, i) => -i);
const data = {
  name: 'naïve ✓',
  maps: new Map([['a', new Set(['b', 'c'])]]),
  whole,
  part: whole.subarray(10, 13),
  small: {
    shorts: Int16Array.of(-1, 2),
    words: Uint16Array.of(65_535),
    shares: Float32Array.of(0.25),
    none: new Int32Array(0),
  },
};

test('data is read as it was written, arrays of numbers included', () => {
  writeData(file, data);
  expect(readData(file)).toEqual(data);
});

test('a part of an array is kept without the rest, and each array is read to a buffer of its own', () => {
  writeData(file, data);
  const { part, whole } = readData(file) as typeof data;
  expect(part.buffer.byteLength).toBe(12);
  expect(whole.buffer.byteLength).toBe(4000);
  expect(statSync(file).size).toBeLessThan(4000 + 12 + 500);
});

test('a file that ends too soon is no data', () => {
  writeData(file, data);
  truncateSync(file, readFileSync(file).length - 1);
  expect(() => readData(file)).toThrow('It ends too soon');
});

test('an array of a kind that is not kept is refused', () => {
  expect(() => writeData(file, { doubles: Float64Array.of(1) })).toThrow('Float64Array cannot be kept in a file');
});
