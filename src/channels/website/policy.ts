/** Hash of nothing: Web Chat's scroller puts up an empty style element without the nonce and fills it by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export interface PolicyOptions {
  readonly nonce?: string;
  readonly url?: URL;
  readonly allowedOrigins?: readonly string[];
}

/** A Content-Security-Policy: our own files, nothing inline but what bears the nonce, framed by the origins allowed. */
export function policy({ nonce, url, allowedOrigins = [] }: PolicyOptions): string {
  const styles = nonce ? [`'nonce-${nonce}'`, EMPTY_STYLE] : [];
  // Safari before 15.4 does not count a page's own WebSockets as 'self'.
  const sockets = url ? [`ws://${url.host}`, `wss://${url.host}`] : [];
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    ["frame-ancestors 'self'", ...allowedOrigins].join(' '),
    ["connect-src 'self'", ...sockets].join(' '),
    "img-src 'self' blob: data:",
    nonce ? `script-src 'nonce-${nonce}'` : "script-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
  ].join('; ');
}
