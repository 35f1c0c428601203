/**
 * `npm run data -- show [WHO] | forget WHO | purge [DAYS]`: what the service has stored. `WHO` is a user's id, a
 * conversation's, or the e-mail address or phone number left with a question.
 */
import { existsSync } from 'node:fs';
import { loadEnv, readConfig } from '../config.ts';
import { openDatabase } from '../storage/open.ts';
import type { Database, Kept } from '../storage/storage.ts';

const USAGE = `Say what to do:
  npm run data -- show            counts what is stored
  npm run data -- show WHO        prints all that is stored of a person, as JSON
  npm run data -- forget WHO      deletes it
  npm run data -- purge [DAYS]    deletes what is older than RETENTION_DAYS, or than DAYS
WHO is a user's id, a conversation's id, or the e-mail address or phone number left with a question.
`;

type Act = (database: Database) => Promise<string>;

const print = (text: string) => process.stdout.write(`${text}\n`);

try {
  const config = readConfig(loadEnv());
  const act = read(process.argv.slice(2), config.retentionDays);
  if (!act) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  requireFile(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl);
  try {
    print(await act(database));
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** What the arguments ask for; nothing if they are none of the above. */
function read([verb, argument, ...rest]: string[], retentionDays: number): Act | undefined {
  if (rest.length > 0) return undefined;
  if (verb === 'show') return argument ? (database) => showPerson(database, argument) : showCounts;
  if (verb === 'forget' && argument) return (database) => forget(database, argument);
  const days = argument ?? `${retentionDays}`;
  return verb === 'purge' && /^\d{1,4}$/.test(days) ? (database) => purge(database, Number(days)) : undefined;
}

/** A new file would be made where none is, and hold nothing: whoever mistyped its place must not read that from it. */
function requireFile(url: string): void {
  const path = /^sqlite:(?!:)(.*)$/.exec(url)?.[1];
  if (path && !existsSync(path)) throw new Error(`There is no database at ${path}; DATABASE_URL says where it is.`);
}

async function showCounts(database: Database): Promise<string> {
  const counts = Object.entries(await database.count());
  return counts.map(([table, rows]) => `${table.padEnd(16)}${rows}`).join('\n');
}

async function showPerson(database: Database, who: string): Promise<string> {
  return JSON.stringify(await database.find(who), null, 2);
}

async function forget(database: Database, who: string): Promise<string> {
  const kept = await database.erase(who);
  return sizeOf(kept) === 0 ? 'Nothing is stored under that name.' : `Deleted: ${described(kept)}.`;
}

async function purge(database: Database, days: number): Promise<string> {
  const before = Date.now() - days * 24 * 60 * 60 * 1000;
  const conversations = await database.removeIdle(before);
  const handoffs = await database.handoffs.purge(before);
  return `Deleted what nobody touched for ${days} days: ${conversations} conversations, ${handoffs} questions for a person.`;
}

function sizeOf(kept: Kept): number {
  return Object.values(kept).reduce((sum, rows) => sum + rows.length, 0);
}

function described(kept: Kept): string {
  return Object.entries(kept)
    .map(([table, rows]) => `${rows.length} ${table}`)
    .join(', ');
}
