// Where a pattern begins with a run of characters, it looks only where the run begins: else it would read it once for
// each of its characters.
const EMAIL = /(?<![^\s@<>()"',;:])[^\s@<>()"',;:]+@[^\s@<>()"',;:]+/gu;
/** A number that says what it is, however short. */
const LABELLED =
  /\b(mrn|ssn|(?:social security|medical record|patient|student|member|policy|insurance|account)\s{0,20}(?:id|no|num|number|#))(?!\p{L})(?:\s{1,20}is)?[\s:#.-]{0,20}[\p{L}\d-]{0,40}\d[\p{L}\d-]*/giu;
/** Digits as in phone numbers, card numbers, social security numbers and dates of birth, whatever stands between them. */
const DIGITS = /(?<![\p{L}\d])[\p{L}\d]*\+?\(?\d(?:[\s().\-–/]{0,3}\d)+[\p{L}\d]*/gu;
/** A number of so many digits may lead to a person; shorter ones are prices, years and the like. */
const TELLING = 7;

/**
 * A text without what could lead to a person: e-mail addresses, phone and card numbers, social security and medical
 * record numbers, and any other long run of digits. Names, and what else the words may tell, are left in it.
 */
export function scrub(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(EMAIL, '[e-mail]')
    .replace(LABELLED, '$1 [number]')
    .replace(DIGITS, (found) => (found.replace(/\D/g, '').length >= TELLING ? '[number]' : found));
}
