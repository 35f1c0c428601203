import MarkdownIt from 'markdown-it';

interface LinkOptions {
  /** Said after the text of a link that leaves the chat. */
  readonly externalLinkAlt?: string;
}

const markdown = new MarkdownIt({ html: false }).use(drawMarkers).use(openLinksElsewhere);

/** A message's Markdown as HTML. No HTML in it is let through, and no address but those that lead to a page. */
export function renderMarkdown(text: string, _: unknown, { externalLinkAlt = '' }: LinkOptions = {}): string {
  return markdown.render(text, { externalLinkAlt });
}

/** One line of Markdown, as cards hold it. */
export function renderInline(text: string, externalLinkAlt: string): string {
  return markdown.renderInline(text, { externalLinkAlt });
}

/** Marks the links that read `[1]` or `1` as sources, and keeps each on one line with the word before it. */
function drawMarkers({ core }: MarkdownIt): void {
  core.ruler.push('markers', ({ tokens }) => {
    for (const { children } of tokens) {
      children?.forEach((link, at) => {
        const [before, text] = [children[at - 1], children[at + 1]];
        const number = /^\[?(\d+)\]?$/.exec(text?.content ?? '')?.[1];
        if (link.type !== 'link_open' || !text || !number) return;
        text.content = number;
        link.attrSet('class', 'marker');
        link.attrSet('aria-label', [`Source ${number}`, link.attrGet('title')].filter(Boolean).join(', '));
        if (before?.type === 'text') before.content = before.content.replace(/ $/, '\u00a0');
      });
    }
  });
}

function openLinksElsewhere({ renderer }: MarkdownIt): void {
  renderer.rules.link_open = (tokens, at, options, { externalLinkAlt }, self) => {
    const link = tokens[at];
    if (!link) return '';
    const label = link.attrGet('aria-label');
    // A title would be read aloud on top of the name.
    link.attrs = (link.attrs ?? []).filter(([name]) => name !== 'title');
    link.attrSet('target', '_blank');
    link.attrSet('rel', 'noopener noreferrer');
    if (label && externalLinkAlt) link.attrSet('aria-label', `${label}, ${externalLinkAlt}`);
    return self.renderToken(tokens, at, options);
  };
}
