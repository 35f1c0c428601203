import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type { Client, ClientConfig, Pool, PoolClient } from 'pg';
import { DatabaseUnavailable } from './errors.ts';
import { nameOf } from './prepared.ts';

/** How many connections a replica holds at most, besides one to listen and one for single statements. */
const connections = 10;

/** In milliseconds. A replica that stands still in a transaction must not hold up the others for longer than a turn's claim. */
const patience = { connect: 5_000, statement: 10_000, transaction: 10_000 };

/** Counts and times are stored as `bigint`, which the driver would give as text. All of ours fit into a number. */
const BIGINT = 20;

/** Kysely's dialect for a PostgreSQL. */
export function postgresDialect(url: string): Dialect {
  return new PostgresDialect({ pool: async () => guarded(await openPool(url)) });
}

/** A connection of one's own, for listening. Rejects where the server cannot be reached. */
export async function connectTo(url: string): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ ...settings(url), application_name: 'crossroads listening' });
  // It ends after an error, which is what matters.
  client.on('error', () => {});
  await client.connect();
  return client;
}

const settings = (connectionString: string) => ({
  connectionString,
  connectionTimeoutMillis: patience.connect,
  keepAlive: true,
});

/** How the service connects to ask. */
export async function askingSettings(url: string): Promise<ClientConfig> {
  const { default: pg } = await import('pg');
  return {
    ...settings(url),
    types: { getTypeParser: (id, format) => (id === BIGINT ? Number : pg.types.getTypeParser(id, format)) },
    statement_timeout: patience.statement,
    // For when the server cannot be heard any more.
    query_timeout: 2 * patience.statement,
    idle_in_transaction_session_timeout: patience.transaction,
    application_name: 'crossroads',
  };
}

async function openPool(url: string): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ ...(await askingSettings(url)), max: connections });
  // A connection that breaks while nobody uses it has left the pool already.
  pool.on('error', () => {});
  return pool;
}

/** The pool, with its failures told apart from those of statements, and without connections that failed. */
function guarded(pool: Pool) {
  return {
    async connect(): Promise<PostgresPoolClient> {
      const client: PoolClient = await pool.connect().catch((error: unknown) => {
        throw new DatabaseUnavailable(error);
      });
      let broken: Error | undefined;
      const breaks = (error: unknown) => {
        broken = error instanceof Error ? error : new Error(String(error));
      };
      // Nobody else hears of a connection that breaks between two statements.
      client.on('error', breaks);
      const query = async (sql: string, parameters: readonly unknown[]) => {
        try {
          return await client.query({ name: nameOf(sql), text: sql, values: [...parameters] });
        } catch (error) {
          if (isStatementsFault(error)) throw error;
          breaks(error);
          throw new DatabaseUnavailable(error);
        }
      };
      const release = () => {
        client.off('error', breaks);
        client.release(broken);
      };
      // Cursors, which the type has as well, are used by nobody here.
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}

/**
 * Whether the server has read the statement and refused it for what it says. Other failures pass: those of the
 * connection (08), of resources (53), of operators and systems (57, 58), and conflicts of transactions (25, 40, 55).
 */
export function isStatementsFault(error: unknown): boolean {
  const state = error instanceof Error && 'code' in error && 'severity' in error ? String(error.code) : '';
  return state !== '' && !/^(08|25|40|53|55|57|58)/.test(state);
}
