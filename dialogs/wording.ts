import type { Knowledge } from '../knowledge/index.ts';

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[], joined = 'and'): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${joined} ${items.at(-1)}`;
}

export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The programs as they are named in a sentence. */
export const named = (programs: readonly string[], knowledge: Knowledge) =>
  programs.map((id) => knowledge.programs.get(id)?.short ?? id);

/** The programs a student can compare, in words; a whole stands for its parts. */
export function allPrograms({ programs }: Knowledge): string {
  const all = [...programs.values()];
  const hasParts = (id: string) => all.some((p) => p.partOf === id);
  return list(all.filter((p) => !p.partOf).map((p) => (hasParts(p.id) ? `${p.short} (together or apart)` : p.short)));
}

/** Whom to ask, with every way to reach them that the school gives. */
export function contact({ school }: Knowledge): string {
  const { name, email, phone, url } = school.contact;
  const ways = [email, phone, url].filter((way) => way !== undefined);
  return ways.length > 0 ? `${name} (${ways.join(', ')})` : name;
}

/** What the placeholders of a sentence stand for. */
interface Telling {
  readonly knowledge: Knowledge;
  readonly retentionDays: number;
}

/** Fills `{bot}`, `{school}`, `{field}`, `{contact}`, `{programs}` and `{retention}` in a sentence the editors wrote. */
export function fillIn(sentence: string, { knowledge, retentionDays }: Telling): string {
  const values = new Map(
    Object.entries({
      bot: knowledge.school.bot,
      school: knowledge.school.name,
      field: knowledge.school.field,
      contact: contact(knowledge),
      programs: allPrograms(knowledge),
      retention: retentionDays === 1 ? '1 day' : `${retentionDays} days`,
    }),
  );
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
