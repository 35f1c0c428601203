/** The part of Web Chat's global that the chat page uses; the bundle is loaded by a script tag of its own. */
export interface WebChat {
  createDirectLine(options: DirectLineOptions): DirectLine;
  createStore(initialState: object, middleware: () => (next: Dispatch) => Dispatch): object;
  renderWebChat(props: object, element: HTMLElement): void;
}

export interface DirectLineOptions {
  readonly domain: string;
  readonly token: string;
  readonly conversationId?: string;
  readonly streamUrl?: string;
  readonly webSocket?: boolean;
}

export interface DirectLine {
  readonly conversationId?: string;
  /** The current token: Direct Line refreshes it while the page is open. */
  readonly token: string;
  readonly connectionStatus$: { subscribe(next: (status: ConnectionStatus) => void): { unsubscribe(): void } };
  end(): void;
}

export type Dispatch = (action: StoreAction) => unknown;

export interface StoreAction {
  readonly type: string;
  readonly payload?: { readonly activity?: { readonly type: string; readonly from?: { readonly role?: string } } };
}

/** DirectLineJS's numbers for what it reports. */
export const ConnectionStatus = { online: 2, expiredToken: 3, failedToConnect: 4, ended: 5 } as const;
export type ConnectionStatus = number;

declare global {
  interface Window {
    readonly WebChat: WebChat;
  }
}
