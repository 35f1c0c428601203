import { type Html, html } from './html.ts';
import { type Site, sitePage } from './site-page.ts';

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

/** The page about an article: what it is, where it can be read, and each fact taken from it under its id as anchor. */
export function sourcePage(site: Site, article: SourceArticle, facts: readonly SourceFact[]): Html {
  const content = html`${aboutArticle(article)}
  ${facts.length > 0 ? takenFrom(facts) : undefined}`;
  return sitePage(site, { title: article.title, kicker: 'Source', listed: true }, content);
}

/** The page at the address of no article. */
export function unknownSourcePage(site: Site): Html {
  const content = html`<p>None of the articles that Crossroads knows has this address.</p>`;
  return sitePage(site, { title: 'Unknown source', kicker: 'Source', listed: false }, content);
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
