import { describe, expect, test } from 'vitest';
import { cutMrkdwn, decodeMrkdwn, escapeMrkdwn, mrkdwnLink } from '../../../src/channels/slack/mrkdwn.ts';

describe('what is said', () => {
  test('mentions nobody and links nowhere by what it quotes', () => {
    expect(escapeMrkdwn('<!channel> R&D <https://evil.example|click> a > b')).toBe(
      '&lt;!channel&gt; R&amp;D &lt;https://evil.example|click&gt; a &gt; b',
    );
  });

  test('is one line', () => {
    expect(escapeMrkdwn(' one\n two ')).toBe('one two');
  });

  test('links with its text escaped and its address unable to end the link', () => {
    expect(mrkdwnLink('https://a.example/?q=1&r=a|b>', 'A & <B>')).toBe(
      '<https://a.example/?q=1&amp;r=a%7Cb%3E|A &amp; &lt;B&gt;>',
    );
  });
});

describe('what is heard', () => {
  test.each([
    ['<@U0BOT> HIM vs HIT', 'HIM vs HIT'],
    ['HIM vs HIT <@U0BOT|crossroads>?', 'HIM vs HIT ?'],
    ['as <@U0EVE|eve> says', 'as @eve says'],
    ['in <#C1|general> and <#C2>', 'in #general and'],
    ['<!here> hi', '@here hi'],
    ['<!subteam^S1|@advisors> hi', '@advisors hi'],
    ['<!date^1392734382^{date}|Feb 18, 2014>', 'Feb 18, 2014'],
    ['mail <mailto:ana@school.example|ana@school.example>', 'mail ana@school.example'],
    ['call <tel:5550100|555-0100>', 'call 555-0100'],
    ['see <https://school.example/x>', 'see https://school.example/x'],
    ['see <https://school.example/x|this>', 'see this'],
    ['R&amp;D &lt;3 a &gt; b', 'R&D <3 a > b'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (given, read) => {
    expect(decodeMrkdwn(given, 'U0BOT')).toBe(read);
  });
});

describe('cutting', () => {
  test('keeps every word, in pieces that are short enough', () => {
    const text = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ');
    const pieces = cutMrkdwn(text, 100);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(100);
    expect(pieces.join(' ')).toBe(text);
  });

  test('cuts neither a link nor an entity', () => {
    const link = mrkdwnLink('https://a.example/long', 'some words of a title');
    const [first, second] = cutMrkdwn(`see this ${link}`, 30);
    expect([first, second]).toEqual(['see this', link.slice(0, 30)].slice(0, 1).concat(second ?? ''));
    expect(second?.startsWith('<https')).toBe(true);
    expect(cutMrkdwn(`${'x'.repeat(8)}&amp;y`, 10)).toEqual(['xxxxxxxx', '&amp;y']);
  });
});
