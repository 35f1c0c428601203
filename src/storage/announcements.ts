import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import type { Schema } from './schema.ts';

/** `said`: something was said in the conversation of that id. `taken`: that key took from a limit. */
export type Topic = 'said' | 'taken';

/** What the replicas of one database tell each other. It may get lost, so nothing must depend on it but how soon one hears. */
export interface Announcements {
  publish(topic: Topic, key: string): void;
  /**
   * What the other replicas publish; without a key, something may have been missed.
   * @returns what ends it.
   */
  subscribe(topic: Topic, hear: (key: string | undefined) => void): () => void;
}

const channel = 'crossroads';

/** What is announced within so many milliseconds goes out together: each notification costs the database a commit. */
const gather = 10;
const reconnectAfter = 250;

/** PostgreSQL takes 8,000 bytes at most. */
const maxPayload = 7_500;

type Pair = readonly [Topic, string];
type Hear = (key: string | undefined) => void;

/** Announcements among the replicas of one PostgreSQL, by LISTEN and NOTIFY. */
export function createAnnouncements(
  db: Kysely<Schema>,
  connect: () => Promise<Client>,
): Announcements & { stop(): Promise<void> } {
  const self = randomUUID();
  const hearers: Record<Topic, Set<Hear>> = { said: new Set(), taken: new Set() };
  let waiting: Pair[] = [];
  let isStopped = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const tell = (topic: Topic, key?: string) => hearers[topic].forEach((hear) => hear(key));

  const hear = (payload: string | undefined) => {
    const { from, pairs }: { from: string; pairs: Pair[] } = JSON.parse(payload ?? '{}');
    if (from !== self) for (const [topic, key] of pairs) tell(topic, key);
  };

  async function listen(): Promise<void> {
    try {
      client = await connect();
      // A process that was there for a moment only would be kept alive.
      if (isStopped) return again();
      client.on('notification', ({ payload }) => hear(payload));
      client.once('end', again);
      await client.query(`listen ${channel}`);
      // What was announced while nobody listened is not announced again.
      for (const topic of ['said', 'taken'] as const) tell(topic);
    } catch {
      again();
    }
  }

  function again(): void {
    void client?.end().catch(() => undefined);
    client = undefined;
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(listen, reconnectAfter).unref();
  }

  async function send(): Promise<void> {
    const pairs = waiting;
    waiting = [];
    for (const part of parts(pairs)) {
      const payload = JSON.stringify({ from: self, pairs: part });
      // A lost announcement delays what the others see; they look by themselves now and then.
      await sql`select pg_notify(${channel}, ${payload})`.execute(db).catch(() => undefined);
    }
  }

  void listen();
  return {
    publish(topic, key) {
      if (waiting.push([topic, key]) === 1) setTimeout(send, gather);
    },
    subscribe(topic, hear) {
      hearers[topic].add(hear);
      return () => void hearers[topic].delete(hear);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

function parts(pairs: readonly Pair[]): Pair[][] {
  const all: Pair[][] = [];
  let size = maxPayload;
  for (const pair of pairs) {
    const bytes = Buffer.byteLength(JSON.stringify(pair)) + 1;
    size += bytes;
    if (size > maxPayload - 100) {
      all.push([]);
      size = bytes;
    }
    all.at(-1)?.push(pair);
  }
  return all;
}
