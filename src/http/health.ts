import type { Database } from '../storage/storage.ts';
import { HttpError, type Route } from './http.ts';

/** `GET /healthz`: the process answers. `GET /readyz`: it can do its work. */
export function healthRoutes(database: Database): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'alive' } }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        if (!(await database.ping())) throw new HttpError(503, 'NotReady', 'The database cannot be reached.');
        return { status: 200, body: { status: 'ready' } };
      },
    },
  ];
}
