import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

/** How long a line may wait for others, in milliseconds: each write wakes whoever reads. */
const gather = 50;

/** One JSON line per event, on standard output unless a destination is given. What users write is never logged. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: undefined,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  if (destination) return pino(options, destination);
  standard ??= standardOutput();
  return pino(options, standard);
}

let standard: DestinationStream | undefined;

function standardOutput(): DestinationStream {
  const output = pino.destination(1);
  let lines = '';
  const flush = () => {
    if (lines) output.write(lines);
    lines = '';
  };
  // What is written there any other way would not be waited for.
  process.once('exit', () => lines && pino.destination({ dest: 1, sync: true }).write(lines));
  return {
    write(line) {
      if (!lines) setTimeout(flush, gather).unref();
      lines += line;
    },
  };
}

/** A log that also tells of every error and worse, by its code. */
export function countingErrors(log: Log, count: (code: string) => void): Log {
  const counting = log.child({});
  for (const level of ['error', 'fatal'] as const) {
    const write = counting[level].bind(counting) as (fields: { code?: string }, text?: string) => void;
    counting[level] = ((fields: { code?: string }, text?: string) => {
      count(fields.code ?? 'UNKNOWN');
      write(fields, text);
    }) as Log[typeof level];
  }
  return counting;
}

/**
 * What of an error may be logged: its kind, its code and where it arose. Never its message, for messages quote their
 * input, and the input is what a user wrote.
 */
export function describeError(error: unknown): { error: string; cause?: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...(code && { cause: code }), at: frames.slice(0, 8).map((line) => line.trim()) };
}
