import type { Reply } from '../../../dialogs/reply.ts';
import { compareAddress, readCompared } from '../addresses.ts';
import { answerPage } from './answer-page.ts';
import { joinSources } from './join-sources.ts';
import { missingPage } from './missing-page.ts';
import type { Page, PageAnswers } from './page.ts';
import { titleOf } from './page-links.ts';
import type { Site } from './site-page.ts';

/**
 * The page of `/compare/{programs}/{topic}`, given what follows `/compare/`: the programs joined by `-vs-`, the topic left
 * out for all that matters. Programs may come in any order; the address of the page has them in that of the knowledge.
 */
export function comparePage(site: Site, answers: PageAnswers, path: string): Page {
  const [joined = '', topic, ...rest] = path.split('/').filter(Boolean);
  const programs = readCompared(joined);
  const asked = { programs, topic };
  const reply = programs.length > 1 && rest.length === 0 ? answers.about(asked) : undefined;
  // One program alone is no comparison: its own page is found by its name.
  if (!reply) return missingPage(site, answers, { programs: programs.length > 1 ? programs : [], words: path });
  const inOrder = answers.programs.map(({ id }) => id).filter((id) => programs.includes(id));
  const address = compareAddress({ programs: inOrder, topic });
  const head = { title: titleOf(asked, answers), kicker: 'Side by side', listed: true, address };
  return answerPage(site, answers, head, withCharts(reply, answers));
}

/** A general comparison with the charts of its topics, for which a page has room: each as where that topic is asked. */
function withCharts(reply: Reply, answers: PageAnswers): Reply {
  const topics = reply.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.topic) : []));
  if (topics.length < 2 || reply.blocks.some(({ kind }) => kind === 'chart')) return reply;
  const charts = topics.flatMap((topic) => chartOn(answers.about({ programs: reply.programs, topic })) ?? []);
  const { sections, citations } = joinSources([reply, ...charts]);
  return { ...reply, blocks: sections.flat(), citations };
}

/** The chart of a reply with the articles it rests on, and nothing else. */
function chartOn(reply: Reply | undefined): Pick<Reply, 'blocks' | 'citations'> | undefined {
  const chart = reply?.blocks.find((block) => block.kind === 'chart');
  if (!reply || !chart) return undefined;
  const used = new Set(chart.bars.flatMap((bar) => bar.citations));
  return { blocks: [chart], citations: reply.citations.filter(({ position }) => used.has(position)) };
}
