import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Played } from './play.ts';
import type { Theme } from './tables.ts';

const folder = fileURLToPath(new URL('../../artifacts/journeys/', import.meta.url));

/** Writes what was said in the journeys of a theme, by their names, to be read without knowing the tables. */
export function writeTranscript({ file, title }: Theme, played: ReadonlyMap<string, readonly Played[]>): void {
  mkdirSync(folder, { recursive: true });
  const talks = [...played].map(([name, turns]) => [`## ${name}`, ...turns.map(spoken)].join('\n\n'));
  writeFileSync(`${folder}${file}.md`, `${[`# ${title}`, ...talks].join('\n\n')}\n`);
}

function spoken({ row, shown, faults }: Played): string {
  const quoted = shown.spoken.replace(/^/gm, '> ').replace(/^> $/gm, '>');
  const said = `**Student${row.isTap ? ' (taps)' : ''}:** ${row.student}\n\n**Bot:**\n\n${quoted}`;
  return faults.length > 0 ? `${said}\n\n**Wrong:** ${faults.join('; ')}` : said;
}
