import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { lastingContract, storageContract } from './contract.ts';
import { racesOnPostgres } from './races.ts';
import { replicasContract } from './replicas.contract.ts';

let postgres: Postgres;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe('with a server', () => {
  beforeEach(async () => {
    url = await postgres.create();
  });

  storageContract('postgres', (clock) => openDatabase(url, clock));
  describe('postgres: two replicas', () => replicasContract(() => openDatabase(url)));
  describe('postgres: beside another replica’s transaction', () => racesOnPostgres(() => url));
  lastingContract('postgres', (clock) => openDatabase(url, clock));
});
