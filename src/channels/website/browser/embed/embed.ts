/**
 * The script a school pastes: `<script src="https://…/embed.js" async></script>`, with options as `data-…`. Leaves one
 * global, `Crossroads`, and takes clicks on whatever bears `data-crossroads-open` or `data-crossroads-ask="question"`.
 */
import { announce, type Crossroads, createCrossroads } from './crossroads.ts';
import { readEmbedOptions } from './options.ts';

declare global {
  interface Window {
    Crossroads?: Crossroads;
  }
}

function embed({ src, dataset }: HTMLScriptElement): void {
  const { attach, ...crossroads } = createCrossroads(readEmbedOptions(dataset), new URL(src));
  window.Crossroads = Object.freeze(crossroads);
  document.addEventListener('click', (event) => follow(event, crossroads));
  // A page that swaps its body without loading anew would lose the button.
  new MutationObserver(attach).observe(document.documentElement, { childList: true });
  announce('ready');
}

/** A link of the page's own leads into the chat; where this script does not run, it leads to where it points. */
function follow(event: MouseEvent, crossroads: Crossroads): void {
  const { target } = event;
  const asking =
    target instanceof Element && target.closest<HTMLElement>('[data-crossroads-ask], [data-crossroads-open]');
  if (!asking || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const question = asking.dataset.crossroadsAsk;
  if (question?.trim()) crossroads.ask(question);
  else crossroads.open();
}

// Read at once: `currentScript` is gone as soon as the script has run.
const script = document.currentScript;

if (script instanceof HTMLScriptElement && !window.Crossroads) {
  if (document.body) embed(script);
  else addEventListener('DOMContentLoaded', () => embed(script), { once: true });
}
