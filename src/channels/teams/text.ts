/** A mention among an activity's entities: `text` is how it stands in the message, `<at>Name</at>`. */
export interface Mention {
  readonly mentioned?: { readonly id?: string };
  readonly text?: string;
}

const NAMED: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * What a user wrote, as it reads: without the bot's mention and other people's, markup and invisible characters, on one
 * line. A mention says whom a message is for, never what it asks.
 */
export function readText(written: string, mentions: readonly Mention[], bot: string): string {
  const own = mentions.flatMap(({ mentioned, text }) => (mentioned?.id === bot && text ? [text] : []));
  return own
    .reduce((text, mention) => text.replaceAll(mention, ' '), written)
    .replace(/<at\b[^<>]*>[^<]*<\/at>/gi, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, decode)
    .replace(/[\s\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g, ' ')
    .trim();
}

function decode(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name) return NAMED[name.toLowerCase()] ?? entity;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
