import { type Html, html } from './html.ts';

/** An article as its page shows it. */
export interface SourceArticle {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly author?: string | undefined;
  /** `2025`, `2025-03` or `2025-03-13`. */
  readonly date?: string | undefined;
  /** Where the article itself can be read, where that is known. */
  readonly url?: string | undefined;
}

export interface SourceFact {
  readonly id: string;
  readonly text: string;
}

interface SourcePageOptions {
  /** Address of the style sheet. */
  readonly style: string;
  /** Left out, the page says that there is no such article. */
  readonly article?: SourceArticle;
  readonly facts: readonly SourceFact[];
}

/** The page about an article: what it is, where it can be read, and each fact taken from it under its id as anchor. */
export function sourcePage({ style, article, facts }: SourcePageOptions): Html {
  const title = article ? article.title : 'Unknown source';
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Crossroads</title>
<link rel="stylesheet" href="${style}">
<main class="source">
  <p class="kicker">Source</p>
  <h1>${title}</h1>
  ${article ? aboutArticle(article) : html`<p>None of the articles that Crossroads knows has this address.</p>`}
  ${facts.length > 0 ? takenFrom(facts) : undefined}
</main>
</html>
`;
}

function aboutArticle({ publisher, author, date, url }: SourceArticle): Html {
  return html`<dl>
    <div><dt>Published by</dt><dd>${publisher}</dd></div>
    ${author ? html`<div><dt>Author</dt><dd>${author}</dd></div>` : undefined}
    <div><dt>Date</dt><dd>${date ?? 'not stated'}</dd></div>
  </dl>
  ${url ? html`<p><a class="button" href="${url}" rel="noopener">Read the article</a></p>` : undefined}`;
}

function takenFrom(facts: readonly SourceFact[]): Html {
  return html`<h2>What Crossroads took from it</h2>
  <ul class="facts">
    ${facts.map(({ id, text }) => html`<li id="${id}">${text}</li>`)}
  </ul>`;
}
