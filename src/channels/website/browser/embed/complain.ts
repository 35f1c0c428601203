/** Tells whoever pastes the tag what is wrong, on the one place they look: the console. */
export function complain(text: string): void {
  // biome-ignore lint/suspicious/noConsole: see above
  console.error(`Crossroads: ${text}`);
}
