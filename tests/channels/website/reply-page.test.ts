import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareAddress, readCompared } from '../../../src/channels/addresses.ts';
import { askPage } from '../../../src/channels/website/ask-page.ts';
import { comparePage } from '../../../src/channels/website/compare-page.ts';
import type { PageAnswers } from '../../../src/channels/website/page.ts';
import { replyHtml } from '../../../src/channels/website/reply-html.ts';
import { type Running, startService } from '../../browser/servers.ts';
import { comparison, fallback } from '../sample-reply.ts';

const HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;";
const site = {
  ...{ school: 'A School', style: '/assets/site.css', mark: '/assets/mark.svg', script: '/assets/page.js' },
  origin: () => 'https://chat.school.example',
};
/** A page without the elements that are the site's own: its script, and data that runs nothing. */
const foreign = (page: string) =>
  page.replace(
    /<script src="\/assets\/page\.js[^"]*" async><\/script>|<script type="application\/ld\+json">[^<]*<\/script>/g,
    '',
  );

const asked: string[] = [];
const answers: PageAnswers = {
  programs: [
    { id: 'mbc', name: 'Medical Billing and Coding', short: 'billing and coding' },
    { id: 'billing', name: 'Medical Billing', short: 'billing', partOf: 'mbc' },
    { id: 'health-it', name: 'Health <IT>', short: '<IT>' },
  ],
  topics: [{ id: 'job-growth', name: 'Job growth' }],
  mainTopics: [{ id: 'job-growth', name: 'Job growth' }],
  recognise: (words) => ({
    programs: words.includes('bill it') ? ['billing', 'health-it'] : [],
    topics: words.includes('jobs') ? ['job-growth'] : [],
  }),
  answer(question) {
    asked.push(question);
    return fallback;
  },
  about({ programs, topic }) {
    const known = programs.every((id) => answers.programs.some((program) => program.id === id));
    return known && (!topic || topic === 'job-growth') ? comparison : undefined;
  },
};
const ask = (query: Record<string, string>) => askPage(site, answers, new URLSearchParams(query));
const markup = replyHtml(comparison).markup;

