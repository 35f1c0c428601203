import { openDatabase } from '../../src/storage/open.ts';

/** Takes in the message `a` of the conversation `c` for half an hour, says so, and holds it until it is killed. */
const [, , url = ''] = process.argv;
const { announcements, inbox } = await openDatabase(url);
await new Promise<void>((resolve) => announcements?.subscribe('said', () => resolve()));
const now = Date.now();
const delivery = { channel: 'slack', conversationId: 'c', id: 'a', payload: {} };
const { outcome } = await inbox.accept(delivery, { now, until: now + 30 * 60_000 });
process.stdout.write(`${outcome}\n`);
setInterval(() => {}, 1000);
