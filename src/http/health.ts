import type { Database } from '../storage/storage.ts';
import { within } from '../within.ts';
import { HttpError, type Route } from './http.ts';

// A load balancer asks every few seconds and waits about as long.
const patience = 2_000;

/** Anybody may ask, and each answer costs the database a write: for so many milliseconds it is the same for all. */
const freshFor = 1_000;

/** `GET /healthz`: the process answers. `GET /readyz`: it can do its work. */
export function healthRoutes(database: Pick<Database, 'ping'>): Route[] {
  const isReady = keptFor(freshFor, () => ping(database));
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'alive' } }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        if (!(await isReady()))
          throw new HttpError(503, 'NotReady', 'The database cannot be reached or written to.', { 'Retry-After': '5' });
        return { status: 200, body: { status: 'ready' } };
      },
    },
  ];
}

async function ping(database: Pick<Database, 'ping'>): Promise<boolean> {
  let answer = false;
  const asked = database.ping().then((given) => {
    answer = given;
  });
  return (await within(patience, asked)) && answer;
}

/** Gives the same answer for so many milliseconds after it was asked for. */
function keptFor<T>(milliseconds: number, ask: () => Promise<T>): () => Promise<T> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<T> | undefined;
  return () => {
    if (!answer || performance.now() - asked >= milliseconds) {
      asked = performance.now();
      answer = ask();
    }
    return answer;
  };
}
