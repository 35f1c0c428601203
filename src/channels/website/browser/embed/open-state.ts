const KEY = 'crossroads.open';

/** Whether the visitor left the chat open on the page before, in this tab; `undefined` if it was not touched yet. */
export function readOpen(): boolean | undefined {
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept === null ? undefined : kept === '1';
  } catch {
    return undefined;
  }
}

/** Keeps it for the next page. Does nothing where the browser allows the page no storage. */
export function rememberOpen(open: boolean): void {
  try {
    sessionStorage.setItem(KEY, open ? '1' : '0');
  } catch {}
}
