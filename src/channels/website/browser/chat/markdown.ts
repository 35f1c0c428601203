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
    const link = tokens[at];
    const text = tokens[at + 1];
    if (!link) return '';
    const title = link.attrGet('title');
    const marker = /^\[?(\d+)\]?$/.exec(text?.content ?? '')?.[1];
    // A title would be read aloud on top of the name.
    link.attrs = (link.attrs ?? []).filter(([name]) => name !== 'title');
    link.attrSet('target', '_blank');
    link.attrSet('rel', 'noopener noreferrer');
    if (text && marker) {
      text.content = marker;
      link.attrSet('class', 'marker');
      link.attrSet('aria-label', [`Source ${marker}`, title, externalLinkAlt].filter(Boolean).join(' '));
    }
    return self.renderToken(tokens, at, options);
  };
}
