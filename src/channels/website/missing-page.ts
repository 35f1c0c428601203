import type { Asked } from '../addresses.ts';
import { type Html, html } from './html.ts';
import type { Page, PageAnswers } from './page.ts';
import { addressOf, allLinks, linkList, questionForm, titleOf, topicLinks } from './page-links.ts';
import { type Site, sitePage } from './site-page.ts';

/** An address that leads to no page: what was read from it, and all of it. */
export type Missed = Asked & { readonly words: string };

/** Longer addresses are not looked at for what they may mean. */
const LONGEST_READ = 200;

/** Says what there is instead: what the words of the address may mean, then the topics of known programs, else all pages. */
export function missingPage(site: Site, answers: PageAnswers, { programs, words }: Missed): Page {
  const known = programs.length > 0 && answers.about({ programs }) !== undefined;
  const meant = meantBy(words, answers, known ? programs : undefined);
  const instead = known
    ? html`<h2>${titleOf({ programs }, answers)}</h2>
${linkList([{ name: 'In general', address: addressOf({ programs }) }, ...topicLinks(answers, programs)])}`
    : allLinks(answers);
  const head = { title: known ? 'Unknown topic' : 'Unknown programs', kicker: 'Not found', listed: false };
  const content = html`<p>There is nothing at this address, but there is at these:</p>
${meant && didYouMean(meant, answers)}${instead}${questionForm('Ask a question of your own')}`;
  return { status: 404, content: sitePage(site, head, content) };
}

function meantBy(words: string, answers: PageAnswers, programs?: readonly string[]): Asked | undefined {
  const read = answers.recognise(words.slice(0, LONGEST_READ).replace(/[-_+/,.]+/g, ' '));
  const meant = { programs: programs ?? read.programs, topic: read.topics[0] };
  const says = programs ? meant.topic : meant.programs.length > 0;
  return says && answers.about(meant) ? meant : undefined;
}

const didYouMean = (meant: Asked, answers: PageAnswers): Html => html`<h2>Did you mean</h2>
${linkList([{ name: titleOf(meant, answers), address: addressOf(meant) }])}
`;
