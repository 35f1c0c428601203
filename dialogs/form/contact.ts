/** What an e-mail address looks like: the expression that zod checks with, which is no guest in this room. */
export const EMAIL =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** Words such as "call me at", then digits with the punctuation usual between them, then perhaps an extension. */
const PHONE =
  /^[\p{L}\s'.:,]*?(?<number>\+?[(\d][\d\s()./-]*\d\)?)(?<extension>\s*(?:,\s*)?(?:ext\.?|extension|x|#)\s*\d{1,6})?[.!]?$/iu;

/**
 * Reads an e-mail address or a phone number of 7 to 15 digits, on its own or in a short phrase; the value is what was
 * given, without the phrase. Anything else comes back as a problem, in words for the student.
 */
export function readContact(given: string): { readonly value: string } | { readonly problem: string } {
  const text = given.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-');
  const emails = new Set(
    text
      .split(/[\s,;<>()"“”]+|mailto:/)
      .map(bare)
      .filter((word) => EMAIL.test(word)),
  );
  const [email] = emails;
  if (emails.size > 1)
    return { problem: 'Those are several addresses. Please send the one where an answer should go.' };
  if (email) return { value: email };
  if (text.includes('@')) return { problem: `That does not look like a complete e-mail address. ${ADVICE}` };
  return readPhone(text);
}

const ADVICE = 'Please send one such as ada@example.com, or a phone number with its area code.';

/** Without the punctuation of the sentence it stands in. */
const bare = (word: string) => word.replace(/^[.:']+|(?<![.:!?'])[.:!?']+$/g, '');

function readPhone(text: string) {
  const { number = '', extension = '' } = PHONE.exec(text)?.groups ?? {};
  const digits = number.replace(/\D/g, '').length;
  if (digits >= 7 && digits <= 15) return { value: `${number}${extension}`.trim() };
  if (digits > 0)
    return {
      problem: `A phone number has 7 to 15 digits, and I count ${digits}. Please send it whole, with its area code, or send an e-mail address.`,
    };
  return { problem: `That does not look like an e-mail address or phone number. ${ADVICE}` };
}
