/**
 * The script a school pastes: `<script src="https://…/embed.js" async></script>`. Options, all optional:
 * `data-title` (text of the button), `data-colour` (`#rrggbb`), `data-position` (`left` or `right`), `data-open`
 * (`true` opens the chat at once). Leaves one global, `Crossroads`, with `open()`, `close()` and `toggle()`.
 */
import { DEFAULT_COLOUR, isColour } from './colour.ts';
import { createLauncher, type Launcher } from './launcher.ts';

declare global {
  interface Window {
    Crossroads?: Launcher;
  }
}

function embed({ src, dataset }: HTMLScriptElement): void {
  const colour = isColour(dataset.colour) ? dataset.colour : DEFAULT_COLOUR;
  const chatUrl = new URL(`/chat?${new URLSearchParams({ colour })}`, src);
  const position = dataset.position === 'left' ? 'left' : 'right';
  const launcher = createLauncher({ chatUrl, title: dataset.title ?? 'Ask about programs', colour, position });
  window.Crossroads = launcher;
  if (dataset.open === 'true') launcher.open();
}

// Read at once: `currentScript` is gone as soon as the script has run.
const script = document.currentScript;

if (script instanceof HTMLScriptElement && !window.Crossroads) {
  if (document.body) embed(script);
  else addEventListener('DOMContentLoaded', () => embed(script), { once: true });
}
