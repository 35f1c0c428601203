import { openDatabase } from '../../src/storage/open.ts';

/** Appends until it is killed, to the conversation `c` of the database given, and reports every place once it is durable. */
const [, , url = ''] = process.argv;
const { conversations } = await openDatabase(url);
await conversations.open({ id: 'c', now: Date.now() });
for (;;) {
  const { sequence } = await conversations.append('c', (place) => ({ type: 'message', text: `${place}` }), Date.now());
  process.stdout.write(`${sequence}\n`);
}
