import type { Attachment } from 'botbuilder';
import type { Reply } from '../../../dialogs/reply.ts';
import { type Asked, compareAddress } from '../addresses.ts';
import { type Answers, comparablePairs } from '../answers.ts';
import { plainText } from '../plain-text.ts';
import { replyCard } from './card.ts';
import { LIMITS } from './limits.ts';

export interface SearchOptions {
  readonly answers: Answers;
  /** Where browsers reach the service. */
  readonly origin: string;
}

interface Found {
  readonly title: string;
  readonly reply: Reply;
  readonly asked?: Asked;
}

/**
 * Answers a query of the message extension: what it asks, where it is understood, then the comparisons that go with it.
 * Each can be inserted into a message as a card.
 */
export function search(query: string, options: SearchOptions) {
  const found = find(query, options.answers).slice(0, LIMITS.searchResults);
  const result =
    found.length > 0
      ? { type: 'result', attachmentLayout: 'list', attachments: found.map((one) => toAttachment(one, options)) }
      : { type: 'message', text: `Nothing about "${query.slice(0, 100)}". Try the names of two programs.` };
  return { composeExtension: result };
}

function find(query: string, answers: Answers): Found[] {
  const reply = query ? answers.answer(query) : undefined;
  const isAnswer = reply?.kind === 'answer' || reply?.kind === 'comparison';
  const direct = reply && isAnswer ? [{ title: titleOf(reply, answers), reply }] : [];
  const programs = isAnswer ? (reply?.programs ?? []) : named(query, answers);
  if (query && programs.length === 0) return direct;
  return [...direct, ...comparisons(programs, isAnswer ? reply?.topics[0] : undefined, direct[0]?.reply, answers)];
}

/** Every comparison that one of the programs is in, or all of them if there is none. */
function comparisons(
  ids: readonly string[],
  topic: string | undefined,
  but: Reply | undefined,
  answers: Answers,
): Found[] {
  const pairs = comparablePairs(answers.programs)
    .map((pair) => pair.map(({ id }) => id))
    .filter((pair) => ids.length === 0 || pair.some((id) => ids.includes(id)))
    .filter((pair) => but?.programs.join() !== pair.join());
  return pairs.flatMap((programs) => {
    const asked = { programs, ...(topic && { topic }) };
    const reply = answers.about(asked);
    return reply ? [{ title: titleOf(asked, answers), reply, asked }] : [];
  });
}

/** The programs whose name has what was typed so far in it. */
function named(query: string, { programs }: Answers): string[] {
  const typed = query.toLowerCase();
  return programs
    .filter(({ name, short }) => [name, short].some((text) => text.toLowerCase().includes(typed)))
    .map(({ id }) => id);
}

function toAttachment({ title, reply, asked }: Found, { origin }: SearchOptions): Attachment & { preview: Attachment } {
  const page = asked && { type: 'Action.OpenUrl', title: 'Open as a page', url: origin + compareAddress(asked) };
  const text = plainText({ ...reply, citations: [], choices: [] }).split('\n')[0] ?? '';
  const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } };
  return { ...replyCard(reply, page ? [page] : [], { origin }), preview };
}

/** `HIM vs. billing and coding: Cost`. */
function titleOf(about: Pick<Reply, 'programs' | 'topics'> | Asked, answers: Answers): string {
  const names = about.programs.map((id) => answers.programs.find((program) => program.id === id)?.short ?? id);
  const topics = 'topics' in about ? about.topics : [about.topic ?? ''];
  const subjects = topics.flatMap((id) => answers.topics.find((topic) => topic.id === id)?.name ?? []);
  const title = [names.join(' vs. '), subjects.join(', ')].filter(Boolean).join(': ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
