import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { chatFrame, chatOn, launchChromium, photograph } from './chromium.ts';
import { type Running, startSchool, startService } from './servers.ts';

const QUESTION = 'billing or coding, which pays more and can I do it from home?';

let browser: Browser;
let school: Running;
let stranger: Running;
let service: Running;
let attributes = '';
let said: string[] = [];

beforeAll(async () => {
  [school, stranger] = await Promise.all([
    startSchool(
      () => service.origin,
      () => attributes,
    ),
    startSchool(() => service.origin),
  ]);
  [browser, service] = await Promise.all([launchChromium(), startService({ ALLOWED_ORIGINS: school.origin })]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([school, stranger, service].map((running) => running?.stop()));
}, 30_000);

afterEach(async () => {
  attributes = '';
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A page of a new visitor; what its console complains of is collected. */
async function visit(url = school.origin, options: BrowserContextOptions = {}): Promise<Page> {
  said = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on('console', (message) => message.type() !== 'log' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(url);
  await chatOn(page).button.waitFor();
  return page;
}

/** The names that scripts left in `window`: those that a window without scripts does not have. */
function globalsOfTheirOwn(): string[] {
  const bare = document.body.appendChild(document.createElement('iframe'));
  const builtIn = new Set(Object.getOwnPropertyNames(bare.contentWindow));
  bare.remove();
  return Object.getOwnPropertyNames(window).filter((name) => !builtIn.has(name) && !/^\d+$/.test(name));
}

const bubbles = (page: Page) => chatOn(page).frame.locator('.webchat__bubble');
const userBubbles = (page: Page) => chatOn(page).frame.locator('.webchat__bubble--from-user');

describe('on another site, under the strictest policy', { timeout: 60_000 }, () => {
  test('the tag is enough: an answer, one global, no cookies, nothing for the console', async () => {
    attributes = 'data-title="Ask us" data-colour="#ffd166" data-position="left"';
    const page = await visit();
    const chat = chatOn(page);
    expect(await chat.button.locator('.label').textContent()).toBe('Ask us');
    expect((await chat.button.boundingBox())?.x).toBeLessThan(100);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    await photograph(page, 'other-origin');

    expect(await page.evaluate(globalsOfTheirOwn)).toEqual(['Crossroads']);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }))).toEqual(['crossroads.open']);
    expect(await violations(page)).toEqual([]);
    expect(await violations(chatFrame(page))).toEqual([]);
    expect(said).toEqual([]);
  });

  test('`Crossroads` opens, asks and closes, and the page hears of it', async () => {
    const page = await visit();
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(document, { heard });
      for (const name of ['open', 'close', 'reply'])
        document.addEventListener(`crossroads:${name}`, () => heard.push(name));
    });
    await page.evaluate(() => window.Crossroads?.ask('  What does coding cost? '));
    await userBubbles(page).getByText('What does coding cost?').waitFor();
    await chatOn(page).answer.first().waitFor();
    await page.evaluate(() => window.Crossroads?.toggle());
    await page.locator('.panel').waitFor({ state: 'hidden' });
    await page.evaluate(() => window.Crossroads?.open());
    await page.locator('.panel').waitFor();
    await page.evaluate(() => window.Crossroads?.close());
    const heard = await page.evaluate(() => (document as unknown as { heard: string[] }).heard);
    expect(heard.filter((name) => name !== 'reply')).toEqual(['open', 'close', 'open', 'close']);
    expect(heard.filter((name) => name === 'reply').length).toBeGreaterThanOrEqual(2);
    for (const nothing of ['', ' ', 'x'.repeat(2001), 7])
      await expect(page.evaluate((it) => window.Crossroads?.ask(it as string), nothing)).rejects.toThrow('1–2000');
    expect(await userBubbles(page).count()).toBe(1);
  });

  test('links of the page lead into the chat, and closing gives the focus back to them', async () => {
    const page = await visit();
    const opener = page.getByRole('button', { name: 'Questions?' });
    await opener.press('Enter');
    await bubbles(page).first().waitFor();
    await chatOn(page).sendBox.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    expect(await opener.evaluate((it) => it === document.activeElement)).toBe(true);

    await page.getByRole('link', { name: 'What does coding cost?' }).click();
    await userBubbles(page).getByText('How much does coding cost?').waitFor();
    expect(new URL(page.url()).origin).toBe(school.origin);
  });

  test('greeting, question and opening are as the tag says, once', async () => {
    attributes =
      'data-open="true" data-greeting="Welcome to <b>Harbor</b> [Point](javascript:alert(1))" data-question="Is coding hard to learn?" data-locale="en-gb"';
    const page = await visit();
    await chatOn(page).answer.first().waitFor();
    for (const visitNumber of [1, 2]) {
      const texts = await bubbles(page).allInnerTexts();
      expect(texts[0], `visit ${visitNumber}`).toContain('Welcome to <b>Harbor</b> [Point](javascript:alert(1))');
      expect(texts.filter((text) => text.includes('Welcome to'))).toHaveLength(1);
      expect(await userBubbles(page).count()).toBe(1);
      expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
      await page.reload();
      await chatOn(page).answer.first().waitFor();
    }
    await chatOn(page).button.press('Enter');
    await page.reload();
    expect(await chatOn(page).button.getAttribute('aria-expanded')).toBe('false');
  });

  test('hostile options are refused one by one, and the chat works all the same', async () => {
    attributes = `data-colour="red;}</style><script>alert(1)</script>" data-position="javascript:alert(1)"
      data-title="${'Ask '.repeat(100)}" data-greeting="${'g'.repeat(301)}" data-locale="<script>" data-open="perhaps"
      data-question="${'q'.repeat(2001)}"`;
    const page = await visit();
    for (const name of ['colour', 'position', 'title', 'greeting', 'locale', 'open', 'question'])
      expect(
        said.filter((text) => text.startsWith(`Crossroads: data-${name} takes`)),
        name,
      ).toHaveLength(1);
    expect(said).toHaveLength(7);
    const chat = chatOn(page);
    expect(await chat.button.innerText()).toBe('Ask about programs');
    expect(await chat.button.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe('rgb(11, 85, 99)');
    await chat.open();
    expect(await userBubbles(page).count()).toBe(0);
    // The same, put into the address by hand.
    await page.goto(`${service.origin}/chat?colour=red;}&locale=%3Cscript%3E&title=%3Cimg src=x onerror=alert(1)%3E`);
    await page.locator('.webchat__bubble').first().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('<img src=x onerror=alert(1)>');
  });

  test('a page that is not allowed is told how, gets no token and sends its visitors elsewhere', async () => {
    const page = await visit(stranger.origin);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await chatOn(page).button.click();
    await page.getByRole('alert').getByText('cannot be shown on this page').waitFor();
    expect(said.join()).toContain(`add ${stranger.origin} to its ALLOWED_ORIGINS`);
    expect(await page.getByRole('link', { name: 'Ask on a page of its own' }).getAttribute('href')).toBe(
      `${service.origin}/ask`,
    );
    expect(asked).not.toContain('/embed/token');
    const answer = await fetch(`${service.origin}/embed/token`, {
      method: 'POST',
      headers: { Origin: stranger.origin },
    });
    expect(answer.status).toBe(403);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'not-allowed');
  });
});

