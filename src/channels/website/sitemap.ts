import type { BodyReply } from '../../http/http.ts';
import { compareAddress, programAddress } from '../addresses.ts';
import { comparablePairs } from '../answers.ts';
import { html } from './html.ts';
import type { PageAnswers } from './page.ts';

const DAY = { 'Cache-Control': 'public, max-age=86400' };

/** Every page that search engines may list: of programs, of pairs, of each on every topic, and of articles. */
export function sitemap(origin: string, answers: PageAnswers, articles: readonly { readonly id: string }[]): BodyReply {
  const topics = [undefined, ...answers.topics.map(({ id }) => id)];
  const pairs = comparablePairs(answers.programs).map((pair) => pair.map(({ id }) => id));
  const addresses = [
    ...['/', '/ask'],
    ...answers.programs.flatMap(({ id }) => topics.map((topic) => programAddress(id, topic))),
    ...pairs.flatMap((programs) => topics.map((topic) => compareAddress({ programs, topic }))),
    ...articles.map(({ id }) => `/sources/${encodeURIComponent(id)}`),
  ];
  const { markup } = html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${addresses.map((address) => html`<url><loc>${origin}${address}</loc></url>\n`)}</urlset>
`;
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return { status: 200, headers: { ...DAY, 'Content-Type': 'application/xml; charset=utf-8' }, body: head + markup };
}

/** Crawlers may read the pages, but not ask questions without end. */
export function robots(origin: string): BodyReply {
  const body = `User-agent: *\nDisallow: /ask?\nDisallow: /chat\n\nSitemap: ${origin}/sitemap.xml\n`;
  return { status: 200, headers: { ...DAY, 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
