import { type Field, readField } from './fields.ts';

/** What is passed on to a person. Each on one line, within its limit, checked. */
export type Submission = { readonly [field in Field]: string };

/**
 * A form being filled in, with what its next message answers: one field, or whether to send the whole. Plain JSON of at
 * most 2 KB.
 */
export type FormState =
  | (Partial<Submission> & { readonly asking: Field })
  | (Submission & { readonly asking: 'summary' });

/** An empty form. A question that was asked already stands in it, unless it cannot be passed on as it is. */
export function beginForm(question?: string): FormState {
  const read = question === undefined ? undefined : readField('question', question);
  return proceed(read && 'value' in read ? { question: read.value } : {});
}

/** The form with the field asked for filled in, asking for what comes next. */
export const fill = ({ asking, ...given }: FormState, value: string): FormState =>
  proceed(asking === 'summary' ? given : { ...given, [asking]: value });

/** The form as it stands, asking for the first field that is missing, or whether to send it. */
export function proceed({ name, contact, question }: Partial<Submission>): FormState {
  if (name && contact && question) return { asking: 'summary', name, contact, question };
  const asking = !name ? 'name' : !contact ? 'contact' : 'question';
  return { asking, ...(name && { name }), ...(contact && { contact }), ...(question && { question }) };
}
