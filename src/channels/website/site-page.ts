import { type Html, html } from './html.ts';
import { dataHtml } from './page-data.ts';

/** What all pages of the site share. */
export interface Site {
  /** Whose site it is; heads every page and leads to its first. */
  readonly school: string;
  /** Addresses of the style sheet, the mark and the script that helps to share and print. */
  readonly style: string;
  readonly mark: string;
  readonly script: string;
  /** Where browsers reach the site, known once it listens: `https://chat.school.example`. */
  origin(): string;
}

/** What a page is, for its reader and for search engines. */
export interface PageHead {
  readonly title: string;
  /** Stands over the title and says what kind of page it is. */
  readonly kicker: string;
  /** Whether search engines may list the page. */
  readonly listed: boolean;
  /** The one address of a page that has several, from the first slash; none for a page that is nowhere. */
  readonly address?: string;
  /** A sentence or two for search engines and for previews of a shared link. */
  readonly description?: string;
  /** The address of an image for such previews, from the first slash. */
  readonly image?: string | undefined;
  /** What the page says, as schema.org has it. */
  readonly data?: object;
}

/** A page that needs no script: the school's head, a title, the content. */
export function sitePage(site: Site, head: PageHead, content: Html): Html {
  const { school, style, mark, script } = site;
  const { title, kicker, address } = head;
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${school}</title>
${metaHtml(site, head)}
<link rel="icon" href="${mark}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${script}" async></script>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
  <a class="brand" href="/"><img src="${mark}" alt="" width="36" height="36"> ${school}</a>
  <nav aria-label="Main"><a href="/ask">Ask a question</a></nav>
</header>
<main id="content" class="reading">
  <p class="kicker">${kicker}</p>
  <h1>${title}</h1>
  ${content}
  ${address ? shareHtml(title, site.origin() + address) : undefined}
</main>
</html>
`;
}

function metaHtml({ origin }: Site, { title, listed, address, description, image, data }: PageHead): Html {
  const url = address && origin() + address;
  return html`${listed ? undefined : html`<meta name="robots" content="noindex">\n`}${
    description ? html`<meta name="description" content="${description}">\n` : undefined
  }${
    url
      ? html`<link rel="canonical" href="${url}">
<meta property="og:title" content="${title}">
<meta property="og:type" content="article">
<meta property="og:url" content="${url}">
${description ? html`<meta property="og:description" content="${description}">\n` : undefined}`
      : undefined
  }${image ? html`<meta property="og:image" content="${origin() + image}">\n` : undefined}${data && dataHtml(data)}`;
}

/** Works without script by e-mail; the script puts buttons to print and to copy or share beside it. On paper, the address. */
function shareHtml(title: string, url: string): Html {
  const mail = `mailto:?${new URLSearchParams({ subject: title, body: url }).toString().replaceAll('+', '%20')}`;
  return html`<p class="share" data-url="${url}"><a href="${mail}">Send by e-mail</a></p>
<p class="printed">${url}</p>`;
}
