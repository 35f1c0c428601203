/** Inputs that no test would think of. */
import fc from 'fast-check';
import { FILES } from '../knowledge/folder.ts';
import { HOSTILE_TEXTS } from './hostile.ts';

const longest = 2000;

/** Without lone halves of a character, which no address and no body can hold. */
export const wellFormed = (given: string) => Buffer.from(given).toString();

/** What is invisible, turns directions, joins, or piles up: zero-width, bidirectional, variation, tags, combining marks. */
const odd = fc.constantFrom(
  ...'\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u200e\u200f\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069',
  ...'\ufe0f\ufe0e\u20e3\u0301\u0308\u0489\u1ab0\u0e31\u{e0041}\u{e007f}\u{1f3fb}\u{1f468}\u2028\u2029\u0085\u00a0\u3000\ufdfa\ufb03\u0130\u017f\u1e9e',
);
const word = fc.constantFrom(
  ...'what how much does do is the medical billing coding HIM HIT cost pay salary long second one it both and or vs delete my data leave a question send cancel yes no help me choose sources why more start over 2 $30,000 50% ? ! . ,'.split(
    ' ',
  ),
);
const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });

/** Text of all planes, lone surrogates included, of up to 2,000 UTF-16 code units. */
export const text: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.array(fc.oneof(word, word, odd, character), { maxLength: 24 }).map((parts) => parts.join(' ')),
    },
    { weight: 4, arbitrary: fc.array(fc.oneof(word, odd), { maxLength: 24 }).map((parts) => parts.join('')) },
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    {
      weight: 1,
      arbitrary: fc.array(fc.nat(0xffff), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.oneof(word, odd, character, fc.lorem()), fc.nat(longest))
        .map(([one, times]) => one.repeat(times)),
    },
  )
  .map((all) => all.slice(0, longest));

/** The longest messages, of one thing or of many. */
export const longText: fc.Arbitrary<string> = fc
  .oneof(
    fc.array(fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 9 }), {
      minLength: 700,
      maxLength: 700,
    }),
    fc.array(word, { minLength: 1000, maxLength: 1000 }),
    fc.tuple(word, odd).map((pair) => Array<string>(1000).fill(pair.join(''))),
    odd.map((mark) => ['a', mark.repeat(longest)]),
  )
  .chain((parts) => fc.constantFrom(' ', '', ', ', '? ').map((between) => parts.join(between).slice(0, longest)));

const keys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'id',
  'text',
  'type',
  'choice',
  'value',
  '',
);
const anything = fc.anything({
  key: fc.oneof(keys, fc.string({ maxLength: 8 })),
  values: [fc.boolean(), fc.double(), text, fc.constant(null)],
  maxDepth: 4,
  maxKeys: 4,
});
const maybe = (likely: fc.Arbitrary<unknown>) =>
  fc.option(fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: anything }), { nil: undefined });
const account = fc.record({
  id: maybe(fc.string({ maxLength: 30 })),
  name: maybe(text),
  role: maybe(fc.constantFrom('user', 'bot')),
});
const types = [
  'message',
  'message',
  'message',
  'event',
  'typing',
  'conversationUpdate',
  'invoke',
  'messageReaction',
  'endOfConversation',
  'trace',
  'handoff',
];
const choices = fc.constantFrom(
  'ask/cost/billing',
  'ask/-/him,hit',
  'form/send',
  'form/cancel',
  'guide/1',
  'ask/__proto__/constructor',
  '',
);

