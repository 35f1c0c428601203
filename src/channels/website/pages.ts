import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BodyReply, Request, Route } from '../../http/http.ts';
import type { Answers } from '../answers.ts';
import { askPage, comparePage } from './answer-pages.ts';
import { type Assets, openAssets } from './assets.ts';
import { type Html, html } from './html.ts';
import type { Site } from './site-page.ts';
import { type SourceArticle, type SourceFact, sourcePage, unknownSourcePage } from './source-page.ts';

export interface WebsitePagesOptions {
  /** Name of the school whose site it is. */
  readonly school: string;
  readonly answers: Answers;
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
  const { answers } = options;
  const articles = new Map(options.articles.map((article) => [article.id, article]));
  const site: Site = {
    school: options.school,
    style: assets.address('site.css'),
    mark: assets.address('mark.svg'),
  };
  const compare: Route['handle'] = ({ params: { programs = '', topic } }) =>
    page(comparePage(site, answers, programs, topic || undefined));
  return [
    get('/', (request) => assets.serve('school.html', request, { 'Content-Security-Policy': policy({}) })),
    get('/embed.js', (request) => assets.serve('embed.js', request, FOR_ANY_PAGE)),
    get('/assets/*', (request) => assets.serve(request.params['*'] ?? '', request, FOR_ANY_PAGE)),
    get('/chat', (request) => chatReply(assets, request, options.allowedOrigins)),
    get('/ask', ({ url }) => page(askPage(site, answers, url.searchParams))),
    get('/compare/:programs', compare),
    get('/compare/:programs/:topic', compare),
    get('/sources/:article', ({ params }) => {
      const article = articles.get(params.article ?? '');
      if (!article) return page({ status: 404, content: unknownSourcePage(site) });
      return page({ status: 200, content: sourcePage(site, article, options.factsOf(article.id)) });
    }),
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

function page({ status, content }: { status: number; content: Html }): BodyReply {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy({}),
      'Cache-Control': 'no-cache',
    },
    body: content.markup,
  };
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
  const reply = page({ status: 200, content });
  return { ...reply, headers: { ...reply.headers, 'Content-Security-Policy': policy({ nonce, url, allowedOrigins }) } };
}

/** Hash of nothing: Web Chat's scroller puts up an empty style element without the nonce and fills it by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

interface PolicyOptions {
  readonly nonce?: string;
  readonly url?: URL;
  readonly allowedOrigins?: readonly string[];
}

/** A Content-Security-Policy: our own files, nothing inline but what bears the nonce, framed by the origins allowed. */
function policy({ nonce, url, allowedOrigins = [] }: PolicyOptions): string {
  const styles = nonce ? [`'nonce-${nonce}'`, EMPTY_STYLE] : [];
  // Safari before 15.4 does not count a page's own WebSockets as 'self'.
  const sockets = url ? [`ws://${url.host}`, `wss://${url.host}`] : [];
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    ["frame-ancestors 'self'", ...allowedOrigins].join(' '),
    ["connect-src 'self'", ...sockets].join(' '),
    "img-src 'self' blob: data:",
    nonce ? `script-src 'nonce-${nonce}'` : "script-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
  ].join('; ');
}
