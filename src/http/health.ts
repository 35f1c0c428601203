import type { Database } from '../storage/storage.ts';
import { within } from '../within.ts';
import { HttpError, type Route } from './http.ts';

// A load balancer asks every few seconds and waits about as long.
const patience = 2_000;

/** `GET /healthz`: the process answers. `GET /readyz`: it can do its work. */
export function healthRoutes(database: Database): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'alive' } }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        let reached = false;
        const ping = database.ping().then((answer) => {
          reached = answer;
        });
        if (!(await within(patience, ping)) || !reached)
          throw new HttpError(503, 'NotReady', 'The database cannot be reached.');
        return { status: 200, body: { status: 'ready' } };
      },
    },
  ];
}
