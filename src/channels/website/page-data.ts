import type { Block, Citation, Reply } from '../../../dialogs/reply.ts';
import { plainText } from '../plain-text.ts';
import { Html } from './html.ts';

/** What a page answers, for search engines. */
export interface PageAnswer {
  readonly school: string;
  readonly origin: string;
  /** Of the page, from the first slash. */
  readonly address: string;
  /** What is asked, as a title or in the student's words. */
  readonly question: string;
  readonly reply: Reply;
  /** Names of the programs it is about. */
  readonly programs: readonly string[];
}

/** A page that answers a question, as schema.org has it: what it is about, the answer in words, the articles behind it. */
export function answerData({ school, origin, address, question, reply, programs }: PageAnswer): object {
  const url = origin + address;
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    '@id': url,
    url,
    name: question,
    inLanguage: 'en',
    isPartOf: { '@type': 'WebSite', name: school, url: `${origin}/` },
    ...(programs.length > 0 && {
      about: programs.map((name) => ({ '@type': 'EducationalOccupationalProgram', name })),
    }),
    mainEntity: {
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text: wordsOf(reply.blocks), url },
    },
    citation: reply.citations.map(({ article, ...citation }) => articleData(citation, `${origin}/sources/${article}`)),
  };
}

type Cited = Pick<Citation, 'title' | 'publisher' | 'author' | 'date' | 'url'>;

/** An article, known by where it can be read or else by our page about it. */
export function articleData({ title, publisher, author, date, url }: Cited, page: string): object {
  return {
    '@type': 'Article',
    headline: title,
    publisher: { '@type': 'Organization', name: publisher },
    ...(author && { author: { '@type': 'Person', name: author } }),
    ...(date && { datePublished: date }),
    url: url ?? page,
  };
}

/** The first words of a reply, as many as a preview shows. */
export function describe(reply: Reply, most = 160): string {
  const words = wordsOf(reply.blocks.filter(({ kind }) => kind === 'paragraph' || kind === 'points'));
  return words.length <= most ? words : `${words.slice(0, words.lastIndexOf(' ', most - 2))} …`;
}

/** Blocks in plain words without the markers of sources, which are listed apart. */
function wordsOf(blocks: readonly Block[]): string {
  const bare = { kind: 'answer', programs: [], topics: [], confidence: 1, citations: [], choices: [] } as const;
  return plainText({ ...bare, blocks })
    .replace(/ ?\[\d+\]/g, '')
    .replace(/\s+/g, ' ');
}

/** Data as a script element, which runs nothing: no sign in it can end the element. */
export function dataHtml(data: object): Html {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Html(`<script type="application/ld+json">${json}</script>\n`);
}
