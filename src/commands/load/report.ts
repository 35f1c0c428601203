import type { Outcome } from './converse.ts';

export const print = (text: string) => process.stdout.write(`${text}\n`);

/** Does work, and says how long it took. */
export async function timed(work: () => Promise<Outcome>): Promise<{ outcome: Outcome; seconds: number }> {
  const began = performance.now();
  return { outcome: await work(), seconds: (performance.now() - began) / 1000 };
}

/** Prints what became of the messages, and gives it back. */
export function report({ outcome, seconds }: { outcome: Outcome; seconds: number }): Outcome {
  const { acknowledged, lost, doubled, crossed, latencies, tally } = outcome;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  print(
    `acknowledged      ${acknowledged} in ${seconds.toFixed(0)} s, ${(acknowledged / seconds).toFixed(0)} a second`,
  );
  print(`lost              ${lost}`);
  print(`doubled           ${doubled}`);
  print(`crossed           ${crossed}`);
  print(`5xx               ${tally.serverErrors}, and ${tally.unavailable} times 503 with Retry-After`);
  print(`broken, refused   ${tally.broken}, ${tally.refused}`);
  print(`ms to the answer  median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, longest ${at(1)}`);
  return outcome;
}

/** Whether every message was answered once and rightly, without a fault of the service. */
export function isGood({ lost, doubled, crossed, tally }: Outcome): boolean {
  return lost + doubled + crossed + tally.serverErrors + tally.refused === 0;
}
