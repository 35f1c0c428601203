/** The chat page: Web Chat over our Direct Line, in a frame of the school's page or alone. */
import { DEFAULT_COLOUR, isColour } from './colour.ts';
import { type FrameMessage, type FromChat, frameWord } from './frame-messages.ts';
import { hideNotice, showNotice } from './notice.ts';
import { DIRECT_LINE, forgetSession, keepSession, openSession, type Session } from './session.ts';
import { closeSourceLists } from './source-lists.ts';
import { watchStreams } from './streams.ts';
import { styleOptions } from './style-options.ts';
import { ConnectionStatus, type DirectLine, type StoreAction } from './web-chat.ts';

const chat = document.getElementById('chat') as HTMLElement;
const notice = document.getElementById('notice') as HTMLElement;
const nonce = document.currentScript?.nonce;
const asked = new URLSearchParams(location.search).get('colour');
const colour = isColour(asked) ? asked : DEFAULT_COLOUR;
const darkness = matchMedia('(prefers-color-scheme: dark)');

let directLine: DirectLine | undefined;
let store: object | undefined;
let webSocket = true;

async function start(): Promise<void> {
  try {
    connect(await openSession());
  } catch {
    showNotice(notice, 'The assistant cannot be reached at the moment.', 'Try again', start);
  }
}

function connect(session: Session): void {
  directLine?.end();
  // The id goes with a stream only: without one, Direct Line has still to begin the conversation.
  const resumed = session.streamUrl ? session : { token: session.token };
  const line = window.WebChat.createDirectLine({ ...resumed, domain: DIRECT_LINE, webSocket });
  line.connectionStatus$.subscribe((status) => line === directLine && report(status, line));
  directLine = line;
  store = window.WebChat.createStore({}, () => (next) => (action) => {
    if (isBotMessage(action)) tellPage('message');
    return next(action);
  });
  hideNotice(notice);
  render();
}

function report(status: ConnectionStatus, { conversationId, token }: DirectLine): void {
  if (status === ConnectionStatus.online && conversationId) {
    keepSession({ conversationId, token });
    tellPage('ready');
  }
  if (status === ConnectionStatus.failedToConnect) {
    showNotice(notice, 'The connection to the assistant was lost.', 'Connect again', start);
  }
  if (status === ConnectionStatus.expiredToken || status === ConnectionStatus.ended) {
    forgetSession();
    showNotice(notice, 'This conversation has ended.', 'Begin a new one', start);
  }
}

function render(): void {
  const props = {
    directLine,
    store,
    nonce,
    locale: 'en-US',
    styleOptions: styleOptions(colour, darkness.matches),
    overrideLocalizedStrings: {
      TEXT_INPUT_PLACEHOLDER: 'Ask about a program',
      REFERENCE_LIST_HEADER_ONE: '$1 source',
      REFERENCE_LIST_HEADER_OTHER: '$1 sources',
      VOTE_LIKE_ALT: 'This helped',
      VOTE_DISLIKE_ALT: 'This did not help',
    },
  };
  window.WebChat.renderWebChat(props, chat);
}

function isBotMessage({ type, payload }: StoreAction): boolean {
  const { activity } = payload ?? {};
  return type === 'DIRECT_LINE/INCOMING_ACTIVITY' && activity?.type === 'message' && activity.from?.role === 'bot';
}

function tellPage(word: FromChat): void {
  // The words say nothing of the conversation, so any page may hear them.
  if (parent !== window) parent.postMessage({ crossroads: word } satisfies FrameMessage<FromChat>, '*');
}

function focusSendBox(): void {
  // A finger that opens the chat should not meet a keyboard over half of it.
  if (matchMedia('(pointer: fine)').matches) {
    chat.querySelector<HTMLElement>('[data-id="webchat-sendbox-input"]')?.focus();
  }
}

addEventListener('message', ({ data, source }) => {
  if (source === parent && frameWord(data) === 'focus') focusSendBox();
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) tellPage('close');
});
addEventListener('pagehide', () => {
  if (directLine?.conversationId) keepSession({ conversationId: directLine.conversationId, token: directLine.token });
});
darkness.addEventListener('change', () => directLine && render());
closeSourceLists(chat);
watchStreams(() => {
  webSocket = false;
  void start();
});
void start();
