import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BodyReply, Request, Route } from '../../http/http.ts';
import { limited, type RateLimit } from '../../http/rate-limit.ts';
import { askPage } from './ask-page.ts';
import { type Assets, openAssets } from './assets.ts';
import { comparePage } from './compare-page.ts';
import { html } from './html.ts';
import type { PageAnswers } from './page.ts';
import { keeping, pageReply } from './page-reply.ts';
import { policy } from './policy.ts';
import { programPage } from './program-page.ts';
import type { Site } from './site-page.ts';
import { robots, sitemap } from './sitemap.ts';
import { type SourceArticle, type SourceFact, sourcePage, unknownSourcePage } from './source-page.ts';

export interface WebsitePagesOptions {
  /** Name of the school whose site it is. */
  readonly school: string;
  readonly answers: PageAnswers;
  /** Where browsers reach the service, known once it listens. */
  origin(): string;
  /** What the making of a page takes from. */
  readonly limit: RateLimit;
  readonly articles: readonly SourceArticle[];
  /** What was taken from an article. */
  factsOf(article: string): readonly SourceFact[];
  /** Origins whose pages may show the chat in a frame, besides our own. */
  readonly allowedOrigins: readonly string[];
  /** Folder that `npm run build` filled; the package's `dist/public` if left out. */
  readonly assets?: string;
}

/**
 * The sample school page, the script a school pastes, the chat, the pages that answer without script, those about
 * sources, and what all these load.
 */
export function websitePages(options: WebsitePagesOptions): Route[] {
  const assets = openAssets(options.assets ?? builtAssets());
  const { answers, limit } = options;
  const articles = new Map(options.articles.map((article) => [article.id, article]));
  const site: Site = {
    school: options.school,
    style: assets.address('site.css'),
    mark: assets.address('mark.svg'),
    script: assets.address('page.js'),
    origin: options.origin,
  };
  return [
    get('/', (request) => assets.serve('school.html', request, { 'Content-Security-Policy': policy({}) })),
    get('/embed.js', (request) => assets.serve('embed.js', request, FOR_ANY_PAGE)),
    get('/assets/*', (request) => assets.serve(request.params['*'] ?? '', request, FOR_ANY_PAGE)),
    get('/chat', (request) => chatReply(assets, request, options.allowedOrigins)),
    limited(
      get('/ask', ({ url }) => pageReply(askPage(site, answers, url.searchParams))),
      limit,
    ),
    ...['/compare', '/programs'].map((path) => get(path, () => ({ status: 302, headers: { Location: '/ask' } }))),
    get(
      '/compare/*',
      keeping((path) => comparePage(site, answers, path), limit),
    ),
    get(
      '/programs/*',
      keeping((path) => programPage(site, answers, path), limit),
    ),
    get('/sources/:article', ({ params }) => {
      const article = articles.get(params.article ?? '');
      if (!article) return pageReply({ status: 404, content: unknownSourcePage(site) });
      return pageReply({ status: 200, content: sourcePage(site, article, options.factsOf(article.id)) });
    }),
    get('/sitemap.xml', () => sitemap(site.origin(), answers, options.articles)),
    get('/robots.txt', () => robots(site.origin())),
  ];
}

/** A school's page may be isolated (COEP), and its script tags carry no credentials. */
const FOR_ANY_PAGE = { 'Cross-Origin-Resource-Policy': 'cross-origin' };

function get(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, handle };
}

function builtAssets(): string {
  return join(dirname(createRequire(import.meta.url).resolve('#package.json')), 'dist/public');
}

/** Made anew for every request: Web Chat writes style sheets, which the policy lets in by a nonce. */
function chatReply(assets: Assets, { url }: Request, allowedOrigins: readonly string[]): BodyReply {
  const nonce = randomBytes(16).toString('base64');
  const content = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Ask about programs – Crossroads</title>
<link rel="stylesheet" href="${assets.address('chat.css')}">
<script src="${assets.address('chat.js')}" nonce="${nonce}" defer></script>
<main>
  <h1>Ask about programs</h1>
  <div id="notice" role="alert" hidden></div>
  <div id="chat"></div>
</main>
</html>
`;
  const reply = pageReply({ status: 200, content });
  return { ...reply, headers: { ...reply.headers, 'Content-Security-Policy': policy({ nonce, url, allowedOrigins }) } };
}
