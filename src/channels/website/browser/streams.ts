/**
 * Calls `refused` once when a WebSocket closes without ever having opened, as behind a proxy that lets none through.
 * Direct Line opens its stream only after the server has answered over HTTP, so a server that is down does not count.
 */
export function watchStreams(refused: () => void): void {
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let opened = false;
      this.addEventListener('open', () => {
        opened = true;
      });
      this.addEventListener('close', () => {
        if (opened) return;
        window.WebSocket = Plain;
        refused();
      });
    }
  };
}