describe('a reply as HTML', () => {
  test('has a real table: caption, a head for each column and row, a cell for each program', () => {
    expect(markup).toContain('<caption id="table-2">Billing and coding: salary, remote work</caption>');
    expect([...markup.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual([
      'Topic',
      'Medical billing',
      'Medical coding',
    ]);
    expect([...markup.matchAll(/<th scope="row"[^>]*><a [^>]*>([^<]*)/g)].map(([, name]) => name)).toEqual([
      'Salary',
      'Remote work',
    ]);
    expect(markup.match(/<td /g)).toHaveLength(4);
  });

  test('names every kind of block for what it is', () => {
    expect(markup).toContain('<p>Coding pays more. <a class="marker" href="#source-1">');
    expect(markup).toContain('<p class="note">The articles differ on coders’ pay.');
    expect(markup).toContain('<ul><li><strong>Billing:</strong> more talk with patients');
    expect(markup).toContain('<p class="unstated">not stated in the articles</p>');
  });

  test('leads from each marker to a source that is listed, and from there to the page about it', () => {
    const targets = [...markup.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(targets)).toEqual(new Set(['source-1', 'source-2']));
    expect(markup).toMatch(/<li id="source-1" value="1">\s*<a href="\/sources\/002_68e897907d238596">Billing vs\. /);
    expect(markup).toMatch(/<li id="source-2" value="2">\s*<a href="\/sources\/007_sample">/);
    expect(markup).toContain('<span>Ana Lim, A College</span>');
  });

  test('leads from each choice to the page that answers it', () => {
    const choices = [
      { id: 'ask/cost/billing,health-it', label: 'Cost' },
      { id: 'ask/-/billing,coding,him', label: 'All three' },
      { id: 'ask/cost/him', label: 'HIM' },
      { id: 'ask/cost/', label: 'Any' },
      { id: 'elsewhere', label: 'Who & what?' },
    ];
    const { markup } = replyHtml({ ...fallback, choices });
    expect([...markup.matchAll(/<li><a href="([^"]+)">/g)].map(([, address]) => address)).toEqual([
      '/compare/billing-vs-health-it/cost',
      '/compare/billing-vs-coding-vs-him',
      '/programs/him/cost',
      '/ask?choice=ask%2Fcost%2F',
      '/ask?q=Who+%26+what%3F',
    ]);
  });

  test('leaves out what there is none of', () => {
    expect(replyHtml(fallback).markup.trim()).toBe('<p>The articles do not say. </p>');
  });

  test('lets no text become markup', () => {
    const statement = { text: HOSTILE, label: HOSTILE, citations: [1] };
    const table = {
      caption: HOSTILE,
      columns: [{ program: HOSTILE, name: HOSTILE }],
      rows: [{ topic: HOSTILE, name: HOSTILE, cells: [[statement]] }],
    };
    const { markup } = replyHtml({
      ...fallback,
      blocks: [
        ...(['paragraph', 'points', 'note'] as const).map((kind) => ({ kind, statements: [statement] })),
        { kind: 'table', ...table },
      ],
      citations: [
        { position: 1, article: HOSTILE, title: HOSTILE, publisher: HOSTILE, author: HOSTILE, date: HOSTILE },
      ],
      choices: [{ id: HOSTILE, label: HOSTILE }],
    });
    expect(markup).not.toMatch(/<script|<img|onerror='|"><script/);
    expect(markup.match(/&#60;script&#62;/g)?.length).toBeGreaterThan(10);
  });
});

describe('the address of a comparison', () => {
  test.each([[['him', 'hit']], [['health-it', 'coding-pro', 'a-b-c']]])('reads back to %j', (programs) => {
    const [, , segment = ''] = compareAddress({ programs }).split('/');
    expect(readCompared(decodeURIComponent(segment))).toEqual(programs);
  });

  test('names each program once', () => {
    expect(readCompared('him-vs-hit-vs-him')).toEqual(['him', 'hit']);
  });
});

describe('the page of a question', () => {
  test('is headed by it, whatever it is, and is no place for search engines', () => {
    const { status, content } = ask({ q: ` ${HOSTILE}\0\n ` });
    expect(status).toBe(200);
    expect(asked.at(-1)).toBe(HOSTILE);
    expect(content.markup).toContain(`<h1>&#34;&#62;&#60;script&#62;alert(1)`);
    expect(content.markup).toContain('<meta name="robots" content="noindex">');
    expect(foreign(content.markup)).not.toMatch(/<script|<img src=x/);
    expect(content.markup).not.toContain('\0');
  });

  test.each([{}, { q: '' }, { q: ' \n ' }])('is a form with examples for %j', (query) => {
    const { status, content } = ask(query as Record<string, string>);
    expect(status).toBe(200);
    expect(content.markup).toContain('<input id="q" name="q" type="search" maxlength="2000"');
    expect(content.markup).toContain('<a href="/compare/billing-vs-health-it">billing vs. &#60;IT&#62;</a>');
    expect(content.markup).toContain('href="/programs/billing"');
    expect(content.markup).not.toContain('/compare/mbc-vs-billing');
  });

  test('takes 2,000 characters and refuses more without repeating them', () => {
    expect(ask({ q: 'x'.repeat(2000) }).status).toBe(200);
    const { status, content } = ask({ q: 'x'.repeat(2001) });
    expect(status).toBe(400);
    expect(content.markup).not.toContain('xxx');
    expect(content.markup).toContain('<form');
  });

  test('answers a choice by its id and is headed by what it asks', () => {
    const { status, content } = ask({ choice: 'ask/job-growth/billing' });
    expect(status).toBe(200);
    expect(content.markup).toContain('<h1>Medical Billing: Job growth</h1>');
    expect(ask({ choice: 'ask/job-growth/nursing' }).status).toBe(404);
  });
});

describe('the page of a comparison', () => {
  test('is headed by the programs and the topic', () => {
    const { status, content } = comparePage(site, answers, 'billing-vs-health-it/job-growth');
    expect(status).toBe(200);
    expect(content.markup).toContain('<h1>Medical Billing vs. Health &#60;IT&#62;: Job growth</h1>');
    expect(content.markup).not.toContain('noindex');
  });

  test.each(['billing', 'billing-vs-billing', 'billing-vs-nursing', HOSTILE])(
    '%s is none, but there are others',
    (programs) => {
      const { status, content } = comparePage(site, answers, programs);
      expect(status).toBe(404);
      expect(content.markup).toContain('href="/compare/billing-vs-health-it"');
      expect(foreign(content.markup)).not.toContain('<script');
    },
  );

  test('of an unknown topic leads to the known ones for the same programs', () => {
    const { status, content } = comparePage(site, answers, `billing-vs-health-it/${HOSTILE.replaceAll('/', '')}`);
    expect(status).toBe(404);
    expect(content.markup).toContain('<a href="/compare/billing-vs-health-it/job-growth">Job growth</a>');
    expect(foreign(content.markup)).not.toContain('<script');
  });
});

describe('over HTTP', () => {
  let service: Running;
  beforeAll(async () => {
    service = await startService();
  }, 90_000);
  afterAll(() => service?.stop());

  async function read(address: string) {
    const response = await fetch(service.origin + address);
    return { status: response.status, headers: response.headers, page: await response.text() };
  }

  test.each([
    ['/ask?q=billing%20or%20coding%2C%20which%20pays%20more%3F', 200, '<h1>billing or coding, which pays more?</h1>'],
    ['/ask', 200, '<h1>Ask about programs</h1>'],
    ['/programs/him', 200, '<h2 id="cost">Cost</h2>'],
    ['/programs/him/cost', 200, '<h1>Health Information Management: Cost</h1>'],
    ['/programs/nursing', 404, 'href="/programs/him"'],
    ['/programs/nursing/cost/more', 404, 'href="/programs/him"'],
    ['/programs/', 404, 'href="/programs/him"'],
    ['/ask?choice=ask%2Fcost%2Fhim', 200, '<h1>Health Information Management: Cost</h1>'],
    ['/compare/him-vs-hit', 200, '<h1>Health Information Management vs. Health Information Technology</h1>'],
    ['/compare/billing-vs-coding/remote-work', 200, '<caption'],
    ['/compare/him-vs-hit-vs-coding/', 200, 'Medical Coding</th>'],
    ['/compare/him-vs-nursing', 404, 'href="/compare/him-vs-hit"'],
    ['/compare/him', 404, 'href="/programs/him">Health Information Management</a>'],
    ['/compare/Medical-Billing-vs-medical-coding/pay', 404, 'Did you mean'],
    ['/compare/hmi-vs-billing/costs', 404, 'href="/compare/him-vs-billing/cost"'],
    ['/compare/him-vs-hit/salery', 404, 'href="/compare/him-vs-hit/salary">Health Information Management vs.'],
    [`/compare/${encodeURIComponent('‮him-vs-ĥïṭ-😀\u0000')}`, 404, 'href="/compare/him-vs-hit"'],
    ['/compare/him-vs-hit/weather', 404, 'href="/compare/him-vs-hit/cost"'],
  ])('%s answers %i with a page', async (address, status, part) => {
    const answer = await read(address);
    expect(answer.status).toBe(status);
    expect(answer.page).toContain(part);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const lasts = status === 200 && !address.startsWith('/ask');
    expect(answer.headers.get('cache-control')).toBe(lasts ? 'public, max-age=300' : 'no-cache');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(foreign(answer.page)).not.toContain('<script');
  });

  test.each(['/compare', '/programs'])('%s leads to the list of all there is', async (address) => {
    const response = await fetch(service.origin + address, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/ask']);
  });

  test('what was chosen about programs has the address of their page', async () => {
    const { page } = await read('/ask?choice=ask%2Fcost%2Fhim%2Cmbc');
    expect(page).toContain(`<link rel="canonical" href="${service.origin}/compare/him-vs-mbc/cost">`);
  });

  test('an address of 5,000 letters is answered 404, with all there is', async () => {
    const { status, page } = await read(`/compare/${'x'.repeat(5000)}`);
    expect(status).toBe(404);
    expect(page).toContain('href="/compare/him-vs-hit"');
  });

  test.each([2001, 5000])('a question of %i characters is answered 400, with the form', async (length) => {
    const { status, page } = await read(`/ask?q=${'x'.repeat(length)}`);
    expect(status).toBe(400);
    expect(page).toContain('<form');
  });

  test('a hostile question stays text', async () => {
    const { status, page } = await read(`/ask?q=${encodeURIComponent(`</title>${HOSTILE}`)}`);
    expect(status).toBe(200);
    expect(foreign(page)).not.toMatch(/<script|<img src=x/);
  });

  test('every link of the school page and of the pages it leads to is answered', async () => {
    const linksOf = (page: string) =>
      [...page.matchAll(/href="(\/(?:ask|compare|programs|sources)[^"]*)"/g)].map(([, to]) => to ?? '');
    const unescaped = (link: string) => link.replaceAll('&#38;', '&').replaceAll('&#39;', "'");
    const first = new Set(linksOf((await read('/')).page));
    const pages = await Promise.all([...first].map((link) => read(unescaped(link))));
    const second = new Set(pages.flatMap(({ page }) => linksOf(page)));
    expect(first.size).toBeGreaterThan(6);
    expect(second.size).toBeGreaterThan(8);
    for (const link of new Set([...first, ...second])) {
      const { status, page } = await read(unescaped(link));
      expect([link, status]).toEqual([link, 200]);
      expect(page.match(/<h1>/g)).toHaveLength(1);
    }
  });
});
