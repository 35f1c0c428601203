import { expect } from 'vitest';
import type { Door, Shown, Visit } from './door.ts';
import type { Journey, Row } from './tables.ts';

/** A row with what was said to it at the first door, and what is wrong with that. */
export interface Played {
  readonly row: Row;
  readonly shown: Shown;
  readonly faults: readonly string[];
}

/**
 * Plays a journey at every door at once, and checks each reply and that it is the same at all of them.
 * @param spared a row that is played without being checked.
 */
export async function play({ rows }: Journey, doors: readonly Door[], spared?: Row): Promise<Played[]> {
  const visits = await Promise.all(doors.map((door) => door.enter()));
  const played: Played[] = [];
  for (const row of rows) {
    const replies = await Promise.all(visits.map((visit) => tell(visit, row, played.at(-1)?.shown)));
    const [shown] = replies;
    if (!shown) throw new Error('no door to play at');
    for (const [i, reply] of replies.entries()) {
      const at = `${doors[i]?.name}: "${row.student}"\n${reply.body}`;
      expect(common(reply, shown), at).toEqual(common(shown));
      if (row !== spared) expect.soft(faultsOf(row, reply), at).toEqual([]);
    }
    played.push({ row, shown, faults: faultsOf(row, shown) });
  }
  return played;
}

function tell(visit: Visit, { student, isTap }: Row, before: Shown | undefined): Promise<Shown> {
  if (!isTap) return visit.say(student);
  const choice = before?.choices.find(({ label }) => label === student);
  if (!choice) throw new Error(`no button "${student}" among: ${before?.choices.map((c) => c.label).join(', ')}`);
  return visit.say(student, choice);
}

/** What a reply has at every door, however it is drawn. */
const common = ({ body: _, ...rest }: Shown, { choices } = rest) => ({
  ...rest,
  // A channel whose buttons only say their label shows no ids.
  choices: rest.choices.map(({ id, label }, i) => ({ label, id: id || choices[i]?.id })),
});

/** Each way in which a reply is not what the row asks for, in words. */
function faultsOf(row: Row, { kind, programs, topics, articles, body, choices }: Shown): string[] {
  const text = comparable(body);
  const has = (part: string) => text.includes(comparable(part));
  const first = comparable(body.split('[1]')[0] ?? '');
  const isLed = row.leads.length === 0 || row.leads.some((part) => first.includes(comparable(part)));
  const labels = choices.map(({ label }) => label);
  const said = programs.join(' ');
  return [
    ...(row.kinds.includes(kind) ? [] : [`kind: ${kind}, not ${row.kinds.join(' or ')}`]),
    ...(row.programs === undefined || row.programs === said ? [] : [`programs: ${said}, not ${row.programs}`]),
    ...row.about.filter((topic) => !topics.includes(topic)).map((topic) => `about: ${topics}, not ${topic}`),
    ...(isLed ? [] : [`does not lead with: ${row.leads.join(' or ')}`]),
    ...row.shows.filter((group) => !group.some(has)).map((group) => `does not show: ${group.join(' or ')}`),
    ...row.never.filter(has).map((part) => `shows: ${part}`),
    ...row.offers.filter((label) => !labels.includes(label)).map((label) => `does not offer: ${label}`),
    ...(FIGURE.test(body) && articles.length === 0 && kind !== 'guide' ? ['a figure without a source'] : []),
  ];
}

/** A figure of an article, as against a limit that the guide offers. */
const FIGURE = /\$\d|\d%/;

/** Without regard to case, the kind of dashes and quotes, and line ends. */
const comparable = (text: string) =>
  text
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ');
