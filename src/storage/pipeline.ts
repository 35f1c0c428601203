import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type { Client } from 'pg';
import { DatabaseUnavailable } from './errors.ts';
import { askingSettings, isStatementsFault } from './postgres.ts';
import { nameOf } from './prepared.ts';

/**
 * Kysely's dialect for one connection to a PostgreSQL, over which statements go out without waiting for the answers to
 * those before; what is asked in the same moment goes out together. For statements that are done by themselves and wait
 * for no lock: transactions would get mixed up, and one that waits would hold up all behind it.
 */
export function pipelineDialect(url: string): Dialect {
  let opening: Promise<PostgresPoolClient> | undefined;
  let opened: Client | undefined;

  const renew = (client?: Client) => {
    if (client !== opened) return;
    opening = undefined;
    opened = undefined;
  };

  const open = async (): Promise<PostgresPoolClient> => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ ...(await askingSettings(url)), pipeline: true });
    opened = client;
    // Whoever waits for an answer hears of it as well.
    client.on('error', () => renew(client));
    client.once('end', () => renew(client));
    await client.connect();
    return together(client, () => renew(client));
  };

  return new PostgresDialect({
    pool: {
      async connect() {
        opening ??= open();
        try {
          return await opening;
        } catch (error) {
          renew(opened);
          throw new DatabaseUnavailable(error);
        }
      },
      async end() {
        await opening?.catch(() => undefined);
        await opened?.end();
      },
    },
  });
}

function together(client: Client, renew: () => void): PostgresPoolClient {
  const { stream } = client.connection;
  let isHeld = false;
  const hold = () => {
    if (isHeld) return;
    isHeld = true;
    stream.cork();
    setImmediate(() => {
      isHeld = false;
      stream.uncork();
    });
  };
  const query = async (sql: string, parameters: readonly unknown[]) => {
    hold();
    try {
      return await client.query({ name: nameOf(sql), text: sql, values: [...parameters] });
    } catch (error) {
      if (isStatementsFault(error)) throw error;
      renew();
      void client.end().catch(() => undefined);
      throw new DatabaseUnavailable(error);
    }
  };
  return { query, release: () => {} } as unknown as PostgresPoolClient;
}
