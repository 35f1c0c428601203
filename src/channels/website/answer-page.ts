import type { Reply } from '../../../dialogs/reply.ts';
import { chartAddress } from '../../charts/address.ts';
import { type Html, html } from './html.ts';
import type { Page, PageAnswers } from './page.ts';
import { answerData, describe } from './page-data.ts';
import { addressOf, type Link, linkList, programLinks, questionForm, topicLinks } from './page-links.ts';
import { replyHtml } from './reply-html.ts';
import { type PageHead, type Site, sitePage } from './site-page.ts';

type AnswerHead = PageHead & Required<Pick<PageHead, 'address'>>;

/** A page that shows a reply, with ways to go on from it; its title is the question. */
export function answerPage(site: Site, answers: PageAnswers, head: AnswerHead, reply: Reply): Page {
  const content = html`${replyHtml(reply)}${moreHtml(answers, head.address, reply)}${questionForm('Ask another question')}`;
  return { status: 200, content: sitePage(site, describedBy(reply, site, answers, head), content) };
}

/** The head with what it owes to the reply. */
export function describedBy(reply: Reply, site: Site, answers: PageAnswers, head: AnswerHead): PageHead {
  const chart = reply.blocks.find((block) => block.kind === 'chart');
  const { title, address } = head;
  const programs = reply.programs.flatMap((id) => answers.programs.find((program) => program.id === id)?.name ?? []);
  const { school } = site;
  return {
    ...head,
    description: describe(reply),
    image: chart && chartAddress(chart, 'png'),
    data: answerData({ school, origin: site.origin(), address, question: title, reply, programs }),
  };
}

/** Each program by itself, all topics at once, and every topic, folded; never the page itself. */
export function moreHtml(answers: PageAnswers, address: string, { programs }: Pick<Reply, 'programs'>): Html {
  if (programs.length === 0) return html``;
  const isElsewhere = (link: Link) => link.address !== address;
  const alone = programLinks(answers.programs.filter(({ id }) => programs.includes(id)));
  const all = programs.length > 1 ? [{ name: 'Side by side in general', address: addressOf({ programs }) }] : [];
  const near = [...all, ...alone].filter(isElsewhere);
  return html`<nav class="more" aria-labelledby="more">
  <h2 id="more">More about ${programs.length > 1 ? 'these programs' : 'this program'}</h2>
  ${near.length > 0 ? linkList(near) : undefined}
  <details><summary>Every topic</summary>
  ${linkList(topicLinks(answers, programs).filter(isElsewhere))}
  </details>
</nav>`;
}
