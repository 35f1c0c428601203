import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What axe finds wrong with a document, one line each; a page in a frame is a document of its own. */
export async function violations(document: Page | Frame): Promise<string[]> {
  // Evaluated by the debugger, so that the page's policy against foreign scripts need not be switched off.
  await document.evaluate(axe.source);
  const results = await document.evaluate<{ violations: Violation[] }>('axe.run(document, { iframes: false })');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`),
  );
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}
