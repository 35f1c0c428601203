/** Whether a host, or the host of a URL, is the machine itself by its loopback names: nobody else reaches it there. */
export function isLoopback(hostOrUrl: string): boolean {
  const host = URL.canParse(hostOrUrl) ? new URL(hostOrUrl).hostname : hostOrUrl;
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(host);
}
