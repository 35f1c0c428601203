import { readAskId } from '../../../dialogs/index.ts';
import type { Reply } from '../../../dialogs/reply.ts';
import { type Asked, compareAddress, programAddress, readCompared } from '../addresses.ts';
import { type Answers, comparablePairs, type Named } from '../answers.ts';
import { type Html, html } from './html.ts';
import { replyHtml } from './reply-html.ts';
import { type PageHead, type Site, sitePage } from './site-page.ts';

/** A page and the HTTP status it goes out with. */
export interface Page {
  readonly status: 200 | 400 | 404;
  readonly content: Html;
}

/** The longest question, in UTF-16 code units. */
const LONGEST = 2000;

/** The page of `/ask`: the answer to the question `q` or to the id of a `choice`; without either, a form and examples. */
export function askPage(site: Site, answers: Answers, query: URLSearchParams): Page {
  const chosen = readAskId(query.get('choice') ?? '');
  const question = (query.get('q') ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (chosen) return chosenPage(site, answers, chosen);
  if (question.length > LONGEST) return tooLongPage(site);
  if (!question) return startPage(site, answers);
  return answerPage(site, { title: question, kicker: 'Your question', listed: false }, answers.answer(question));
}

/** The page of `/compare/{programs}/{topic}`, the programs joined by `-vs-`, the topic left out for an overview. */
export function comparePage(site: Site, answers: Answers, programs: string, topic?: string): Page {
  const asked = { programs: readCompared(programs), topic };
  const reply = asked.programs.length > 1 ? answers.about(asked) : undefined;
  if (!reply) return unknownPage(site, answers, asked);
  return answerPage(site, { title: titleOf(asked, answers), kicker: 'Side by side', listed: true }, reply);
}

function chosenPage(site: Site, answers: Answers, asked: Asked): Page {
  const reply = answers.about(asked);
  if (!reply) return unknownPage(site, answers, asked);
  const title = titleOf(asked, answers) || 'Programs';
  return answerPage(site, { title, kicker: 'Your choice', listed: false }, reply);
}

function answerPage(site: Site, head: PageHead, reply: Reply): Page {
  return page(site, 200, head, html`${replyHtml(reply)}${questionForm('Ask another question')}`);
}

function startPage(site: Site, answers: Answers): Page {
  const content = html`<p>Answers come from published articles only and name the source of everything they say.</p>
${questionForm('Your question')}${comparisonLinks(answers)}
<h2>One program by itself</h2>
${linkList(answers.programs.map(({ id, name }) => ({ name, address: programAddress(id) })))}`;
  return page(site, 200, { title: 'Ask about programs', kicker: 'Questions', listed: false }, content);
}

function tooLongPage(site: Site): Page {
  const content = html`<p>A question can have up to ${LONGEST} characters. Please ask it in fewer words.</p>
${questionForm('Your question')}`;
  return page(site, 400, { title: 'That question is too long', kicker: 'Your question', listed: false }, content);
}

/** Says what there is instead: the topics of programs that are known, else the comparisons. */
function unknownPage(site: Site, answers: Answers, { programs }: Asked): Page {
  const known = programs.length > 1 && answers.about({ programs }) !== undefined;
  const title = known ? 'Unknown topic' : 'Unknown programs';
  const content = html`<p>There is nothing at this address, but there is at these:</p>
${known ? topicLinks(answers, programs) : comparisonLinks(answers)}${questionForm('Ask a question of your own')}`;
  return page(site, 404, { title, kicker: 'Not found', listed: false }, content);
}

function page(site: Site, status: Page['status'], head: PageHead, content: Html): Page {
  return { status, content: sitePage(site, head, content) };
}

function comparisonLinks({ programs }: Answers): Html {
  const links = comparablePairs(programs).map((pair) => ({
    name: versus(pair.map(({ short }) => short)),
    address: compareAddress({ programs: pair.map(({ id }) => id) }),
  }));
  return html`<h2>Side by side</h2>
${linkList(links)}`;
}

function topicLinks(answers: Answers, programs: readonly string[]): Html {
  const links = answers.topics.map(({ id, name }) => ({ name, address: compareAddress({ programs, topic: id }) }));
  return html`<h2>${titleOf({ programs }, answers)}</h2>
${linkList(links)}`;
}

function linkList(links: readonly { readonly name: string; readonly address: string }[]): Html {
  return html`<ul class="questions">
  ${links.map(({ name, address }) => html`<li><a href="${address}">${name}</a></li>\n`)}
</ul>`;
}

function questionForm(label: string): Html {
  return html`<form class="question" action="/ask" method="get" role="search">
  <label for="q">${label}</label>
  <div><input id="q" name="q" type="search" maxlength="${LONGEST}" autocomplete="off" required>
  <button class="button" type="submit">Ask</button></div>
</form>`;
}

/** `Medical Billing vs. Medical Coding: Pay`. */
function titleOf({ programs, topic }: Asked, answers: Answers): string {
  const nameOf = (id: string, entries: readonly Named[]) => entries.find((entry) => entry.id === id)?.name ?? id;
  const compared = versus(programs.map((id) => nameOf(id, answers.programs)));
  return [compared, topic && nameOf(topic, answers.topics)].filter(Boolean).join(': ');
}

const versus = (names: readonly string[]) => names.join(' vs. ');
