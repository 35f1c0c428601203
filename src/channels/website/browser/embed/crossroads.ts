import { type FrameMessage, frameWord, LONGEST_QUESTION, readQuestion, type ToChat } from '../frame-messages.ts';
import { complain } from './complain.ts';
import { element } from './dom.ts';
import { createLauncher } from './launcher.ts';
import { readOpen, rememberOpen } from './open-state.ts';
import type { EmbedOptions } from './options.ts';

/** The documented face of the script, `window.Crossroads`. */
export interface Crossroads {
  /** Shows the chat and moves the focus into it. */
  open(): void;
  /** Hides the chat and gives the focus back to where it came from. The conversation goes on at the next opening. */
  close(): void;
  toggle(): void;
  /**
   * Opens the chat and asks a question in the visitor's name, 1–2,000 characters.
   * @throws {TypeError} if it is none.
   */
  ask(question: string): void;
}

// Frames of a page that may not be shown load too, as an error of the browser's own.
const PATIENCE_MS = 1500;

/** Puts the chat on the page. The frame is loaded when it is first opened. */
export function createCrossroads(options: EmbedOptions, service: URL): Crossroads & { attach(): void } {
  const { host, button, closer, panel, body, full, showUnread, showFailure } = createLauncher(options);
  const address = new URL(`/chat?${new URLSearchParams(options.chat)}`, service);
  const waiting: ToChat[] = [];
  let frame: HTMLIFrameElement | undefined;
  let here = false;
  let ready = false;
  let unread = 0;
  let opener: Element | null = null;

  const tell = (message: ToChat) => {
    if (ready) frame?.contentWindow?.postMessage(message, service.origin);
    else waiting.push(message);
  };
  const count = (messages: number) => {
    unread = messages;
    showUnread(unread);
  };
  const focusFrame = () => {
    frame?.focus();
    tell({ crossroads: 'focus' });
  };

  function load(): void {
    if (frame) return;
    frame = element('iframe', { title: options.title, src: address.href });
    frame.addEventListener('load', () => setTimeout(() => here || giveUp(), PATIENCE_MS));
    body.replaceChildren(element('p', { class: 'wait' }, 'One moment …'), frame);
  }

  function giveUp(): void {
    complain(
      `the chat of ${service.origin} was not shown. Either the service does not allow this page (add ${location.origin} to its ALLOWED_ORIGINS), or this page's Content-Security-Policy lacks "frame-src ${service.origin}", or the service is down.`,
    );
    frame = undefined;
    showFailure('The chat cannot be shown on this page.', 'Ask on a page of its own', new URL('/ask', service).href);
  }

  function show(): void {
    if (full.matches) panel.showModal();
    else panel.show();
  }

  function open(focus = true): void {
    load();
    count(0);
    if (!panel.open) {
      opener = document.activeElement;
      if (focus) show();
      else panel.open = true;
      button.setAttribute('aria-expanded', 'true');
      rememberOpen(true);
      announce('open');
    }
    if (focus) focusFrame();
  }

  function close(): void {
    if (!panel.open) return;
    const within = host.matches(':focus-within') || full.matches;
    panel.close();
    button.setAttribute('aria-expanded', 'false');
    rememberOpen(false);
    if (within)
      (opener instanceof HTMLElement && opener !== host && opener !== document.body ? opener : button).focus();
    announce('close');
  }

  function hear({ data, origin, source }: MessageEvent<FrameMessage>): void {
    if (!frame || source !== frame.contentWindow || origin !== service.origin) return;
    const word = frameWord(data);
    if (word === 'here') here = true;
    if (word === 'ready') {
      ready = true;
      for (const message of waiting.splice(0))
        if (message.crossroads === 'ask' || host.matches(':focus-within')) tell(message);
    }
    if (word === 'close') close();
    if (word === 'reply') {
      if (!panel.open) count(unread + 1);
      announce('reply');
    }
  }

  const crossroads = {
    open: () => open(),
    close,
    toggle: () => (panel.open ? close() : open()),
    ask(given: string) {
      const question = readQuestion(given);
      if (!question) throw new TypeError(`Crossroads.ask takes a question of 1–${LONGEST_QUESTION} characters`);
      open();
      tell({ crossroads: 'ask', question });
    },
    attach: () => host.isConnected || document.body?.append(host),
  };

  button.addEventListener('click', crossroads.toggle);
  closer.addEventListener('click', close);
  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  host.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
  addEventListener('message', hear);
  full.addEventListener('change', () => {
    if (!panel.open) return;
    panel.close();
    show();
  });
  crossroads.attach();
  // Nobody asked for a screen full of chat, and who has closed it wants it closed.
  if ((readOpen() ?? options.open) && !full.matches) open(false);
  return crossroads;
}

/** Tells the page: `crossroads:open`, `crossroads:close`, `crossroads:reply`, on the document. */
export function announce(event: 'ready' | 'open' | 'close' | 'reply'): void {
  document.dispatchEvent(new CustomEvent(`crossroads:${event}`));
}
