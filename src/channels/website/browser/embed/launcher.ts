import { textOn } from '../colour.ts';
import { element, icon } from './dom.ts';
import styles from './launcher.css';
import type { EmbedOptions } from './options.ts';

/** What stands on the school's page: the button in the corner and the panel over it. */
export interface Launcher {
  /** Holds everything else in its shadow, where the page's styles do not reach. */
  readonly host: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly closer: HTMLButtonElement;
  readonly panel: HTMLDialogElement;
  /** Where the frame comes. */
  readonly body: HTMLElement;
  /** Whether the panel takes the whole screen, as on a phone or at high zoom. */
  readonly full: MediaQueryList;
  showUnread(count: number): void;
  /** Puts a text, and a link to where questions are answered without the chat, in place of the frame. */
  showFailure(text: string, link: string, address: string): void;
}

/** Builds the launcher; it is not on the page yet. */
export function createLauncher({ title, colour, position }: EmbedOptions): Launcher {
  const host = document.createElement('crossroads-chat');
  host.style.setProperty('--colour', colour);
  host.style.setProperty('--on-colour', textOn(colour));
  const closer = element('button', { class: 'close', type: 'button', 'aria-label': 'Close the chat' }, icon(CROSS));
  const body = element('div', { class: 'body' });
  const head = element('header', {}, element('h2', { id: 'title' }, title), closer);
  const panel = element('dialog', { id: 'panel', class: 'panel', 'aria-labelledby': 'title' }, head, body);
  const badge = element('span', { class: 'unread', hidden: '' });
  const news = element('span', { class: 'unseen', role: 'status' });
  const button = element(
    'button',
    { class: 'launch', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' },
    icon(BUBBLE),
    element('span', { class: 'label' }, title),
    badge,
  );
  const root = host.attachShadow({ mode: 'open' });
  // A constructed sheet needs no `unsafe-inline` of the page's policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  root.append(element('section', { class: position, 'aria-label': title }, panel, button, news));

  return {
    host,
    button,
    closer,
    panel,
    body,
    full: matchMedia('(max-width: 520px), (max-height: 520px)'),
    showUnread(count) {
      badge.hidden = count === 0;
      badge.textContent = `${count}`;
      news.textContent = count > 0 ? `${count} new in the chat` : '';
      if (count > 0) button.setAttribute('aria-label', `${title}, ${count} unread`);
      else button.removeAttribute('aria-label');
    },
    showFailure(text, link, address) {
      const way = element('a', { href: address, target: '_blank', rel: 'noopener' }, link);
      body.replaceChildren(element('div', { class: 'failure', role: 'alert' }, element('p', {}, text), way));
    },
  };
}

const CROSS = 'M6 6l12 12M18 6L6 18';
const BUBBLE =
  'M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-8.5L6 20.5v-4H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5z';
