import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../config.ts';

/** A service in a process of its own, as `npm start` runs it. */
export interface Replica {
  readonly url: string;
  /** Resolves once it listens, at the same address each time. */
  start(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Ends it in good order; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Has it read its knowledge anew. */
  reload(): void;
  figures(): Promise<Figures>;
  /** What it logged at `warn` and above, line by line. */
  readonly logged: string[];
}

/** What a service holds at a moment, and what it has used. */
export interface Figures {
  /** Resident memory, in megabytes. */
  readonly memory: number;
  /** Of that, JavaScript's objects. */
  readonly heap: number;
  /** Sockets, timers and the like that are open. */
  readonly handles: number;
  /** Files and sockets, as the system counts them. */
  readonly files: number;
  /** Computing so far, in seconds. */
  readonly cpu: number;
}

/** @param env settings besides those of a load test. */
export async function createReplica(env: Readonly<Record<string, string>>): Promise<Replica> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logged: string[] = [];
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    return (await gone)[0] as number | null;
  };

  return {
    url,
    logged,
    async start() {
      const settings = { HOST: '127.0.0.1', PORT: `${port}`, PUBLIC_URL: url, RATE_LIMIT_PER_MINUTE: '0', ...env };
      const command = ['--max-semi-space-size=8', join(packageRoot, 'dist/main.js')];
      const started = spawn(process.execPath, command, { env: settings });
      child = started;
      started.stderr.on('data', (data) => logged.push(`${data}`));
      await new Promise<void>((resolve, reject) => {
        started.once('exit', () => reject(new Error(`The service did not start: ${logged.join('')}`)));
        createInterface(started.stdout).on('line', (line) => {
          if (line.includes('"listening"')) resolve();
          if (!line.includes('"level":"info"')) logged.push(line);
        });
      });
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    reload: () => void child?.kill('SIGHUP'),
    async figures() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
      const megabytes = (name: string) => figure(name) / 2 ** 20;
      return {
        memory: megabytes('process_resident_memory_bytes'),
        heap: megabytes('nodejs_heap_size_used_bytes'),
        handles: figure('nodejs_active_handles_total'),
        files: figure('process_open_fds'),
        cpu: figure('process_cpu_seconds_total'),
      };
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