/** Direct Line and Teams activities: nearly right, or not at all. */
export const activity: fc.Arbitrary<object> = fc.record({
  type: maybe(fc.constantFrom(...types)),
  text: maybe(text),
  from: maybe(account),
  name: maybe(
    fc.constantFrom(
      'webchat:activity-status/feedback',
      'message/submitAction',
      'adaptiveCard/action',
      'composeExtension/query',
      'x',
    ),
  ),
  value: maybe(
    fc.oneof(
      fc.record({ choice: choices }),
      fc.record({ actionName: fc.constant('feedback'), actionValue: anything }),
      anything,
    ),
  ),
  locale: maybe(fc.constantFrom('en-US', 'xx', '__proto__')),
  channelData: maybe(fc.dictionary(fc.oneof(keys, fc.string({ maxLength: 8 })), anything, { maxKeys: 4 })),
  entities: maybe(
    fc.array(fc.record({ type: fc.string({ maxLength: 12 }), mentioned: anything, text }), { maxLength: 3 }),
  ),
  membersAdded: maybe(fc.array(account, { maxLength: 3 })),
  replyToId: maybe(fc.string({ maxLength: 30 })),
  attachments: maybe(fc.constant([])),
  reactionsAdded: maybe(fc.array(fc.record({ type: fc.string({ maxLength: 9 }) }), { maxLength: 2 })),
});

/** What the Bot Framework adds for Teams; replies are expected in the response, so that nothing is sent elsewhere. */
export const teamsActivity: fc.Arbitrary<object> = fc
  .tuple(
    activity,
    fc.record({
      conversation: maybe(account),
      recipient: maybe(account),
      id: maybe(fc.uuid()),
      timestamp: maybe(fc.constantFrom('2026-01-01T00:00:00Z', 'x')),
      channelId: maybe(fc.constantFrom('msteams', 'emulator')),
    }),
  )
  .map(([one, other]) => ({ ...one, ...other, deliveryMode: 'expectReplies', serviceUrl: 'http://127.0.0.1:9' }));

/** Slack events, taps and commands. */
export const slackPayload: fc.Arbitrary<{ payload: object; form: boolean }> = fc.record({
  form: fc.boolean(),
  payload: fc.record({
    type: maybe(fc.constantFrom('event_callback', 'event_callback', 'block_actions', 'url_verification', 'x')),
    team_id: maybe(fc.constant('T0001')),
    event_id: maybe(fc.uuid()),
    challenge: maybe(text),
    event: maybe(
      fc.record({
        type: maybe(fc.constantFrom('message', 'app_mention', 'app_home_opened')),
        channel_type: maybe(fc.constantFrom('im', 'channel')),
        channel: maybe(fc.constantFrom('D0001', 'C0001')),
        user: maybe(fc.constant('U0ANA')),
        text: maybe(text),
        ts: maybe(fc.double().map(String)),
        thread_ts: maybe(fc.double().map(String)),
      }),
    ),
    team: maybe(fc.constant({ id: 'T0001' })),
    user: maybe(account),
    channel: maybe(account),
    container: maybe(fc.record({ message_ts: fc.constant('1.2'), thread_ts: maybe(fc.constant('1.1')) })),
    actions: maybe(
      fc.array(fc.record({ action_id: maybe(fc.string({ maxLength: 9 })), value: maybe(choices) }), { maxLength: 2 }),
    ),
    command: maybe(fc.constant('/compare')),
    user_id: maybe(fc.constant('U0ANA')),
    channel_id: maybe(fc.constant('C0001')),
  }),
});

const segment = fc.oneof(
  fc.constantFrom(
    'ask',
    'compare',
    'him-vs-hit',
    'cost',
    'chat',
    'assets',
    'sources',
    'charts',
    'v3',
    'directline',
    'conversations',
    'tokens',
    'generate',
    'activities',
    'stream',
    'embed',
    'token',
    'slack',
    'events',
    'api',
    'messages',
    'metrics',
    '..',
    '%00',
    '%2e%2e',
    '%zz',
    '__proto__',
    '*',
  ),
  text.map((t) => encodeURIComponent(wellFormed(t.slice(0, 40)))),
);
const header = fc.tuple(
  fc.constantFrom(
    'accept-encoding',
    'if-none-match',
    'authorization',
    'origin',
    'cookie',
    'x-forwarded-for',
    'x-slack-signature',
    'content-encoding',
    'range',
    'accept-language',
    'upgrade-insecure-requests',
  ),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019 ,;=*/"\'.:-_%{}[]()@'), maxLength: 60 }),
);

