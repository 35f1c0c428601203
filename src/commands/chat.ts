/** Talks with the bot in the terminal, through the same dialogs as every channel. Nothing is stored. */
import { createInterface } from 'node:readline/promises';
import { MemoryStorage } from 'botbuilder-core';
import type { Choice } from '../../dialogs/index.ts';
import { createBot } from '../bot.ts';
import { plainText } from '../channels/plain-text.ts';
import { TerminalAdapter } from '../channels/terminal/adapter.ts';
import { setUp } from './set-up.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

const { kit, understand } = setUp();
let choices: readonly Choice[] = [];
const bot = createBot({
  kit,
  understand,
  states: new MemoryStorage(),
  async say(context, reply) {
    choices = reply.choices;
    await context.sendActivity({ type: 'message', text: plainText(reply) });
  },
});
const terminal = new TerminalAdapter(bot, (activity) => print(`\n${activity.text}\n`));

const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
await terminal.join();
lines.prompt();
for await (const line of lines) {
  const text = line.trim();
  if (/^(?:exit|quit)$/i.test(text)) break;
  const tapped = choices.find((choice) => choice.label.toLowerCase() === text.toLowerCase());
  if (text) await terminal.say(text, tapped && { choice: tapped.id });
  lines.prompt();
}
lines.close();
