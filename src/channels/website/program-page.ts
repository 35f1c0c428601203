import type { Reply } from '../../../dialogs/reply.ts';
import { compareAddress, programAddress } from '../addresses.ts';
import { comparablePairs } from '../answers.ts';
import { answerPage, describedBy, moreHtml } from './answer-page.ts';
import { html } from './html.ts';
import { joinSources } from './join-sources.ts';
import { missingPage } from './missing-page.ts';
import type { Page, PageAnswers } from './page.ts';
import { linkList, questionForm, titleOf } from './page-links.ts';
import { blocksHtml, sourcesHtml } from './reply-html.ts';
import { type Site, sitePage } from './site-page.ts';

/** The page of `/programs/{id}/{topic}`, given what follows `/programs/`; without a topic, of all that matters first. */
export function programPage(site: Site, answers: PageAnswers, path: string): Page {
  const [program = '', topic, ...rest] = path.split('/').filter(Boolean);
  const asked = { programs: [program], topic };
  const reply = rest.length === 0 ? answers.about(asked) : undefined;
  if (!reply) return missingPage(site, answers, { ...asked, words: path });
  if (!topic) return profilePage(site, answers, program);
  const head = {
    title: titleOf(asked, answers),
    kicker: 'Program',
    listed: true,
    address: programAddress(program, topic),
  };
  return answerPage(site, answers, head, reply);
}

/** What the articles say of a program, topic by topic as if each had been asked, over one list of sources. */
function profilePage(site: Site, answers: PageAnswers, program: string): Page {
  const told = answers.mainTopics.flatMap((topic) => {
    const reply = answers.about({ programs: [program], topic: topic.id });
    return reply && reply.citations.length > 0 ? [{ topic, reply }] : [];
  });
  const { sections, citations } = joinSources(told.map(({ reply }) => reply));
  const address = programAddress(program);
  const head = { title: titleOf({ programs: [program] }, answers), kicker: 'Program', listed: true, address };
  const content = html`${told.map(
    ({ topic }, i) => html`<h2 id="${topic.id}">${topic.name}</h2>
${blocksHtml(sections[i] ?? [], `${topic.id}-`)}
`,
  )}${compareHtml(answers, program)}${moreHtml(answers, address, { programs: [program] })}
${sourcesHtml(citations)}${questionForm('Ask another question')}`;
  // For search engines the page is what it says first, and rests on all it cites.
  const reply: Reply = {
    ...{ kind: 'answer', programs: [program], topics: [], confidence: 1, choices: [], citations },
    blocks: sections[0] ?? [],
  };
  return { status: 200, content: sitePage(site, describedBy(reply, site, answers, head), content) };
}

function compareHtml({ programs }: PageAnswers, program: string) {
  const pairs = comparablePairs(programs).filter((pair) => pair.some(({ id }) => id === program));
  const links = pairs.map((pair) => ({
    name: `with ${pair.find(({ id }) => id !== program)?.short ?? ''}`,
    address: compareAddress({ programs: pair.map(({ id }) => id) }),
  }));
  return html`<nav class="next" aria-labelledby="next"><h2 id="next">Compare it</h2>\n${linkList(links)}</nav>`;
}
