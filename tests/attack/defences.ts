// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source
/**
 * How to take away each defence of `docs/threat-model.md`: what stands in a file, and what stands there without the defence.
 * `npm run defences` does so, one after another, in a copy of the project, and asks of the test that the table names to fail.
 */
export interface Removal {
  /** The attack as the threat model calls it. */
  readonly attack: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly take: string;
  /** Stands there instead; nothing if left out. */
  readonly put?: string;
  /** Whether the test starts what `npm run build` makes. */
  readonly built?: boolean;
}

const http = 'src/http';
const website = 'src/channels/website';
const teams = 'src/channels/teams';
const slack = 'src/channels/slack';

export const removals: readonly Removal[] = [
  {
    attack: 'Flooding by a user',
    file: `${website}/receive.ts`,
    take: 'perUser.take(userId);\n    // Whoever',
    put: '// Whoever',
  },
  {
    attack: 'Flooding by many users of one address',
    file: `${website}/receive.ts`,
    take: "if (access !== 'all') questions.take(networkOf(request.address));",
  },
  {
    attack: 'Going through the addresses of a network',
    file: `${http}/rate-limit.ts`,
    take: "if (mapped || !address.includes(':')) return",
    put: 'return',
  },
  {
    attack: 'Making up an address in `X-Forwarded-For`',
    file: `${http}/request.ts`,
    take: 'trustedProxies > 0 ? withoutPort(forwarded.at(-trustedProxies)',
    put: 'forwarded.length > 0 ? withoutPort(forwarded.at(-1 - trustedProxies)',
  },
  {
    attack: 'Naming something else as an address there',
    file: `${http}/request.ts`,
    take: 'isIP(named) ? named',
    put: 'named ? named',
  },
  {
    attack: 'Expensive pages',
    file: `${http}/rate-limit.ts`,
    take: 'limit.take(networkOf(request.address));\n      return route',
    put: 'return route',
  },
  {
    attack: 'Expensive pages',
    file: `${website}/page-reply.ts`,
    take: 'limit.take(networkOf(request.address));',
  },
  {
    attack: 'Large bodies',
    file: `${http}/request.ts`,
    take: 'size > maxBody ? reject(tooLarge()) : resolve',
    put: 'resolve',
  },
  { attack: 'Endless bodies', file: `${http}/request.ts`, take: 'else if (size > maxDiscarded) message.destroy();' },
  {
    attack: 'Large heads',
    file: `${http}/server.ts`,
    take: 'maxHeaderSize = 16 * 1024',
    put: 'maxHeaderSize = 1024 * 1024',
  },
  { attack: 'Large frames', file: `${http}/sockets.ts`, take: 'maxPayload = 1024', put: 'maxPayload = 1024 * 1024' },
  {
    attack: 'Long messages',
    file: `${website}/incoming.ts`,
    take: '.max(maxText, `a message may hold at most ${maxText} characters; send it in parts`)',
  },
  {
    attack: 'Compressed bombs',
    file: `${http}/request.ts`,
    take: "(message.headers['content-encoding'] ?? 'identity') !== 'identity'",
    put: 'false',
  },
  { attack: 'Deep JSON', file: `${http}/request.ts`, take: 'if (levels === 0) return true;' },
  ...['headersTimeout', 'requestTimeout', 'timeout'].map((name, i) => ({
    attack: ['Slow heads', 'Slow bodies', 'Slow readers'][i] ?? '',
    file: `${http}/server.ts`,
    take: 'Object.assign(node, { maxHeaderSize }, options.timeouts ?? defaultTimeouts)',
    put: `Object.assign(node, { maxHeaderSize }, options.timeouts ?? defaultTimeouts, { ${name}: 0 })`,
  })),
  {
    attack: 'Many streams',
    file: `${website}/streams.ts`,
    take: 'transcript.countFollowers(conversation.id) >= maxPerConversation',
    put: 'false',
  },
  {
    attack: 'Slow patterns (ReDoS)',
    file: `${website}/access.ts`,
    take: '/^[\\w-]{1,64}$/',
    put: '/^(?:[\\w-]+)+$/',
  },
  { attack: 'Endless words', file: 'knowledge/spelling.ts', take: 'word.length > LONGEST || ' },
  {
    attack: 'Slow messages',
    file: 'knowledge/names.ts',
    take: 'f.from <= i && i < f.to && (isName(f) || forgotten.has(f))',
    put: '(isName(f) || FORGET.test(wordsOf(tokens.slice(0, f.from)))) && f.from <= i && i < f.to',
  },
  {
    attack: 'Input nobody thought of',
    file: `${http}/request.ts`,
    take: "throw new HttpError(400, 'MalformedData', 'The body is not JSON in UTF-8.');",
    put: "throw new Error('The body is not JSON in UTF-8.');",
  },
  {
    attack: 'Prototype pollution',
    file: `${website}/incoming.ts`,
    take: 'return read(activity, request);',
    put: `const merge = (to: any, from: any): any => {
      for (const key in from)
        if (typeof from[key] === 'object' && from[key] !== null) merge((to[key] ??= {}), from[key]);
        else to[key] = from[key];
      return to;
    };
    return merge({}, request.json());`,
  },
  ...['Script or links in a reply: Web Chat', 'The same: Teams'].map((attack) => ({
    attack,
    file: 'src/channels/markdown.ts',
    take: ".replace(/[\\\\`*_[\\]<]|~(?=~)|&(?=#?\\w+;)/g, '\\\\$&')",
  })),
  {
    attack: 'The same: Slack',
    file: `${slack}/mrkdwn.ts`,
    take: ".replaceAll('<', '&lt;').replaceAll('>'",
    put: ".replaceAll('>'",
  },
  {
    attack: 'The same: pages',
    file: `${website}/html.ts`,
    take: '.replace(/[&<>"\']/g, (character) => `&#${character.charCodeAt(0)};`)',
  },
  { attack: 'The same: terminal', file: 'src/channels/plain-text.ts', take: ".replace(COMMANDS, '')" },
  {
    attack: 'Forged tokens',
    file: `${website}/tokens.ts`,
    take: 'await jwtVerify<{ conv: string; user?: string; exp: number }>(token, key, options)',
    put: "{ payload: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) }",
  },
  { attack: 'Forged tokens', file: `${website}/tokens.ts`, take: 'algorithms: [algorithm], ' },
  {
    attack: "Reading others' conversations",
    file: `${website}/access.ts`,
    take: "if (access !== 'all' && access.conversationId !== id)",
    put: 'if (false)',
  },
  {
    attack: 'Speaking as someone else, or as the bot',
    file: `${website}/receive.ts`,
    take: 'from: userAccount(userId, from?.name ?? undefined)',
    put: 'from: { ...userAccount(userId), ...(from as object) }',
  },
  {
    attack: "Rating others' answers",
    file: `${website}/receive.ts`,
    take: 'if (vote) requireSaidIn(conversation.id, vote);',
  },
  {
    attack: "Passing off one's own words as an answer",
    file: `${website}/ratings.ts`,
    take: "from?.role === 'bot' ? channelData?.answer : undefined",
    put: 'from && channelData?.answer',
  },
  {
    attack: 'Tokens for foreign pages',
    file: `${website}/embed-token.ts`,
    take: 'if (origins.refuses(request.headers))',
    put: 'if (false)',
  },
  {
    attack: 'Reading answers from foreign pages (CORS)',
    file: `${http}/origins.ts`,
    take: 'headers.origin && passes(headers.origin, headers.host) ?',
    put: 'headers.origin ?',
  },
  {
    attack: 'Framing (clickjacking)',
    file: `${website}/policy.ts`,
    take: `["frame-ancestors 'self'", ...allowedOrigins].join(' '),`,
  },
  {
    attack: 'Answers taken for pages, types guessed',
    file: `${http}/write-reply.ts`,
    take: `'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",`,
  },
  {
    attack: 'Answers taken for pages, types guessed',
    file: `${http}/write-reply.ts`,
    take: "'X-Content-Type-Options': 'nosniff',",
  },
  { attack: 'Falling back from TLS', file: `${http}/server.ts`, take: 'options.secure ? onlyOverTls : {}', put: '{}' },
  {
    attack: 'A host that is more than one',
    file: `${http}/request.ts`,
    take: "/^[\\w.:[\\]-]*$/.test(message.headers.host ?? '') && ",
  },
  {
    attack: 'Open redirects',
    file: `${website}/pages.ts`,
    take: '(request) => chatReply(assets, request, options.allowedOrigins)',
    put: `(request) => {
      const url = request.url.searchParams.get('url');
      return url ? { status: 302, headers: { Location: url } } : chatReply(assets, request, options.allowedOrigins);
    }`,
  },
  {
    attack: 'Reading files that are not for browsers',
    file: `${website}/assets.ts`,
    take: "if (!asset) throw new HttpError(404, 'NotFound', 'There is no such file.');\n      return serveAsset(asset, request, headers);",
    put: "return serveAsset(asset ?? { file: join(folder, name), type: 'text/plain', version: '' }, request, headers);",
  },
  {
    attack: 'Making the service call an address (SSRF through `serviceUrl`)',
    file: `${teams}/adapter.ts`,
    take: 'authenticateRequest(activity as Activity, authorization)',
    put: 'authenticateRequest({ ...activity, serviceUrl: JSON.parse(`${Buffer.from(authorization.split(".")[1], "base64url")}`).serviceurl } as Activity, authorization)',
  },
  {
    attack: 'The same without a registration',
    file: `${teams}/door.ts`,
    take: "if (deliveryMode !== 'expectReplies' && !isLoopback(serviceUrl ?? '')) throw strayAnswer();",
  },
  {
    attack: 'The same without a registration',
    file: `${teams}/door.ts`,
    take: 'if (!isPrivate || !isLocal(request) || origins.refuses(request.headers)) throw notRegistered();',
  },
  {
    attack: 'The same on a network',
    file: 'src/config.ts',
    take: '...missingCompanions(given), ...openToStrangers(given)',
    put: '...missingCompanions(given)',
    built: true,
  },
  {
    attack: 'Posing as the Bot Framework',
    file: `${teams}/adapter.ts`,
    take: 'await this.#authentication.authenticateRequest(activity as Activity, authorization);',
  },
  {
    attack: 'Posing as the Bot Framework',
    file: `${teams}/token.ts`,
    take: "if (issuerOf(token) !== issuer) throw new TokenRefused('OTHER_ISSUER');",
  },
  {
    attack: 'Posing as Slack',
    file: `${slack}/signature.ts`,
    take: 'if (!isSame(Buffer.from(signature), Buffer.from(expected))) throw unsigned();',
  },
  {
    attack: 'Posing as Slack',
    file: `${slack}/signature.ts`,
    take: ' || Math.abs(now / 1000 - Number(time)) > window',
  },
  {
    attack: 'Redirecting what is delivered for a person',
    file: 'src/handoff/webhook.ts',
    take: ", redirect: 'manual'",
  },
  { attack: 'Redirecting what is sent to Teams', file: `${teams}/connector-http.ts`, take: ", redirect: 'manual'" },
  {
    attack: 'Headers in mail',
    file: 'src/handoff/mail.ts',
    take: 'replyTo: { name, address: contact }',
    put: 'replyTo: `${name} <${contact}>`',
  },
  {
    attack: 'The figures',
    file: `${http}/authorization.ts`,
    take: "equal(bearerOf(request) ?? '', adminToken)",
    put: 'true',
  },
  { attack: 'The figures', file: `${http}/authorization.ts`, take: 'forwarded === undefined && ' },
  {
    attack: 'Words in logs',
    file: 'src/log.ts',
    take: '{ error: error.name, ...',
    put: '{ error: error.name, message: error.message, ...',
  },
  {
    attack: 'Words in logs',
    file: `${http}/server.ts`,
    take: "{}, { level: 'silent' }",
    put: "{}, { level: 'trace' }",
  },
  {
    attack: 'Secrets in logs',
    file: 'src/app.ts',
    take: "log.info({ url, port }, 'listening');",
    put: "log.info({ url, port, config }, 'listening');",
  },
  {
    attack: 'Secrets in complaints about settings',
    file: 'src/config.ts',
    take: "secrets.has(name) ? 'what is set cannot be used' : ",
  },
  {
    attack: 'Errors that tell too much',
    file: `${http}/write-reply.ts`,
    take: "'Something went wrong on our side.'",
    put: '`${error}`',
  },
  {
    attack: 'Data that stays after "delete my data"',
    file: 'src/storage/person.ts',
    take: "await trx.deleteFrom('activities').where('conversation_id', 'in', conversations).execute();\n    await trx.deleteFrom('conversations').where('id', 'in', conversations).execute();",
    built: true,
  },
  {
    attack: 'A last message that stays after it',
    file: 'src/turn-state.ts',
    take: 'if (context.turnState.get(UNSTORED)) throw new Unstored();',
  },
  { attack: 'Deleted data on the disk', file: 'src/storage/sqlite.ts', take: "database.pragma('secure_delete = on');" },
];
