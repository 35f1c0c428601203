/**
 * `npm run bench -- slack [--rate N] [--seconds N]`: how soon events are acknowledged and answered, while so many a second
 * come in.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Process, startProcess } from '../tests/channels/slack/process.ts';
import { deliver, directMessage } from '../tests/channels/slack/requests.ts';
import { type StandIn, startSlack } from '../tests/channels/slack/stand-in.ts';
import { percentile } from './statistics.ts';

const questions = [
  'HIM vs HIT',
  'how long does medical coding take?',
  'billing or coding, which pays more and can I do it from home?',
  'what does HIM cost',
  'is there parking?',
  'thanks!',
];

/** Runs the benchmark with the command line's arguments and gives its table. */
export async function benchSlack(args: readonly string[]): Promise<string> {
  const options = { rate: { type: 'string', default: '50' }, seconds: { type: 'string', default: '60' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const folder = await mkdtemp(join(tmpdir(), 'crossroads-'));
  const slack = await startSlack();
  const service = await startProcess(slack, `sqlite:${join(folder, 'crossroads.db')}`);
  try {
    return describe(await load(service, slack, Number(values.rate), Number(values.seconds)));
  } finally {
    await service.kill('SIGTERM');
    await slack.close();
    await rm(folder, { recursive: true });
  }
}

interface Figures {
  readonly sent: number;
  readonly refused: number;
  readonly answered: number;
  /** Milliseconds of processor time that the service took for each event. */
  readonly processor: number;
  /** Milliseconds, of each event. */
  readonly acknowledged: readonly number[];
  readonly answers: readonly number[];
}

/** Sends events at their times, whether or not those before are acknowledged. */
async function load(service: Process, slack: StandIn, rate: number, seconds: number): Promise<Figures> {
  const acknowledged: number[] = [];
  const began = new Map<string, number>();
  let refused = 0;
  const send = async (i: number) => {
    const channel = `D${i}`;
    const at = performance.now();
    began.set(channel, at);
    const event = directMessage(questions[i % questions.length] ?? '', { channel });
    const isTaken = await deliver(service.url, event).then(
      ({ ok }) => ok,
      () => false,
    );
    acknowledged.push(performance.now() - at);
    if (!isTaken) refused++;
  };
  const sending: Promise<void>[] = [];
  const before = await processorTime(service);
  const start = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    await pause(Math.max(0, start + (1000 * i) / rate - performance.now()));
    sending.push(send(i));
  }
  await Promise.all(sending);
  await slack.until(sending.length, 30_000).catch(() => undefined);
  const answers = slack.posted.map(({ channel = '', at }) => at - (began.get(channel) ?? 0));
  const processor = ((await processorTime(service)) - before) / sending.length;
  return { sent: sending.length, refused, answered: answers.length, processor, acknowledged, answers };
}

/** What the service has taken of the processor so far, in milliseconds. */
async function processorTime({ url }: Process): Promise<number> {
  const figures = await (await fetch(`${url}/metrics`)).text();
  return 1000 * Number(/^process_cpu_seconds_total (\S+)/m.exec(figures)?.[1]);
}

function describe({ sent, refused, answered, processor, acknowledged, answers }: Figures): string {
  const row = (name: string, all: readonly number[]) =>
    `| ${[name, ...[0.5, 0.95, 0.99, 1].map((share) => Math.round(percentile(all, share)))].join(' | ')} |`;
  return [
    `${sent} events sent, ${refused} refused, ${answered} answered; ${processor.toFixed(1)} ms of processor time each`,
    '',
    '| ms | median | 95 % | 99 % | slowest |',
    '| --- | --- | --- | --- | --- |',
    row('acknowledged', acknowledged),
    row('answered', answers),
  ].join('\n');
}
