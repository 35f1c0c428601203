import MarkdownIt from 'markdown-it';

interface LinkOptions {
  /** Said after the text of a link that leaves the chat. */
  readonly externalLinkAlt?: string;
}

const markdown = new MarkdownIt({ html: false });
const inline = new MarkdownIt({ html: false });
for (const renderer of [markdown, inline]) openLinksElsewhere(renderer);

/** A message's Markdown as HTML. No HTML in it is let through, and no address but those that lead to a page. */
export function renderMarkdown(text: string, _: unknown, { externalLinkAlt = '' }: LinkOptions = {}): string {
  return markdown.render(text, { externalLinkAlt });
}

/** One line of Markdown, as cards hold it. */
export function renderInline(text: string, externalLinkAlt: string): string {
  return inline.renderInline(text, { externalLinkAlt });
}

/** Links open beside the chat. `[1]` is drawn as the marker of a source, and read with the source's name. */
function openLinksElsewhere({ renderer }: MarkdownIt): void {
  renderer.rules.link_open = (tokens, at, options, { externalLinkAlt }, self) => {
    const token = tokens[at];
    const text = tokens[at + 1]?.content ?? '';
    const title = token?.attrGet('title');
    token?.attrSet('target', '_blank');
    token?.attrSet('rel', 'noopener noreferrer');
    if (/^\d+$/.test(text)) {
      token?.attrSet('class', 'marker');
      token?.attrSet('aria-label', ['Source', text, title && `: ${title}`, externalLinkAlt].filter(Boolean).join(' '));
    }
    if (token?.attrs) token.attrs = token.attrs.filter(([name]) => name !== 'title');
    return self.renderToken(tokens, at, options);
  };
}
