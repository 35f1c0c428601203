import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod/v4';
import { expectationSchema } from './grade.ts';

const about = {
  id: z.string(),
  style: z.string().optional(),
  category: z.string().optional(),
  topic: z.string().nullish(),
};
const lineSchema = z.union([
  z.object({ ...about, turns: z.array(expectationSchema.extend({ user: z.string() })).min(1) }),
  expectationSchema
    .extend({ ...about, text: z.string() })
    .transform(({ text, ...line }) => ({ ...line, turns: [{ ...line, user: text }] })),
]);

export type QuestionLine = z.output<typeof lineSchema>;

export interface QuestionSet {
  readonly name: string;
  readonly lines: readonly QuestionLine[];
}

/** Reads every `.jsonl` file of a folder, one question or conversation a line. Throws with file and line on a bad one. */
export function readQuestionSets(directory: string): QuestionSet[] {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  return files.map((file) => ({
    name: basename(file, '.jsonl'),
    lines: readFileSync(join(directory, file), 'utf8')
      .split('\n')
      .flatMap((text, i) => (text.trim() ? [readLine(text, `${file}:${i + 1}`)] : [])),
  }));
}

function readLine(text: string, where: string): QuestionLine {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${where} is not a question: ${error instanceof Error ? error.message : String(error)}`);
  }
}
