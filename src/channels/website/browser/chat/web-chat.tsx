import ReactWebChat from 'botframework-webchat-component';
import { type ComponentType, createElement } from 'react';
import { render } from 'react-dom';
import { cardMiddleware, spokenCardMiddleware } from './card.tsx';
import type { Connection } from './connection.ts';
import { renderMarkdown } from './markdown.ts';
import { styleOptions } from './style-options.ts';
import { thumbsMiddleware } from './thumbs.tsx';

export interface ChatView {
  readonly connection: Connection;
  /** Web Chat's store. */
  readonly store: object;
  /** Lets Web Chat's style sheets through the page's policy. */
  readonly nonce: string;
  readonly locale: string;
  readonly colour: string;
  readonly dark: boolean;
}

const STRINGS = {
  MARKDOWN_EXTERNAL_LINK_ALT: 'new tab',
  TEXT_INPUT_PLACEHOLDER: 'Ask about a program',
  REFERENCE_LIST_HEADER_ONE: '$1 source',
  REFERENCE_LIST_HEADER_OTHER: '$1 sources',
};
// The same ones each time, so that Web Chat need not draw everything anew.
const attachmentMiddleware = cardMiddleware;
const attachmentForScreenReaderMiddleware = spokenCardMiddleware;
const activityStatusMiddleware = thumbsMiddleware;

/** Draws Web Chat into an element, or draws it anew with what has changed. */
export function renderChat(element: HTMLElement, { connection, colour, dark, ...view }: ChatView): void {
  const props = {
    ...view,
    directLine: connection,
    attachmentMiddleware,
    attachmentForScreenReaderMiddleware,
    activityStatusMiddleware,
    renderMarkdown,
    styleOptions: styleOptions(colour, dark),
    overrideLocalizedStrings: STRINGS,
  };
  // Web Chat asks by its types for its own Direct Line client; it uses no more of it than `Connection` has.
  render(createElement(ReactWebChat as unknown as ComponentType<typeof props>, props), element);
}
