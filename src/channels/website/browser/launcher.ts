import { textOn } from './colour.ts';
import { type FrameMessage, frameWord, type ToChat } from './frame-messages.ts';
import styles from './launcher.css';

export interface LauncherOptions {
  readonly chatUrl: URL;
  /** Names the button, the panel and the frame. */
  readonly title: string;
  /** Background of the button and the panel's head, `#rrggbb`. */
  readonly colour: string;
  readonly position: 'left' | 'right';
}

/** The documented face of the script, `window.Crossroads`. */
export interface Launcher {
  /** Shows the chat and moves the focus into it. */
  open(): void;
  /** Hides the chat and gives the focus back to the button. The conversation goes on at the next opening. */
  close(): void;
  toggle(): void;
}

const MARKUP = `
<section>
  <div class="panel" id="panel" role="dialog" aria-labelledby="title" hidden>
    <header>
      <h2 id="title"></h2>
      <button class="close" type="button" aria-label="Close the chat">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>
      </button>
    </header>
  </div>
  <button class="launch" type="button" aria-expanded="false" aria-controls="panel">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11H10l-5 4v-4H4z"/></svg>
    <span class="label"></span>
    <span class="unread" hidden></span>
  </button>
</section>`;

/** Puts the button on the page. The chat itself is loaded when it is first opened. */
export function createLauncher({ chatUrl, title, colour, position }: LauncherOptions): Launcher {
  const root = shadowRoot(colour);
  const part = <Found extends HTMLElement>(selector: string) => root.querySelector(selector) as Found;
  const [panel, button, badge] = [part('.panel'), part<HTMLButtonElement>('.launch'), part('.unread')];
  let frame: HTMLIFrameElement | undefined;
  let unread = 0;

  part('section').className = position;
  part('#title').textContent = title;
  part('.label').textContent = title;

  const tellFrame = (word: ToChat) =>
    frame?.contentWindow?.postMessage({ crossroads: word } satisfies FrameMessage<ToChat>, chatUrl.origin);

  function showUnread(count: number): void {
    unread = count;
    badge.hidden = count === 0;
    badge.textContent = `${count}`;
    if (count > 0) button.setAttribute('aria-label', `${title}, ${count} unread`);
    else button.removeAttribute('aria-label');
  }

  function show(open: boolean): void {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', `${open}`);
  }

  const launcher: Launcher = {
    open() {
      show(true);
      showUnread(0);
      frame ??= appendFrame(panel, chatUrl, title);
      frame.focus();
      tellFrame('focus');
    },
    close() {
      if (panel.hidden) return;
      show(false);
      button.focus();
    },
    toggle: () => (panel.hidden ? launcher.open() : launcher.close()),
  };

  button.addEventListener('click', launcher.toggle);
  part('.close').addEventListener('click', launcher.close);
  part('section').addEventListener('keydown', ({ key }) => key === 'Escape' && launcher.close());
  addEventListener('message', ({ data, origin, source }) => {
    if (!frame || source !== frame.contentWindow || origin !== chatUrl.origin) return;
    const word = frameWord(data);
    if (word === 'ready' && root.activeElement === frame) tellFrame('focus');
    if (word === 'close') launcher.close();
    if (word === 'message' && panel.hidden) showUnread(unread + 1);
  });
  return launcher;
}

/** A shadow root keeps the page's styles out; a constructed sheet needs no `unsafe-inline` of the page's policy. */
function shadowRoot(colour: string): ShadowRoot {
  const host = document.body.appendChild(document.createElement('div'));
  host.style.setProperty('--colour', colour);
  host.style.setProperty('--on-colour', textOn(colour));
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = MARKUP;
  return root;
}

function appendFrame(panel: HTMLElement, chatUrl: URL, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.src = chatUrl.href;
  return panel.appendChild(frame);
}
