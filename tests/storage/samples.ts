import { ActivityTypes } from 'botbuilder';

export const noon = Date.UTC(2026, 0, 1, 12);
export const hour = 3_600_000;

/** Text that has been known to get lost on its way through a database. */
export const tricky = 'Prüfung “médica” 编码 😀 \u0000 \ud800 "quoted" \\ \n end';

/** Completes an append: a message with its place in its id. */
export function message(text: string) {
  return (sequence: number) => ({ type: ActivityTypes.Message, id: `c|${sequence}`, text });
}