describe('for everyone', { timeout: 60_000 }, () => {
  const sizesOf = (document: Page | Frame) =>
    document.evaluate(() => {
      const root = globalThis.document.querySelector('crossroads-chat')?.shadowRoot ?? globalThis.document;
      return [...root.querySelectorAll<HTMLElement>('button, a[href]')]
        .filter((it) => it.offsetParent && it.tabIndex >= 0 && getComputedStyle(it).display !== 'inline')
        .map((it) => ({ name: it.textContent || it.ariaLabel, box: it.getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < 24)
        .map(({ name, box }) => `${name} ${box.width}×${box.height}`);
    });

  test('nothing on the page moves when the chat comes and goes', async () => {
    attributes = 'data-open="true"';
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(school.origin);
    await bubbles(page).first().waitFor();
    for (const expanded of ['false', 'true']) {
      await chatOn(page).button.click();
      expect(await chatOn(page).button.getAttribute('aria-expanded')).toBe(expanded);
      await page.waitForTimeout(300);
    }
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([]);
  });

  test('whatever is to be hit is at least 24 pixels wide and high', async () => {
    const page = await visit();
    const chat = chatOn(page);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    expect(await sizesOf(page)).toEqual([]);
    expect(await sizesOf(chatFrame(page))).toEqual([]);
  });

  test('from button to answer, thumb, source and back by keyboard alone', async () => {
    const page = await visit();
    const chat = chatOn(page);
    for (let i = 0; i < 6 && !(await chat.button.evaluate((it) => it.matches(':focus'))); i += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await bubbles(page).first().waitFor();
    const focused = () => chatFrame(page).evaluate(() => document.activeElement?.outerHTML ?? '');
    await expect.poll(focused).toContain('webchat-sendbox-input');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await chat.frame.getByRole('table').waitFor();
    // Back into the conversation, and within its last message: Web Chat's own way of going about.
    const reach = async (what: string) => {
      for (let i = 0; i < 25; i += 1) {
        if ((await focused()).includes(what)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${what} cannot be reached`);
    };
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await reach('This helped');
    await page.keyboard.press('Space');
    await chat.frame.getByRole('button', { name: 'This helped', pressed: true }).waitFor();
    // Out of the message, out of the conversation, out of the chat.
    const leave = async () => {
      if (await page.locator('.panel').isVisible()) await page.keyboard.press('Escape');
      return page.locator('.panel').isVisible();
    };
    await expect.poll(leave, { timeout: 5000 }).toBe(false);
    await expect.poll(() => chat.button.evaluate((it) => it.matches(':focus'))).toBe(true);
  });

  test('a table has headers of rows and columns in the accessibility tree, at a desk and on a phone', async () => {
    for (const width of [1280, 360]) {
      const page = await visit(`${service.origin}/`, { viewport: { width, height: 740 } });
      const chat = chatOn(page);
      await chat.open();
      await chat.ask(QUESTION);
      await chat.frame.getByRole('table').waitFor();
      const tree = await accessibleNames(page);
      expect(tree.columnheader).toEqual(['Topic', 'Medical Billing', 'Medical Coding']);
      expect(tree.rowheader).toEqual(['Pay', 'From home']);
      expect(tree.table).toEqual(['Billing or coding: pay, from home']);
      expect(tree.cell?.[0]).toMatch(/^Generally \$58,000–\$70,000 a year\s+Source 1, new tab/);
      expect(tree.dialog).toContain('Ask about programs');
      for (const shown of [page, chatFrame(page)]) expect(await violations(shown)).toEqual([]);
      await photograph(page, `table-${width}`);
      await page.context().close();
    }
  });

  test('at 200 % zoom the chat takes the screen and nothing is cut off', async () => {
    const page = await visit(`${service.origin}/`, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    const chat = chatOn(page);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    expect(await page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 640, height: 400 });
    expect(await chatFrame(page).evaluate(() => document.documentElement.scrollWidth)).toBe(640);
    expect(await chat.sendBox.boundingBox().then((box) => (box?.y ?? 999) + (box?.height ?? 0))).toBeLessThanOrEqual(
      400,
    );
    await photograph(page, 'zoom-200');
  });

  test('in the system’s own colours, and without movement where none is wanted', async () => {
    const page = await visit(`${service.origin}/`, { forcedColors: 'active', reducedMotion: 'reduce' });
    const chat = chatOn(page);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    await chat.frame.getByRole('button', { name: 'This helped' }).click();
    expect(await page.locator('.panel').evaluate((it) => getComputedStyle(it).animationName)).toBe('none');
    expect(await chat.button.evaluate((it) => getComputedStyle(it).borderTopWidth)).toBe('1px');
    await photograph(page, 'forced-colours');
  });
});

/** Names by role, as Chromium tells assistive software; frames of the same origin are in it. */
async function accessibleNames(page: Page): Promise<Record<string, string[]>> {
  const session = await page.context().newCDPSession(page);
  const names: Record<string, string[]> = {};
  const { frameTree } = await session.send('Page.getFrameTree');
  for (const { frame } of [frameTree, ...(frameTree.childFrames ?? [])]) {
    const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId: frame.id });
    for (const { ignored, role, name } of nodes) {
      const key = String(role?.value);
      if (!ignored) names[key] = [...(names[key] ?? []), String(name?.value ?? '')];
    }
  }
  return names;
}
