import { createOutbox } from '../../src/handoff/outbox.ts';
import { createWebhook } from '../../src/handoff/webhook.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { sender, submission } from './sample.ts';

/** Submits the sample to the database and receiver given, and lives on until it is killed. */
const [, , database = '', url = ''] = process.argv;
const { handoffs } = await openDatabase(database);
const outbox = createOutbox({ store: handoffs, deliver: createWebhook({ url }), log: createLog('silent') });
await outbox.submit(sender, submission);
setInterval(() => {}, 1000);
