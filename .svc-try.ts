import { readConfig } from './src/config.ts';
import { createApp } from './src/app.ts';
const config = readConfig({ PORT: process.env.P ?? '0', DATABASE_URL: process.env.DB ?? 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: process.env.RL ?? '0', DIRECT_LINE_SECRET: 's3cret', LOG_LEVEL: 'info' });
const app = await createApp(config, { createBot: () => ({ async run(c) { if (c.activity.type === 'message') await c.sendActivity('echo ' + c.activity.text); else if (c.activity.type==='conversationUpdate') await c.sendActivity('welcome ' + c.activity.membersAdded?.map(m=>m.id)); } }) });
console.log(await app.start(), process.memoryUsage().rss / 1e6);
process.on('SIGTERM', async () => { await app.stop(); process.exit(0) });
