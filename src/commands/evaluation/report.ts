import { isAnswer, type Result } from './evaluate.ts';

/** A set's figures, where it goes wrong, and its misses in full, at most `show` of them. */
export function describeSet(name: string, results: readonly Result[], show: number): string {
  const wrong = results.filter((r) => r.reasons.length > 0);
  const answered = results.filter((r) => isAnswer(r.kind));
  const words = results.map((r) => r.words).sort((a, b) => a - b);
  return [
    `${name}: ${results.length - wrong.length} of ${results.length} right (${percent(rightShare(results))})`,
    `  answered wrongly: ${percent(share(results, (r) => isAnswer(r.kind) && r.reasons.length > 0))}; answered at all: ${percent(answered.length / results.length)}`,
    `  words a reader sees: median ${words[words.length >> 1]}, 95th percentile ${words[Math.floor(words.length * 0.95)]}${wordsByPrograms(answered)}`,
    `  right by style: ${breakdown(results, (r) => r.style)}`,
    `  right by topic: ${breakdown(results, (r) => r.topic)}`,
    ...wrong.slice(0, show).map(describeMiss),
  ].join('\n');
}

/** The share of right replies, 0–1. */
export const rightShare = (results: readonly Result[]) => share(results, (r) => r.reasons.length === 0);

const share = (results: readonly Result[], test: (result: Result) => boolean) =>
  results.length === 0 ? 0 : results.filter(test).length / results.length;

const percent = (of: number) => `${(100 * of).toFixed(1)} %`;

function wordsByPrograms(answered: readonly Result[]): string {
  const median = (kind: string) => {
    const words = answered
      .filter((r) => r.kind === kind)
      .map((r) => r.words)
      .sort((a, b) => a - b);
    return words[words.length >> 1] ?? 0;
  };
  return answered.length === 0
    ? ''
    : ` (answers ${median('answer')}, comparisons ${median('comparison')} at the median)`;
}

/** Right and asked by a property, what goes wrong most first. */
function breakdown(results: readonly Result[], by: (result: Result) => string | null | undefined): string {
  const groups = new Map<string, Result[]>();
  for (const result of results) groups.set(by(result) ?? '–', [...(groups.get(by(result) ?? '–') ?? []), result]);
  return [...groups]
    .sort(([, a], [, b]) => rightShare(a) - rightShare(b) || b.length - a.length)
    .map(([name, group]) => `${name} ${group.filter((r) => r.reasons.length === 0).length}/${group.length}`)
    .join(', ');
}

const describeMiss = ({ id, user, reasons, text, kind, confidence = 0 }: Result) =>
  [
    `  ✗ ${id} ${JSON.stringify(user)}`,
    `      ${reasons.join('; ')}`,
    `      said (${kind}, ${confidence.toFixed(2)}): ${text}`,
  ].join('\n');

const THRESHOLDS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

/**
 * What a threshold on the confidence would cost and win: how many of the questions that the articles answer are read at
 * least that surely, how many of those are answered right, and how many of the others are read as surely.
 */
export function describeThresholds(results: readonly Result[]): string {
  const inside = results.filter((r) => r.answerable);
  const outside = results.filter((r) => !r.answerable);
  const surely = (threshold: number) => (r: Result) => isAnswer(r.kind) && (r.confidence ?? 0) >= threshold;
  const rows = THRESHOLDS.map((threshold) => {
    const answered = inside.filter(surely(threshold));
    const figures = [answered.length / inside.length, rightShare(answered), share(outside, surely(threshold))];
    return `  ${threshold.toFixed(2)}  ${figures.map((figure) => percent(figure).padStart(8)).join('  ')}`;
  });
  return ['threshold  answered  of these right  answered though not covered', ...rows].join('\n');
}
