import { otherFields } from './fields.ts';
import type { Token } from './text.ts';
import type { FoundName, Vocabulary } from './vocabulary.ts';
import { type OtherTime, otherTimes } from './years.ts';

/** What no article speaks of, found by its shape rather than by its name: times and fields, in no order. */
export function notCovered(tokens: readonly Token[], vocabulary: Vocabulary, besideProgram: boolean): FoundName[] {
  // Beside a program a word that nobody has listed is rather said of that program.
  const fields = vocabulary.fields && { ...vocabulary.fields, ...(besideProgram && { familiar: undefined }) };
  return [
    ...otherTimes(tokens, vocabulary.years).map((time) => outside('matter', time)),
    ...otherFields(tokens, fields).map((field) => outside('program', field)),
  ];
}

const outside = (what: 'program' | 'matter', { name, ...where }: OtherTime): FoundName => ({
  ...where,
  meanings: [{ kind: 'outside', what, name }],
});