/** Addresses that there are, with a method that they take. */
const route = fc.constantFrom(
  ['POST', '/embed/token'],
  ['POST', '/api/messages'],
  ['POST', '/slack/events'],
  ['POST', '/v3/directline/tokens/generate'],
  ['POST', '/v3/directline/tokens/refresh'],
  ['POST', '/v3/directline/conversations'],
  ['GET', '/v3/directline/session/getsessionid'],
  ['GET', '/v3/directline/conversations/x/activities'],
  ['POST', '/v3/directline/conversations/x/activities'],
  ['GET', '/ask'],
  ['GET', '/chat'],
  ['GET', '/metrics'],
);

/** @param secret opens the door of Direct Line. */
const authorization = (secret: string) => fc.constantFrom(undefined, `Bearer ${secret}`, 'Bearer x', 'Basic Og==', '');

export interface HttpInput {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | undefined;
}

/** Requests to addresses that there are, or nearly. @param secret of Direct Line. */
export const httpWith = (secret: string): fc.Arbitrary<HttpInput> =>
  fc
    .record({
      address: fc.oneof(
        route,
        fc.tuple(
          fc.constantFrom('GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
          fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`),
        ),
      ),
      query: fc.option(
        fc
          .tuple(fc.constantFrom('q', 'choice', 'watermark', 't', 'v', 'colour', '__proto__[a]'), text)
          .map(([name, value]) => `?${name}=${encodeURIComponent(wellFormed(value))}`),
        { nil: '' },
      ),
      headers: fc.array(header, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
      authorization: authorization(secret),
      type: fc.constantFrom(
        'application/json',
        'application/json',
        'application/json; charset=utf-16',
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        '',
      ),
      body: fc.option(
        fc.oneof(
          text,
          fc.json(),
          activity.map((one) => JSON.stringify(one) ?? ''),
        ),
      ),
    })
    .map(({ address: [method = '', path = ''], query, headers, authorization, type, body }) => ({
      method,
      path: path + query,
      headers: {
        ...headers,
        ...(authorization !== undefined && { authorization }),
        ...(type && { 'content-type': type }),
      },
      body: method === 'GET' || method === 'HEAD' ? undefined : (body ?? undefined),
    }));

/** Bytes that are no HTTP, or nearly. */
export const bytes: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'GET ',
        'POST /ask',
        ' HTTP/1.1\r\n',
        'Host: x\r\n',
        'Content-Length: 5\r\n',
        'Transfer-Encoding: chunked\r\n',
        '\r\n',
        'Upgrade: websocket\r\nConnection: Upgrade\r\n',
        'ffff\r\n',
        '0\r\n\r\n',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A valid knowledge folder with one file changed: a line lost, doubled or replaced, or anything in its place. */
export const knowledgeFiles: fc.Arbitrary<Record<string, string>> = fc
  .record({
    name: fc.constantFrom(...Object.keys(FILES)),
    at: fc.nat(200),
    how: fc.constantFrom('lose', 'double', 'replace', 'indent', 'whole', 'cut'),
    what: fc.oneof(
      text,
      fc.constantFrom(
        '- id: __proto__',
        '&a [*a, *a]',
        '<<: *x',
        '!!js/function x',
        '{',
        '- *a',
        'a: &a {b: *a}',
        '? x',
        '%YAML 9',
        '--- ',
        'id: 1e999',
      ),
    ),
  })
  .map(({ name, at, how, what }) => {
    const lines = (FILES[name] ?? '').split('\n');
    const line = at % lines.length;
    const now = lines[line] ?? '';
    const put = {
      lose: [],
      double: [now, now],
      replace: [what],
      indent: [`  ${now}`],
      whole: [now],
      cut: [now.slice(0, at % 20)],
    }[how];
    const changed = how === 'whole' ? what : lines.toSpliced(line, 1, ...(put ?? [])).join('\n');
    return { ...FILES, [name]: changed };
  });
