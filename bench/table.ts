/** A Markdown table, its columns padded to one width. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const longest = 40;

/** A chart of bars, as text: `[name, value]` by lines, the longest bar for the highest value. */
export function bars(values: readonly (readonly [name: string, value: number])[], unit: string): string {
  const most = Math.max(...values.map(([, value]) => value));
  const width = Math.max(...values.map(([name]) => name.length));
  const lines = values.map(([name, value]) => {
    const bar = '█'.repeat(Math.max(1, Math.round((longest * value) / most)));
    return `${name.padEnd(width)} ${bar} ${short(value)} ${unit}`;
  });
  return ['```text', ...lines, '```'].join('\n');
}

/** A number as people read it: three digits that count, no more. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** Says how far a benchmark has got, beside what it gives in the end. */
export function tell(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
