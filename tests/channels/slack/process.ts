import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { signingSecret } from './requests.ts';
import { botToken, type StandIn } from './stand-in.ts';

/** The service as a process of its own. */
export interface Process {
  readonly url: string;
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts what was built, over a database that may outlive it. Rejects if it ends before it listens. */
export async function startProcess(slack: StandIn, databaseUrl: string): Promise<Process> {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    RATE_LIMIT_PER_MINUTE: '0',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return { url: await addressOf(child), kill: (signal) => end(child, signal) };
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the service says nothing');
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const { url, msg } = JSON.parse(line);
    if (msg !== 'listening') continue;
    stdout.resume();
    return url;
  }
  throw new Error('the service did not start');
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
