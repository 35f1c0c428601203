/** The chat page: Web Chat over our Direct Line, in a frame of the school's page or alone. */
import { createStore } from 'botframework-webchat-core';
import { readOptions } from '../chat-options.ts';
import { askedIn, type FrameMessage, type FromChat, frameWord } from '../frame-messages.ts';
import { Connection, Status } from './connection.ts';
import { greetedBy } from './greeting.ts';
import { hideNotice, showNotice } from './notice.ts';
import type { Activity } from './server.ts';
import { forgetSession, keepSession, readSession } from './session.ts';
import { closeSourceLists } from './source-lists.ts';
import { renderChat } from './web-chat.tsx';

const chat = document.getElementById('chat') as HTMLElement;
const notice = document.getElementById('notice') as HTMLElement;
const nonce = document.currentScript?.nonce ?? '';
const options = readOptions(new URLSearchParams(location.search));
const darkness = matchMedia('(prefers-color-scheme: dark)');

let connection: Connection | undefined;
let store: ReturnType<typeof createStore> | undefined;
let online = false;
const questions: string[] = [];

function start(): void {
  connection?.end();
  const line = new Connection({
    session: readSession(),
    locale: options.locale,
    keep: keepSession,
    begun: () => options.question && questions.unshift(options.question),
    fresh: (activity) => isBotMessage(activity) && tellPage('reply'),
    failed: () => line === connection && report(),
    online: () => line === connection && hideNotice(notice),
  });
  online = false;
  connection = line;
  store = createStore({}, () => (next: (action: object) => unknown) => (action: StoreAction) => {
    const result = next(greetedBy(action, options.greeting));
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') settle(line);
    return result;
  });
  line.connectionStatus$.subscribe((status) => line === connection && status === Status.ended && end());
  render();
}

interface StoreAction {
  readonly type: string;
  readonly payload?: object;
}

function report(): void {
  if (online) showNotice(notice, 'No connection. What you ask is sent as soon as there is one.');
  else showNotice(notice, 'The assistant cannot be reached at the moment.', 'Try again', start);
}

/** Web Chat is connected: what was to be asked is asked. */
function settle(line: Connection): void {
  if (line !== connection) return;
  online = true;
  tellPage('ready');
  for (const question of questions.splice(0)) ask(question);
}

function ask(question: string): void {
  if (online) store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: question } });
  else questions.push(question);
}

function end(): void {
  forgetSession();
  showNotice(notice, 'This conversation has ended.', 'Begin a new one', start);
}

function render(): void {
  if (connection && store)
    renderChat(chat, {
      connection,
      store,
      nonce,
      locale: options.locale,
      colour: options.colour,
      dark: darkness.matches,
    });
}

function isBotMessage({ type, from }: Activity): boolean {
  return type === 'message' && from?.role === 'bot';
}

function tellPage(word: FromChat): void {
  // The words say nothing of the conversation, so any page may hear them.
  if (parent !== window) parent.postMessage({ crossroads: word } satisfies FrameMessage, '*');
}

function focusSendBox(): void {
  // A finger that opens the chat should not meet a keyboard over half of it.
  if (matchMedia('(pointer: fine)').matches) {
    chat.querySelector<HTMLElement>('[data-id="webchat-sendbox-input"]')?.focus();
  }
}

addEventListener('message', ({ data, source }) => {
  if (source !== parent) return;
  if (frameWord(data) === 'focus') focusSendBox();
  const question = askedIn(data);
  if (question) ask(question);
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) tellPage('close');
});
darkness.addEventListener('change', render);
if (options.title) {
  document.title = options.title;
  for (const heading of document.querySelectorAll('h1')) heading.textContent = options.title;
}
closeSourceLists(chat);
tellPage('here');
start();
