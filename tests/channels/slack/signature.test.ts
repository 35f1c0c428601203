import { expect, test } from 'vitest';
import { requireSigned } from '../../../src/channels/slack/signature.ts';
import { signed } from './requests.ts';

const now = 1_764_300_000;
const secret = 'shh';
const body = Buffer.from('{"type":"event_callback"}');

function check(headers: Record<string, string | undefined>, given = body, key = secret) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return () => requireSigned({ headers: lower, body: given }, key, now * 1000);
}

const good = signed(body.toString(), now, secret);

test('what Slack signed is let in, up to five minutes later or before', () => {
  expect(check(good)).not.toThrow();
  expect(check(signed(body.toString(), now - 300, secret))).not.toThrow();
  expect(check(signed(body.toString(), now + 300, secret))).not.toThrow();
});

test("the example of Slack's documentation is let in", () => {
  const example =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };
  const given = { headers, body: Buffer.from(example) };
  expect(() => requireSigned(given, '8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618_000)).not.toThrow();
});

test('a body that is no UTF-8 is signed byte for byte', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
  expect(check(signed('{\ufffd}', now, secret), bytes)).toThrow();
});

test.each([
  ['no signature', { ...good, 'X-Slack-Signature': undefined }],
  ['no time', { ...good, 'X-Slack-Request-Timestamp': undefined }],
  ['an empty signature', { ...good, 'X-Slack-Signature': '' }],
  ['another version', { ...good, 'X-Slack-Signature': good['X-Slack-Signature'].replace('v0=', 'v1=') }],
  ['half a signature', { ...good, 'X-Slack-Signature': good['X-Slack-Signature'].slice(0, 30) }],
  ['a signature of letters', { ...good, 'X-Slack-Signature': `v0=${'g'.repeat(64)}` }],
  ['a signature beyond ASCII', { ...good, 'X-Slack-Signature': `v0=${'é'.repeat(64)}` }],
  ['another secret', signed(body.toString(), now, 'other')],
  ['six minutes ago', signed(body.toString(), now - 360, secret)],
  ['in six minutes', signed(body.toString(), now + 360, secret)],
  ["another request's signature", signed('{}', now, secret)],
  ["another time's signature", { ...good, 'X-Slack-Request-Timestamp': String(now - 1) }],
  ['a time that is none', { ...good, 'X-Slack-Request-Timestamp': 'NaN' }],
  ['a time in another notation', { ...good, 'X-Slack-Request-Timestamp': `${now}.0` }],
])('refused: %s', (_, headers) => {
  expect(check(headers)).toThrow(expect.objectContaining({ status: 401 }));
});

test('an empty secret checks nothing', () => {
  expect(check(signed(body.toString(), now, ''), body, '')).toThrow('signing secret');
});
