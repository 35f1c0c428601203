import { afterEach, expect, test } from 'vitest';
import { codeOf } from '../../src/handoff/delivery.ts';
import { createMail } from '../../src/handoff/mail.ts';
import { type Answers, startMailServer } from './mail-server.ts';
import { handoff } from './sample.ts';

const to = 'admissions@school.example';
let server: Awaited<ReturnType<typeof startMailServer>>;
afterEach(() => server.close());

const start = async (answers?: Answers) => {
  server = await startMailServer(answers);
  return createMail({ to, smtpUrl: server.url });
};
const soon = () => AbortSignal.timeout(5000);

/** The headers of the one mail that came, each on one line, and its text. */
function mail() {
  const [only, ...more] = server.mails;
  if (!only || more.length > 0) throw new Error(`${server.mails.length} mails came`);
  const [head = '', ...body] = only.content.split('\n\n');
  const headers = head.replace(/\n[ \t]+/g, ' ');
  const encoded = body.join('\n\n');
  const text = /quoted-printable/i.test(headers)
    ? fromQuotedPrintable(encoded)
    : Buffer.from(encoded, 'base64').toString();
  return { ...only, headers, text };
}

const fromQuotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

test('a handoff comes as plain text from and to the school, to be answered to the student', async () => {
  const deliver = await start();
  await deliver(handoff, soon());
  const { from, to: recipients, headers, text } = mail();
  expect([from, ...recipients]).toEqual([to, to]);
  expect(headers).toMatch(/^Subject: A question from a prospective student$/m);
  expect(headers).toMatch(/^Reply-To: "?Ada Lovelace"? <ada@example\.com>$/m);
  expect(headers).toMatch(/^Message-ID: <id-1@school\.example>$/im);
  expect(headers).toMatch(/^Content-Type: text\/plain/m);
  expect(text.trim()).toBe(
    `Name: Ada Lovelace\nContact: ada@example.com\nAsked: 2026-01-01T12:00:00.000Z\n\n${handoff.question}`,
  );
});

test('a phone number is nothing to reply to', async () => {
  const deliver = await start();
  await deliver({ ...handoff, contact: '+1 555 010 0199' }, soon());
  expect(mail().headers).not.toContain('Reply-To');
  expect(mail().text).toContain('Contact: +1 555 010 0199');
});

test('a name cannot add headers, recipients or addresses', async () => {
  const deliver = await start();
  await deliver({ ...handoff, name: 'Eve\r\nBcc: eve@evil.example, "x" <y@evil.example>' }, soon());
  const { to: recipients, headers } = mail();
  expect(recipients).toEqual([to]);
  expect(headers).not.toMatch(/^Bcc:/im);
  const answeredTo = /^Reply-To: (.*)$/im.exec(headers)?.[1]?.replace(/"(?:[^"\\]|\\.)*"/g, '') ?? '';
  expect(answeredTo.match(/[^\s<>,]+@[^\s<>,]+/g)).toEqual(['ada@example.com']);
});

test.each([
  ['RCPT', '550 no such mailbox', 'SMTP_550'],
  ['DATA.', '451 try again later', 'SMTP_451'],
  ['CONNECT', '421 closing', 'SMTP_421'],
])('a refusal at %s is a failure with its code', async (command, answer, code) => {
  const deliver = await start({ [command]: answer });
  expect(await deliver(handoff, soon()).catch(codeOf)).toBe(code);
  expect(server.mails).toEqual([]);
});

test('a server that says nothing is left in time', async () => {
  const deliver = await start({ 'DATA.': '' });
  expect(await deliver(handoff, AbortSignal.timeout(200)).catch(codeOf)).toBe('TIMEOUT');
});

test('nobody there is a failure with its code', async () => {
  const deliver = await start();
  await server.close();
  expect(await deliver(handoff, soon()).catch(codeOf)).toBe('ESOCKET');
});
