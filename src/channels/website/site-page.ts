import { type Html, html } from './html.ts';

/** What all pages of the site share. */
export interface Site {
  /** Whose site it is; heads every page and leads to its first. */
  readonly school: string;
  /** Addresses of the style sheet and the mark. */
  readonly style: string;
  readonly mark: string;
}

/** What a page is, for its reader and for search engines. */
export interface PageHead {
  readonly title: string;
  /** Stands over the title and says what kind of page it is. */
  readonly kicker: string;
  /** Whether search engines may list the page. */
  readonly listed: boolean;
}

/** A page that needs no script: the school's head, a title, the content. */
export function sitePage({ school, style, mark }: Site, { title, kicker, listed }: PageHead, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${listed ? undefined : html`<meta name="robots" content="noindex">`}
<title>${title} – ${school}</title>
<link rel="icon" href="${mark}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
  <a class="brand" href="/"><img src="${mark}" alt="" width="36" height="36"> ${school}</a>
  <nav aria-label="Main"><a href="/ask">Ask a question</a></nav>
</header>
<main id="content" class="reading">
  <p class="kicker">${kicker}</p>
  <h1>${title}</h1>
  ${content}
</main>
</html>
`;
}
