import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Frame, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { packageRoot } from '../../src/config.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium: the one `CHROMIUM_PATH` names, the system's, or the one that comes with the tests. */
export async function launchChromium(): Promise<Browser> {
  const installed = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
  return chromium.launch({ executablePath: installed ?? (await sparticuz.executablePath()), args: FLAGS });
}

/** The chat on a page: the launcher's button, what is in the frame, and ways to use them as a visitor does. */
export interface Chat {
  readonly button: Locator;
  readonly frame: FrameLocator;
  readonly sendBox: Locator;
  /** The texts of the bot's answers, without the greeting, in their order. */
  readonly answer: Locator;
  /** Resolves once the bot has greeted. */
  open(): Promise<void>;
  ask(question: string): Promise<void>;
}

export function chatOn(page: Page): Chat {
  const button = page.locator('button.launch');
  const frame = page.frameLocator('iframe');
  const sendBox = frame.getByRole('textbox');
  return {
    button,
    frame,
    sendBox,
    answer: frame.locator('.webchat__bubble:has(.webchat__link-definitions)'),
    async open() {
      if ((await button.getAttribute('aria-expanded')) === 'false') await button.press('Enter');
      await frame.locator('.webchat__bubble').first().waitFor();
    },
    async ask(question) {
      await sendBox.fill(question);
      await sendBox.press('Enter');
    },
  };
}

/** Keeps a picture of the page under `artifacts/screenshots/`. */
export async function photograph(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  await page.screenshot({ ...options, path: join(packageRoot, 'artifacts/screenshots', `${name}.png`) });
}

/** Whether an element of the chat stands, top to bottom, in the part of the conversation that is scrolled to. */
export function inView(element: Locator): Promise<boolean> {
  return element.evaluate((part) => {
    const place = part.getBoundingClientRect();
    const view = part.closest('.webchat__basic-transcript__scrollable')?.getBoundingClientRect();
    return view !== undefined && place.top >= view.top - 1 && place.bottom <= view.bottom + 1;
  });
}

/** The document of the chat on a page. */
export function chatFrame(page: Page): Frame {
  const frame = page.frames().find((candidate) => new URL(candidate.url()).pathname === '/chat');
  if (!frame) throw new Error('The chat is not open');
  return frame;
}
