import { readFileSync } from 'node:fs';

/** A sentence and what it asks for. */
export interface Labelled {
  readonly sentence: string;
  readonly label: string;
}

/**
 * Reads a CSV file (quotes as in RFC 4180) with columns `sentence` and `label`, in any order and beside any others.
 *
 * @throws Error if one of the columns is missing or the file has no rows.
 */
export function readLabelled(file: string): Labelled[] {
  const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  const [sentence, label] = ['sentence', 'label'].map((name) => header.indexOf(name)) as [number, number];
  if (sentence < 0 || label < 0) throw new Error(`${file}: needs the columns sentence and label`);
  if (rows.length === 0) throw new Error(`${file}: has no rows`);
  return rows.map((row) => ({ sentence: row[sentence] ?? '', label: row[label] ?? '' }));
}

/** Each match is one cell, quoted or plain, with what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

/** The rows of a CSV text; empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, quoted, plain = '', end] of text.matchAll(CELL)) {
    if (whole === '' && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
