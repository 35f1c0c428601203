import { readAskId } from '../../../dialogs/index.ts';
import { answerPage } from './answer-page.ts';
import { html } from './html.ts';
import { missingPage } from './missing-page.ts';
import type { Page, PageAnswers } from './page.ts';
import { addressOf, allLinks, LONGEST, questionForm, titleOf } from './page-links.ts';
import { type Site, sitePage } from './site-page.ts';

/** The page of `/ask`: the answer to the question `q` or to the id of a `choice`; without either, a form and examples. */
export function askPage(site: Site, answers: PageAnswers, query: URLSearchParams): Page {
  const id = query.get('choice') ?? '';
  const chosen = readAskId(id);
  const question = (query.get('q') ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (chosen) {
    const reply = answers.about(chosen);
    // What is chosen about programs has a page of its own.
    const address = chosen.programs.length > 0 ? addressOf(chosen) : `/ask?${new URLSearchParams({ choice: id })}`;
    if (!reply) return missingPage(site, answers, { ...chosen, words: id });
    const title = titleOf(chosen, answers) || 'Programs';
    return answerPage(site, answers, { title, kicker: 'Your choice', listed: false, address }, reply);
  }
  if (question.length > LONGEST) return tooLongPage(site);
  if (!question) return startPage(site, answers);
  const address = `/ask?${new URLSearchParams({ q: question })}`;
  const reply = answers.answer(question);
  return answerPage(site, answers, { title: question, kicker: 'Your question', listed: false, address }, reply);
}

function startPage(site: Site, answers: PageAnswers): Page {
  const head = {
    title: 'Ask about programs',
    kicker: 'Questions',
    listed: true,
    address: '/ask',
    description: `Programs at ${site.school} side by side: cost, length, pay and more, with sources.`,
  };
  const content = html`<p>Answers come from published articles only and name the source of everything they say.</p>
${questionForm('Your question')}${allLinks(answers)}`;
  return { status: 200, content: sitePage(site, head, content) };
}

function tooLongPage(site: Site): Page {
  const content = html`<p>A question can have up to ${LONGEST} characters. Please ask it in fewer words.</p>
${questionForm('Your question')}`;
  const head = { title: 'That question is too long', kicker: 'Your question', listed: false };
  return { status: 400, content: sitePage(site, head, content) };
}
