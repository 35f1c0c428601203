import { type Asked, compareAddress, programAddress } from '../addresses.ts';
import { type Answers, comparablePairs, type Named } from '../answers.ts';
import { type Html, html } from './html.ts';

/** The longest question, in UTF-16 code units. */
export const LONGEST = 2000;

export interface Link {
  readonly name: string;
  /** From the first slash. */
  readonly address: string;
}

export function linkList(links: readonly Link[]): Html {
  return html`<ul class="questions">
  ${links.map(({ name, address }) => html`<li><a href="${address}">${name}</a></li>\n`)}
</ul>`;
}

/** Every two programs worth comparing, then every program. */
export function allLinks({ programs }: Answers): Html {
  const pairs = comparablePairs(programs).map((pair) => ({
    name: versus(pair.map(({ short }) => short)),
    address: compareAddress({ programs: pair.map(({ id }) => id) }),
  }));
  return html`<h2>Side by side</h2>
${linkList(pairs)}
<h2>One program by itself</h2>
${linkList(programLinks(programs))}`;
}

export const programLinks = (programs: Answers['programs']): Link[] =>
  programs.map(({ id, name }) => ({ name, address: programAddress(id) }));

/** The same programs on each topic. */
export const topicLinks = ({ topics }: Answers, programs: readonly string[]): Link[] =>
  topics.map(({ id, name }) => ({ name, address: addressOf({ programs, topic: id }) }));

/** The page about one program, or about several side by side. */
export function addressOf({ programs, topic }: Asked): string {
  const [program = '', ...others] = programs;
  return others.length === 0 ? programAddress(program, topic) : compareAddress({ programs, topic });
}

/** `Medical Billing vs. Medical Coding: Pay`. */
export function titleOf({ programs, topic }: Asked, answers: Answers): string {
  const nameOf = (id: string, entries: readonly Named[]) => entries.find((entry) => entry.id === id)?.name ?? id;
  const compared = versus(programs.map((id) => nameOf(id, answers.programs)));
  return [compared, topic && nameOf(topic, answers.topics)].filter(Boolean).join(': ');
}

const versus = (names: readonly string[]) => names.join(' vs. ');

export function questionForm(label: string): Html {
  return html`<form class="question" action="/ask" method="get" role="search">
  <label for="q">${label}</label>
  <div><input id="q" name="q" type="search" maxlength="${LONGEST}" autocomplete="off" required>
  <button class="button" type="submit">Ask</button></div>
</form>`;
}
