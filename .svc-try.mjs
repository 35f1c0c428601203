// src/config.ts
import { join as join2, resolve } from "node:path";

// src/settings.ts
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
var packageRoot = dirname(createRequire(import.meta.url).resolve("#package.json"));
var wholeNumber = (from, to, advice) => z.string().regex(/^\d{1,9}$/, advice).transform(Number).refine((value) => value >= from && value <= to, advice);
var webUrl = (advice) => z.string().refine((value) => /^https?:$/.test(urlOf(value)?.protocol ?? ""), advice).transform((value) => value.replace(/\/+$/, ""));
var secret = z.string().regex(/^\S+$/, "write a value without spaces");
var guid = (what) => z.guid(`write the ${what} as a GUID, such as 00000000-0000-0000-0000-000000000000`);
var originAdvice = "write origins separated by commas, such as https://www.school.example,https://apply.school.example";
var origins = z.string().transform((value) => value.split(",").map((origin) => origin.trim().replace(/\/$/, ""))).refine((list) => list.every((origin) => origin === "*" || urlOf(origin)?.origin === origin), originAdvice);
var databaseAdvice = "write sqlite:./data/crossroads.db, sqlite::memory: or postgres://user:password@host/database";
var settings = z.object({
  HOST: z.string().regex(/^[\w.:-]+$/, "write a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0"),
  PORT: wholeNumber(0, 65535, "write a whole number from 0 (any free port) to 65535, such as 3978"),
  PUBLIC_URL: webUrl(
    "write the address under which browsers reach the service, such as https://chat.school.example"
  ).optional(),
  DATABASE_URL: z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, databaseAdvice),
  KNOWLEDGE_DIR: z.string().refine((path) => existsSync(path), "there is no such folder; write the path of one with articles.yaml in it"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
    error: "write one of fatal, error, warn, info, debug, trace, silent"
  }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(
    0,
    1e5,
    "write a whole number of messages per minute and user, or 0 for no limit"
  ),
  ALLOWED_ORIGINS: origins.optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10, "write how many reverse proxies stand in front of the service, 0 to 10"),
  DIRECT_LINE_SECRET: secret.optional(),
  ADMIN_TOKEN: secret.optional(),
  MicrosoftAppId: guid("app's id").optional(),
  MicrosoftAppPassword: secret.optional(),
  MicrosoftAppTenantId: guid("tenant's id").optional(),
  MicrosoftAppType: z.enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"], {
    error: "write one of MultiTenant, SingleTenant, UserAssignedMSI"
  }),
  BotOpenIdMetadata: webUrl("write the address of the OpenID configuration").optional(),
  SLACK_BOT_TOKEN: z.string().regex(/^xoxb-\S+$/, "write the bot's token, which begins with xoxb-").optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: z.string().regex(/^xapp-\S+$/, "write the app-level token, which begins with xapp-").optional(),
  SLACK_API_URL: webUrl("write the address of the Slack Web API, such as https://slack.com/api").optional()
});
var defaults = {
  HOST: "127.0.0.1",
  PORT: "3978",
  DATABASE_URL: "sqlite:./data/crossroads.db",
  KNOWLEDGE_DIR: join(packageRoot, "knowledge/content"),
  LOG_LEVEL: "info",
  RATE_LIMIT_PER_MINUTE: "20",
  TRUSTED_PROXIES: "0",
  MicrosoftAppType: "MultiTenant"
};
var settingNames = Object.keys(settings.shape);
var secrets = /* @__PURE__ */ new Set([
  "DATABASE_URL",
  "DIRECT_LINE_SECRET",
  "ADMIN_TOKEN",
  "MicrosoftAppPassword",
  "SLACK_BOT_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SLACK_APP_TOKEN"
]);
function urlOf(value) {
  return URL.canParse(value) ? new URL(value) : void 0;
}

// src/config.ts
var ConfigError = class extends Error {
  name = "ConfigError";
  code = "CONFIG_INVALID";
  problems;
  constructor(problems) {
    super(["The settings cannot be used:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
    this.problems = problems;
  }
};
function readConfig(env) {
  const given = Object.fromEntries(
    settingNames.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value)
  );
  const result = settings.safeParse({ ...defaults, ...given });
  const problems = [...result.success ? [] : result.error.issues.map((issue) => describe(issue, given))];
  problems.push(...missingCompanions(given));
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(arrange(result.data));
}
function describe(issue, given) {
  const name = String(issue.path[0]);
  const value = secrets.has(name) ? "what is set cannot be used" : `${JSON.stringify(given[name])} cannot be used`;
  return `${name}: ${value}; ${issue.message}`;
}
function missingCompanions(given) {
  const problems = [];
  const needs = (name, present, companions) => {
    if (present && !companions.split(" or ").some((companion) => given[companion]))
      problems.push(`${companions}: missing; ${name} needs it`);
  };
  const managed = given.MicrosoftAppType === "UserAssignedMSI";
  needs("MicrosoftAppId", Boolean(given.MicrosoftAppId) && !managed, "MicrosoftAppPassword");
  needs("MicrosoftAppPassword", Boolean(given.MicrosoftAppPassword), "MicrosoftAppId");
  needs("MicrosoftAppType=SingleTenant", given.MicrosoftAppType === "SingleTenant", "MicrosoftAppTenantId");
  needs("SLACK_BOT_TOKEN", Boolean(given.SLACK_BOT_TOKEN), "SLACK_SIGNING_SECRET or SLACK_APP_TOKEN");
  needs("SLACK_SIGNING_SECRET", Boolean(given.SLACK_SIGNING_SECRET), "SLACK_BOT_TOKEN");
  needs("SLACK_APP_TOKEN", Boolean(given.SLACK_APP_TOKEN), "SLACK_BOT_TOKEN");
  return problems;
}
function arrange(read3) {
  return {
    host: read3.HOST,
    port: read3.PORT,
    publicUrl: read3.PUBLIC_URL,
    databaseUrl: read3.DATABASE_URL.replace(
      /^sqlite:(?!:)(.*)$/,
      (_, path) => `sqlite:${resolve(packageRoot, path)}`
    ),
    knowledgeDir: resolve(read3.KNOWLEDGE_DIR),
    logLevel: read3.LOG_LEVEL,
    rateLimitPerMinute: read3.RATE_LIMIT_PER_MINUTE,
    allowedOrigins: read3.ALLOWED_ORIGINS ?? [],
    trustedProxies: read3.TRUSTED_PROXIES,
    directLineSecret: read3.DIRECT_LINE_SECRET,
    adminToken: read3.ADMIN_TOKEN,
    teams: read3.MicrosoftAppId ? teams(read3, read3.MicrosoftAppId) : void 0,
    slack: read3.SLACK_BOT_TOKEN ? slack(read3, read3.SLACK_BOT_TOKEN) : void 0
  };
}
function teams(read3, appId) {
  return {
    appId,
    appPassword: read3.MicrosoftAppPassword,
    tenantId: read3.MicrosoftAppTenantId,
    appType: read3.MicrosoftAppType,
    openIdMetadata: read3.BotOpenIdMetadata
  };
}
function slack(read3, botToken) {
  return {
    botToken,
    signingSecret: read3.SLACK_SIGNING_SECRET,
    appToken: read3.SLACK_APP_TOKEN,
    apiUrl: read3.SLACK_API_URL
  };
}
function deepFreeze(value) {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) deepFreeze(part);
  return Object.freeze(value);
}

// src/authorization.ts
import { createHash, timingSafeEqual } from "node:crypto";
function createAdminCheck(adminToken) {
  return (request) => adminToken ? equal(bearerOf(request) ?? "", adminToken) : isLocal(request);
}
function bearerOf(request) {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
function equal(one, other) {
  const digest = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
function isLocal({ address, headers }) {
  const forwarded = headers["x-forwarded-for"] ?? headers.forwarded ?? headers["x-real-ip"];
  return forwarded === void 0 && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

// src/http.ts
var HttpError = class extends Error {
  name = "HttpError";
  status;
  code;
  headers;
  constructor(status, code, message, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
};

// src/rate-limit.ts
var minute = 6e4;
function createRateLimit(perMinute, now) {
  const windows = /* @__PURE__ */ new Map();
  let swept = now();
  const sweep = (time) => {
    for (const [key, { start: start2 }] of windows) if (time - start2 >= minute) windows.delete(key);
    swept = time;
  };
  return {
    take(key) {
      if (perMinute === 0) return;
      const time = now();
      if (time - swept >= minute) sweep(time);
      const window = windows.get(key);
      if (!window || time - window.start >= minute) windows.set(key, { start: time, count: 1 });
      else if (++window.count > perMinute) throw tooMany(window.start + minute - time);
    }
  };
}
function tooMany(milliseconds) {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1e3));
  const message = `Too many requests; try again in ${seconds} seconds.`;
  return new HttpError(429, "RateLimitExceeded", message, { "Retry-After": String(seconds) });
}

// src/channels/website/access.ts
import { randomBytes } from "node:crypto";
function createDoorkeeper(tokens, conversations, secret2) {
  const identify = async (credential) => {
    if (!credential) throw new HttpError(401, "Unauthorized", "Send Authorization: Bearer with a token.");
    return secret2 && equal(credential, secret2) ? "all" : tokens.verify(credential);
  };
  return {
    identify: (request) => identify(bearerOf(request)),
    async requireSecret(request) {
      if (await identify(bearerOf(request)) !== "all")
        throw new HttpError(403, "Forbidden", "This takes the secret, not a token.");
    },
    async enter(request, token) {
      const { id: id2 = "" } = request.params;
      const access = await identify(token ?? bearerOf(request));
      if (access !== "all" && access.conversationId !== id2)
        throw new HttpError(403, "Forbidden", "The token is for another conversation.");
      const conversation = isConversationId(id2) ? await conversations.find(id2) : void 0;
      if (!conversation) throw conversationGone();
      const other = access !== "all" && access.userId && conversation.userId && access.userId !== conversation.userId;
      if (other) throw new HttpError(403, "Forbidden", "The token is for another user.");
      return { access, conversation };
    }
  };
}
function requireOpen(conversation) {
  if (conversation.ended) throw conversationGone();
}
function conversationGone() {
  return new HttpError(404, "ConversationNotFound", "There is no such conversation, or it has ended.");
}
function createConversationId() {
  return randomBytes(16).toString("base64url");
}
function createUserId() {
  return `dl_${randomBytes(16).toString("base64url")}`;
}
function isConversationId(id2) {
  return /^[\w-]{1,64}$/.test(id2);
}

// src/channels/website/adapter.ts
import { BotAdapter, TurnContext } from "botbuilder";

// src/channels/website/transcript.ts
var page = 50;
function createTranscript(store, now) {
  const followers = /* @__PURE__ */ new Map();
  const of = (id2) => followers.get(id2) ?? /* @__PURE__ */ new Set();
  return {
    async append(id2, activity2) {
      const time = now();
      const stored = await store.append(id2, (sequence) => complete(id2, activity2, sequence, time), time);
      if (activity2.type === "endOfConversation") await store.end(id2);
      for (const follower of of(id2)) follower.wake();
      return stored.activity;
    },
    show(id2, activity2) {
      for (const follower of of(id2)) follower.glimpse(activity2);
    },
    async after(id2, place) {
      const stored = await store.list(id2, place, page);
      const activities = stored.map(({ activity: activity2 }) => activity2);
      return { place: stored.at(-1)?.sequence ?? place, activities, more: stored.length === page };
    },
    follow(id2, follower) {
      const all = of(id2).add(follower);
      followers.set(id2, all);
      return () => {
        all.delete(follower);
        if (all.size === 0 && followers.get(id2) === all) followers.delete(id2);
      };
    },
    countFollowers: (id2) => of(id2).size
  };
}
function complete(conversationId, activity2, sequence, time) {
  return {
    ...activity2,
    id: `${conversationId}|${String(sequence).padStart(7, "0")}`,
    timestamp: new Date(time),
    channelId,
    conversation: { ...activity2.conversation, id: conversationId },
    channelData: { ...activity2.channelData, "webchat:sequence-id": sequence }
  };
}
var channelId = "webchat";

// src/channels/website/adapter.ts
var ActivityImmutable = class extends Error {
  name = "ActivityImmutable";
  code = "ACTIVITY_IMMUTABLE";
  constructor() {
    super("The website channel cannot change or delete what was sent");
  }
};
var WebsiteAdapter = class extends BotAdapter {
  #transcript;
  constructor(transcript) {
    super();
    this.#transcript = transcript;
  }
  /** Runs a turn through the middleware. Rejects as the logic does, unless `onTurnError` is set. */
  process(activity2, logic) {
    return this.runMiddleware(new TurnContext(this, activity2), logic);
  }
  async sendActivities(_, activities) {
    const responses = [];
    for (const activity2 of activities) responses.push({ id: await this.#send(activity2) });
    return responses;
  }
  /** Rejects with `ActivityImmutable`. */
  updateActivity() {
    return Promise.reject(new ActivityImmutable());
  }
  /** Rejects with `ActivityImmutable`. */
  deleteActivity() {
    return Promise.reject(new ActivityImmutable());
  }
  /** Runs a turn that no activity of the user began. */
  continueConversation(reference, logic) {
    const event = { type: "event", name: "ContinueConversation", channelId };
    return this.process(TurnContext.applyConversationReference(event, reference, true), logic);
  }
  async #send(activity2) {
    const conversationId = activity2.conversation?.id ?? "";
    switch (activity2.type) {
      case "delay":
        await new Promise((resolve3) => setTimeout(resolve3, Number(activity2.value ?? 1e3)));
        return "";
      case "trace":
      case "invokeResponse":
        return "";
      case "typing":
        this.#transcript.show(conversationId, { ...activity2, channelId });
        return "";
      default:
        return (await this.#transcript.append(conversationId, activity2)).id ?? "";
    }
  }
};

// src/channels/website/direct-line.ts
import { randomUUID } from "node:crypto";

// src/channels/website/incoming.ts
import { z as z2 } from "zod";
var maxText = 2e3;
var short = z2.string().max(200);
var id = z2.string().min(1).max(200);
var account = z2.object({ id, name: short.nullish(), role: short.nullish() });
var activity = z2.object({
  type: z2.enum([
    "message",
    "event",
    "typing",
    "conversationUpdate",
    "invoke",
    "messageReaction",
    "endOfConversation"
  ]),
  from: account.partial().nullish(),
  text: z2.string().max(maxText).nullish(),
  textFormat: short.nullish(),
  name: short.nullish(),
  value: z2.unknown().optional(),
  valueType: short.nullish(),
  locale: short.nullish(),
  localTimestamp: short.nullish(),
  localTimezone: short.nullish(),
  code: short.nullish(),
  replyToId: short.nullish(),
  channelData: z2.record(z2.string(), z2.unknown()).nullish(),
  entities: z2.array(z2.looseObject({ type: z2.string() })).max(50).nullish(),
  attachments: z2.array(z2.unknown()).max(0, "files are not accepted").nullish(),
  membersAdded: z2.array(account).nullish(),
  membersRemoved: z2.array(account).nullish(),
  reactionsAdded: z2.array(z2.object({ type: short })).nullish(),
  reactionsRemoved: z2.array(z2.object({ type: short })).nullish()
}).refine(({ type, text, value }) => type !== "message" || text?.trim() || value != null, {
  path: ["text"],
  error: "a message needs a text or a value"
});
var parameters = z2.object({
  user: z2.object({ id: id.nullish(), name: short.nullish() }).nullish(),
  locale: short.nullish(),
  trustedOrigins: z2.array(z2.string()).nullish()
}).nullish();
function readActivity(request) {
  return read(activity, request);
}
function readParameters(request) {
  const given = read(parameters, request);
  return { userId: given?.user?.id ?? void 0, locale: given?.locale ?? void 0 };
}
function requireUnguessable(userId) {
  if (userId !== void 0 && !userId.startsWith("dl_"))
    throw new HttpError(400, "BadArgument", "user.id: must begin with dl_");
}
function readWatermark({ url }) {
  const given = url.searchParams.get("watermark") ?? "";
  if (["", "null", "undefined"].includes(given)) return 0;
  if (!/^\d{1,9}$/.test(given)) throw new HttpError(400, "BadArgument", "watermark: not one that was given out");
  return Number(given);
}
function read(schema, request) {
  const result = schema.safeParse(request.json());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join(".") || "body";
  const code = path === "text" && issue?.code === "too_big" ? "MessageTooLong" : "BadArgument";
  throw new HttpError(400, code, `${path}: ${issue?.message}`);
}

// src/log.ts
import { pino, stdTimeFunctions } from "pino";
function createLog(level, destination) {
  const options = {
    level,
    base: void 0,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) }
  };
  return destination ? pino(options, destination) : pino(options);
}
function describeError(error) {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = "code" in error && typeof error.code === "string" ? error.code : void 0;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...code && { cause: code }, at: frames.slice(0, 8).map((line) => line.trim()) };
}

// src/channels/website/turns.ts
var botAccount = { id: "crossroads", name: "Crossroads", role: "bot" };
function userAccount(id2, name = "") {
  return { id: id2, name, role: "user" };
}
var apology = {
  type: "message",
  text: "Sorry, something went wrong on our side and your question was not answered. Please try it again.",
  channelData: { answer: { kind: "fallback", programs: [], topics: [], confidence: 0, citations: [] } }
};
function createTurns({ adapter, bot, queue, metrics, log }) {
  const report = (error) => log.error({ code: "TURN_FAILED", channel: "website", ...describeError(error) }, "turn failed");
  const take = async (activity2) => {
    const began = performance.now();
    const failed = await adapter.process(activity2, (context) => bot.run(context)).catch(async (error) => {
      report(error);
      await adapter.process(activity2, async (context) => void await context.sendActivity(apology)).catch(report);
      return true;
    });
    metrics.turn("website", failed ? "failed" : "done", (performance.now() - began) / 1e3);
  };
  return (conversationId, activity2) => {
    const addressed = {
      ...activity2,
      channelId,
      conversation: { id: conversationId },
      recipient: botAccount
    };
    void queue.run(conversationId, () => take(addressed));
  };
}
function arrival(members, user, locale) {
  return { type: "conversationUpdate", from: user, membersAdded: [...members], ...locale && { locale } };
}

// src/channels/website/direct-line.ts
function directLineRoutes(options) {
  const route = (method, path, handle) => {
    return { method, path: `/v3/directline${path}`, crossOrigin: true, handle };
  };
  return [
    route("POST", "/tokens/generate", (request) => generate(request, options)),
    route("POST", "/tokens/refresh", (request) => refresh(request, options)),
    route("POST", "/conversations", (request) => start(request, options)),
    route("GET", "/conversations/:id", (request) => reconnect(request, options)),
    route("GET", "/conversations/:id/activities", (request) => read2(request, options)),
    route("POST", "/conversations/:id/activities", (request) => post(request, options)),
    route("POST", "/conversations/:id/upload", (request) => upload(request, options)),
    route("GET", "/conversations/:id/stream", upgradeRequired),
    route("GET", "/session/getsessionid", () => ({ status: 200, body: { sessionId: randomUUID() } }))
  ];
}
async function generate(request, { door, sessions, perAddress }) {
  await door.requireSecret(request);
  const { userId } = readParameters(request);
  requireUnguessable(userId);
  perAddress.take(`token ${request.address}`);
  return { status: 200, body: await sessions.grant(createConversationId(), userId) };
}
async function refresh(request, { door, sessions, conversations }) {
  const access = await door.identify(request);
  if (access === "all") throw new HttpError(403, "Forbidden", "This takes a token, not the secret.");
  if ((await conversations.find(access.conversationId))?.ended) throw conversationGone();
  return { status: 200, body: await sessions.grant(access.conversationId, access.userId) };
}
async function start(request, options) {
  const { door, sessions, conversations, takeTurn, perAddress, now } = options;
  const access = await door.identify(request);
  const given = readParameters(request);
  perAddress.take(`conversation ${request.address}`);
  const { conversationId: id2, userId = given.userId } = access === "all" ? { conversationId: createConversationId() } : access;
  const { created, conversation } = await conversations.open({ id: id2, now: now(), ...userId && { userId } });
  if (conversation.ended) throw new HttpError(409, "ConversationEnded", "The conversation has ended.");
  if (userId && conversation.userId !== userId)
    throw new HttpError(409, "ConversationExists", "The conversation is another user\u2019s.");
  const user = conversation.userId ? userAccount(conversation.userId) : void 0;
  if (created) takeTurn(id2, arrival(user ? [botAccount, user] : [botAccount], user ?? botAccount, given.locale));
  return { status: created ? 201 : 200, body: await sessions.join(request, id2, conversation.userId, 0) };
}
async function reconnect(request, { door, sessions }) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  const userId = access === "all" ? conversation.userId : access.userId;
  return { status: 200, body: await sessions.join(request, conversation.id, userId, readWatermark(request)) };
}
async function read2(request, { door, transcript }) {
  const { conversation } = await door.enter(request);
  const { activities, place } = await transcript.after(conversation.id, readWatermark(request));
  if (activities.length === 0) requireOpen(conversation);
  return { status: 200, body: { activities, watermark: `${place}` } };
}
async function post(request, { door, receive }) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  return { status: 200, body: { id: await receive(request, access, conversation) } };
}
async function upload(request, { door }) {
  await door.enter(request);
  throw new HttpError(415, "FilesNotAccepted", "Files are not accepted; ask in words.");
}
function upgradeRequired() {
  throw new HttpError(426, "UpgradeRequired", "This address takes WebSockets alone.", {
    Upgrade: "websocket",
    Connection: "Upgrade"
  });
}

// src/channels/website/embed-token.ts
function embedTokenRoute(sessions, origins2, perAddress) {
  return {
    method: "POST",
    path: "/embed/token",
    crossOrigin: true,
    async handle(request) {
      if (origins2.refuses(request.headers))
        throw new HttpError(403, "OriginNotAllowed", "Pages of this origin may not use the chat.");
      const { userId } = readParameters(request);
      requireUnguessable(userId);
      perAddress.take(`token ${request.address}`);
      return { status: 200, body: await sessions.grant(createConversationId(), userId ?? createUserId()) };
    }
  };
}

// src/channels/website/receive.ts
import { randomUUID as randomUUID2 } from "node:crypto";
function createReceive({ conversations, transcript, takeTurn, perUser }) {
  const settleUser = async ({ id: id2, userId }, named) => {
    if (userId) return userId;
    if (!named) throw new HttpError(400, "MissingProperty", "from.id: missing, and the token names no user");
    if (await conversations.bind(id2, named)) takeTurn(id2, arrival([userAccount(named)], userAccount(named)));
    else if ((await conversations.find(id2))?.userId !== named)
      throw new HttpError(403, "Forbidden", "The conversation is another user\u2019s.");
    return named;
  };
  return async (request, access, conversation) => {
    const incoming = readActivity(request);
    const named = access !== "all" && access.userId || incoming.from?.id;
    const userId = await settleUser(conversation, named);
    const activity2 = toActivity(incoming, userId);
    const unstored = { ...activity2, id: `${conversation.id}|${randomUUID2()}` };
    if (activity2.type === "typing" || onlyRepeatsArrival(incoming, userId)) return unstored.id;
    perUser.take(userId);
    if (activity2.type === "conversationUpdate") {
      takeTurn(conversation.id, unstored);
      return unstored.id;
    }
    const stored = await transcript.append(conversation.id, activity2);
    takeTurn(conversation.id, stored);
    return stored.id ?? "";
  };
}
function toActivity({ from, ...incoming }, userId) {
  const given = Object.entries(incoming).filter(([, value]) => value != null);
  return { ...Object.fromEntries(given), from: userAccount(userId, from?.name ?? void 0) };
}
function onlyRepeatsArrival({ type, membersAdded, membersRemoved }, userId) {
  const known = [userId, botAccount.id];
  return type === "conversationUpdate" && !membersRemoved?.length && (membersAdded ?? []).every(({ id: id2 }) => known.includes(id2));
}

// src/channels/website/session.ts
function createSessions(tokens, publicUrl) {
  const grant = async (conversationId, userId) => {
    const token = await tokens.issue({ conversationId, ...userId && { userId } });
    return { conversationId, token, expires_in: tokens.lifetime };
  };
  return {
    grant,
    async join(request, conversationId, userId, watermark) {
      const session = await grant(conversationId, userId);
      const base = (publicUrl ?? request.url.origin).replace(/^http/, "ws");
      const query = new URLSearchParams({ t: session.token, ...watermark > 0 && { watermark: `${watermark}` } });
      return { ...session, streamUrl: `${base}/v3/directline/conversations/${conversationId}/stream?${query}` };
    }
  };
}

// src/channels/website/stream.ts
var closeCodes = { ended: 1e3, restarting: 1012, failed: 1011 };
var maxBuffered = 4 * 1024 * 1024;
var Stream = class {
  #socket;
  #transcript;
  #conversationId;
  #place;
  #work = Promise.resolve();
  #waking = false;
  #heard = true;
  constructor(socket, transcript, conversationId, place) {
    this.#socket = socket;
    this.#transcript = transcript;
    this.#conversationId = conversationId;
    this.#place = place;
    const leave = transcript.follow(conversationId, this);
    socket.on("close", leave);
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => this.#hear());
    socket.on("message", () => this.#hear());
    this.wake();
  }
  wake() {
    if (this.#waking) return;
    this.#waking = true;
    this.#enqueue(async () => {
      this.#waking = false;
      await this.#catchUp();
    });
  }
  glimpse(activity2) {
    this.#enqueue(() => this.#send({ activities: [activity2] }));
  }
  /** To be called at intervals: drops the client if it was not heard of since the last time or does not read. */
  beat() {
    if (!this.#heard || this.#socket.bufferedAmount > maxBuffered) this.#socket.terminate();
    if (!this.#isOpen()) return;
    this.#heard = false;
    this.#socket.ping();
    this.#enqueue(() => this.#write(""));
  }
  /** Sends what is left and closes; cuts the connection if the client does not answer within a second. */
  async close(code) {
    const cut = setTimeout(() => this.#socket.terminate(), 1e3);
    const closed = new Promise((resolve3) => this.#socket.once("close", resolve3));
    await this.#work;
    this.#socket.close(code);
    if (this.#socket.readyState !== this.#socket.CLOSED) await closed;
    clearTimeout(cut);
  }
  #hear() {
    this.#heard = true;
  }
  #enqueue(job) {
    this.#work = this.#work.then(() => this.#isOpen() ? job() : void 0).catch(() => this.#socket.close(closeCodes.failed));
  }
  async #catchUp() {
    for (let more = true; more && this.#isOpen(); ) {
      const next = await this.#transcript.after(this.#conversationId, this.#place);
      if (next.activities.length > 0) await this.#send({ activities: next.activities, watermark: `${next.place}` });
      this.#place = next.place;
      more = next.more;
      if (next.activities.at(-1)?.type === "endOfConversation") this.#socket.close(closeCodes.ended);
    }
  }
  #send(set) {
    return this.#write(JSON.stringify(set));
  }
  /** Resolves once the text is handed to the network, so that a slow client holds up nothing but itself. */
  #write(text) {
    return new Promise((resolve3, reject) => this.#socket.send(text, (error) => error ? reject(error) : resolve3()));
  }
  #isOpen() {
    return this.#socket.readyState === this.#socket.OPEN;
  }
};

// src/channels/website/streams.ts
var beatEvery = 2e4;
var lookEvery = 1e3;
var maxPerConversation = 10;
function createStreams(door, transcript, shared) {
  const streams = /* @__PURE__ */ new Set();
  const timers = [];
  const every = (milliseconds, act) => {
    timers.push(setInterval(() => streams.forEach(act), milliseconds).unref());
  };
  return {
    route: {
      path: "/v3/directline/conversations/:id/stream",
      async admit(request) {
        const { conversation } = await door.enter(request, request.url.searchParams.get("t") ?? void 0);
        requireOpen(conversation);
        const place = readWatermark(request);
        if (transcript.countFollowers(conversation.id) >= maxPerConversation)
          throw new HttpError(429, "TooManyStreams", `A conversation has at most ${maxPerConversation} streams.`);
        return (socket) => {
          const stream = new Stream(socket, transcript, conversation.id, place);
          streams.add(stream);
          socket.once("close", () => streams.delete(stream));
        };
      }
    },
    async start() {
      every(beatEvery, (stream) => stream.beat());
      if (shared) every(lookEvery, (stream) => stream.wake());
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...streams].map((stream) => stream.close(closeCodes.restarting)));
    }
  };
}

// src/channels/website/tokens.ts
import { createHmac, randomBytes as randomBytes2 } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
var algorithm = "HS256";
function createTokens({ key, lifetime, now }) {
  return {
    lifetime,
    issue({ conversationId, userId }) {
      const issued = Math.floor(now() / 1e3);
      return new SignJWT({ conv: conversationId, ...userId && { user: userId } }).setProtectedHeader({ alg: algorithm, typ: "JWT" }).setIssuedAt(issued).setExpirationTime(issued + lifetime).sign(key);
    },
    async verify(token) {
      try {
        const options = { algorithms: [algorithm], currentDate: new Date(now()) };
        const { payload } = await jwtVerify(token, key, options);
        return { conversationId: payload.conv, userId: payload.user };
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new HttpError(403, "TokenExpired", "The token has expired.");
        throw new HttpError(401, "Unauthorized", "The token is not valid.");
      }
    }
  };
}
var storedUnder = "website/signing-key";
async function loadSigningKey(states, secret2) {
  if (secret2) return createHmac("sha256", secret2).update("crossroads website tokens").digest();
  const stored = (await states.read([storedUnder]))[storedUnder];
  const key = stored?.key ?? randomBytes2(32).toString("base64");
  await states.write({ [storedUnder]: { key } });
  return Buffer.from(key, "base64");
}

// src/channels/website/channel.ts
var tokenLifetime = 30 * 60;
var addressesPerUser = 5;
function createWebsiteChannel(options) {
  const { database, origins: origins2, publicUrl, secret: secret2, rateLimitPerMinute, now = Date.now } = options;
  const { conversations } = database;
  const tokens = createTokens({ key: options.signingKey, lifetime: tokenLifetime, now });
  const door = createDoorkeeper(tokens, conversations, secret2);
  const sessions = createSessions(tokens, publicUrl);
  const transcript = createTranscript(conversations, now);
  const takeTurn = createTurns({ ...options, adapter: new WebsiteAdapter(transcript) });
  const perUser = createRateLimit(rateLimitPerMinute, now);
  const perAddress = createRateLimit(rateLimitPerMinute * addressesPerUser, now);
  const receive = createReceive({ conversations, transcript, takeTurn, perUser });
  const streams = createStreams(door, transcript, options.shared);
  return {
    routes: [
      embedTokenRoute(sessions, origins2, perAddress),
      ...directLineRoutes({ door, sessions, conversations, transcript, takeTurn, receive, perAddress, now })
    ],
    sockets: [streams.route],
    start: streams.start,
    stop: streams.stop
  };
}

// src/health.ts
function healthRoutes(database) {
  return [
    { method: "GET", path: "/healthz", handle: () => ({ status: 200, body: { status: "alive" } }) },
    {
      method: "GET",
      path: "/readyz",
      async handle() {
        if (!await database.ping()) throw new HttpError(503, "NotReady", "The database cannot be reached.");
        return { status: 200, body: { status: "ready" } };
      }
    }
  ];
}

// src/metrics.ts
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: "crossroads_turns_total",
    help: "Turns taken",
    labelNames: ["channel", "outcome"],
    registers
  });
  const turnSeconds = new Histogram({
    name: "crossroads_turn_seconds",
    help: "How long turns took, in seconds",
    labelNames: ["channel"],
    buckets: [2e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers
  });
  const requests = new Counter({
    name: "crossroads_http_requests_total",
    help: "HTTP requests answered",
    labelNames: ["method", "route", "status"],
    registers
  });
  const sockets = new Gauge({ name: "crossroads_open_sockets", help: "Open WebSockets", registers });
  return {
    turn(channel, outcome, seconds) {
      turns.inc({ channel, outcome });
      turnSeconds.observe({ channel }, seconds);
    },
    httpRequest: (method, route, status) => requests.inc({ method, route, status }),
    sockets: (change) => sockets.inc(change),
    registry
  };
}
function metricsRoute(metrics, mayRead) {
  return {
    method: "GET",
    path: "/metrics",
    async handle(request) {
      if (!mayRead(request)) throw new HttpError(403, "Forbidden", "The figures are not for everyone.");
      const body = await metrics.registry.metrics();
      return { status: 200, headers: { "Content-Type": metrics.registry.contentType }, body };
    }
  };
}

// src/origins.ts
function createOriginPolicy(listed, publicUrl) {
  const own = publicUrl && new URL(publicUrl).origin;
  const passes = (origin, host) => listed.includes("*") || listed.includes(origin) || origin === own || hostOf(origin) === host;
  const allowed = (headers) => headers.origin && passes(headers.origin, headers.host) ? headers.origin : void 0;
  return { allowed, refuses: (headers) => headers.origin !== void 0 && !allowed(headers) };
}
function hostOf(origin) {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
function crossOriginHeaders(policy, headers) {
  const origin = policy.allowed(headers);
  if (!origin) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    // Direct Line clients ask for the session id with credentials.
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": "Retry-After"
  };
}
function preflightHeaders(methods) {
  return {
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": "Authorization, Content-Type, x-ms-bot-agent",
    "Access-Control-Max-Age": "600"
  };
}

// src/server.ts
import restify from "restify";

// src/request.ts
var maxBody = 64 * 1024;
var maxDiscarded = 4 * 1024 * 1024;
var maxDepth = 64;
async function readRequest(message, params, reading) {
  const body = await readBody(message);
  if (body.length > 0 && (message.headers["content-encoding"] ?? "identity") !== "identity")
    throw new HttpError(415, "UnsupportedEncoding", "Send the body uncompressed.");
  return toRequest(message, params, reading, body);
}
function toRequest(message, params, reading, body = Buffer.alloc(0)) {
  const { method = "GET", headers } = message;
  const json = () => parseJson(body, headers["content-type"]);
  return { method, url: urlOf2(message), params, headers, address: addressOf(message, reading), body, json };
}
function urlOf2({ url = "/", headers }) {
  const base = `http://${headers.host ?? "localhost"}`;
  const address = url.startsWith("/") ? base + url : url;
  if (!URL.canParse(address, base)) throw new HttpError(400, "BadAddress", "The address cannot be read.");
  return new URL(address, base);
}
function addressOf(message, { trustedProxies }) {
  const forwarded = String(message.headers["x-forwarded-for"] ?? "").split(",");
  const named = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : void 0;
  return named || (message.socket.remoteAddress ?? "");
}
async function readBody(message) {
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
    else if (size > maxDiscarded) break;
  }
  if (size > maxBody) throw new HttpError(413, "BodyTooLarge", `The body may hold at most ${maxBody} bytes.`);
  return Buffer.concat(chunks);
}
function parseJson(body, contentType = "") {
  if (body.length === 0) return void 0;
  if (!/^(application|text)\/([\w.+-]*\+)?json\s*(;|$)/i.test(contentType))
    throw new HttpError(415, "UnsupportedMediaType", "Send the body as application/json.");
  const value = decodeJson(body);
  if (isBad(value, maxDepth))
    throw new HttpError(
      400,
      "MalformedData",
      `The body holds a null character or is nested deeper than ${maxDepth} levels.`
    );
  return value;
}
function decodeJson(body) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new HttpError(400, "MalformedData", "The body is not JSON in UTF-8.");
  }
}
function isBad(value, levels) {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.entries(value).some(([key, part]) => key.includes("\0") || isBad(part, levels - 1));
}

// src/reply.ts
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
var always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cache-Control": "no-store"
};
function errorReply(error) {
  const { status, code, message, headers } = error instanceof HttpError ? error : new HttpError(500, "InternalError", "Something went wrong on our side.");
  return { status, headers, body: { error: { code, message } } };
}
async function writeReply(response, reply, headers = {}) {
  if ("file" in reply) await writeFile(response, reply, headers);
  else writeBody(response, reply, headers);
}
function writeBody(response, reply, headers) {
  const isData = typeof reply.body === "object" && !Buffer.isBuffer(reply.body);
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(isData ? JSON.stringify(reply.body) : reply.body ?? "");
  const type = isData ? { "Content-Type": "application/json; charset=utf-8" } : {};
  const length = reply.status === 204 || reply.status === 304 ? {} : { "Content-Length": body.length };
  response.writeHead(reply.status, { ...always, ...headers, ...type, ...length, ...reply.headers });
  response.end(response.req.method === "HEAD" ? void 0 : body);
}
async function writeFile(response, reply, headers) {
  const file = await open(reply.file);
  try {
    const { size } = await file.stat();
    response.writeHead(reply.status, { ...always, ...headers, "Content-Length": size, ...reply.headers });
    if (response.req.method === "HEAD") response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

// src/responder.ts
function createResponder(metrics, log) {
  const report = (error) => log.error({ code: "REQUEST_FAILED", ...describeError(error) }, "request failed");
  const toReply = (response) => (error) => {
    if (!(error instanceof HttpError) && !response.destroyed) report(error);
    return errorReply(error);
  };
  const fail = async (response, error) => {
    if (response.destroyed) return;
    report(error);
    if (response.headersSent) response.destroy();
    else await writeReply(response, errorReply(error));
  };
  return {
    report,
    async respond(response, path, headers, handle) {
      const reply = await handle().catch(toReply(response));
      if (reply.status === 413) response.shouldKeepAlive = false;
      await writeReply(response, reply, headers).catch((error) => fail(response, error));
      metrics.httpRequest(response.req.method ?? "", path, response.statusCode);
    }
  };
}
var unreadable = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout"
};
function answerUnreadable(error, socket) {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = unreadable[error.code ?? ""] ?? "400 Bad Request";
  const body = JSON.stringify({ error: { code: "MalformedRequest", message: "The request cannot be read." } });
  const head = `HTTP/1.1 ${status}\r
Connection: close\r
Content-Type: application/json\r
Content-Length: ${body.length}`;
  socket.end(`${head}\r
\r
${body}`);
}
function routingError(request, status) {
  if (status === 405) return new HttpError(405, "MethodNotAllowed", `This address does not take ${request.method}.`);
  if (status === 404) return new HttpError(404, "NotFound", "There is nothing at this address.");
  return new HttpError(400, "BadAddress", "The address cannot be read.");
}

// src/sockets.ts
import { ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
var maxPayload = 1024;
function createUpgrade(routes, options) {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
  const endpoints = routes.map((route) => ({ route, match: matcher(route.path) }));
  const admit = async (message) => {
    const path = (message.url ?? "").replace(/\?.*/s, "");
    for (const { route, match } of endpoints) {
      const params = match(path);
      if (params) return route.admit(toRequest(message, params, options));
    }
    throw new HttpError(404, "NotFound", "There is no WebSocket at this address.");
  };
  return async (message, socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      const take = await admit(message);
      server.handleUpgrade(message, socket, head, (webSocket) => {
        options.metrics.sockets(1);
        webSocket.once("close", () => options.metrics.sockets(-1));
        take(webSocket);
      });
    } catch (error) {
      if (!(error instanceof HttpError)) options.report(error);
      await refuse(message, socket, error);
    }
  };
}
async function refuse(message, socket, error) {
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  await writeReply(response, errorReply(error));
}
function matcher(path) {
  const pattern = new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
  return (asked) => {
    const match = pattern.exec(asked);
    return match ? { ...match.groups } : void 0;
  };
}

// src/server.ts
var requestTimeout = 2e4;
var verbs = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "del" };
function createServer(options) {
  const server = restify.createServer({ name: "", log: options.log });
  const responder = createResponder(options.metrics, options.log);
  const door = { open: true };
  turnAwayUnaddressed(server, responder);
  for (const route of options.routes) mount(server, route, options, responder, door);
  mountPreflights(server, options, responder);
  answerUnrouted(server, responder);
  const upgrade = createUpgrade(options.sockets, { ...options, report: responder.report });
  const node = server.server;
  node.on("upgrade", (message, socket, head) => void upgrade(message, socket, head));
  node.on("clientError", answerUnreadable);
  node.requestTimeout = requestTimeout;
  let closed = Promise.resolve();
  return {
    listen: (port, host) => new Promise((resolve3, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => resolve3(node.address().port));
    }),
    refuse() {
      door.open = false;
      closed = new Promise((resolve3) => node.close(() => resolve3()));
      node.closeIdleConnections();
    },
    async close(patience2) {
      const cut = setTimeout(() => node.closeAllConnections(), patience2);
      node.closeIdleConnections();
      await closed;
      clearTimeout(cut);
    }
  };
}
function turnAwayUnaddressed(server, { respond }) {
  server.pre((request, response, next) => {
    try {
      urlOf2(request);
      next();
    } catch (error) {
      void respond(response, "none", {}, () => Promise.reject(error));
      next(false);
    }
  });
}
function mount(server, route, options, { respond }, door) {
  const handler = async (request, response) => {
    const headers = route.crossOrigin ? crossOriginHeaders(options.origins, request.headers) : {};
    await respond(response, route.path, headers, async () => {
      if (!door.open) throw new HttpError(503, "Stopping", "The service is restarting.", { "Retry-After": "5" });
      return route.handle(await readRequest(request, request.params, options));
    });
  };
  server[verbs[route.method]](route.path, handler);
  if (route.method === "GET") server.head(route.path, handler);
}
function mountPreflights(server, { routes, origins: origins2 }, { respond }) {
  const crossOrigin = routes.filter((route) => route.crossOrigin);
  for (const path of new Set(crossOrigin.map((route) => route.path))) {
    const methods = crossOrigin.filter((route) => route.path === path).map((route) => route.method);
    server.opts(path, async (request, response) => {
      const headers = { ...crossOriginHeaders(origins2, request.headers), ...preflightHeaders(methods) };
      await respond(response, path, headers, async () => ({ status: 204 }));
    });
  }
}
function answerUnrouted(server, { respond }) {
  server.on("restifyError", (request, response, error) => {
    void respond(response, "none", {}, () => Promise.reject(routingError(request, error.statusCode)));
  });
}

// src/storage/open.ts
import { Kysely, sql as sql2 } from "kysely";

// src/storage/errors.ts
var StateConflict = class extends Error {
  code = "STATE_CONFLICT";
  constructor(key) {
    super(`State "${key}" has changed since it was read`);
    this.name = "StateConflict";
  }
};
var ConversationGone = class extends Error {
  code = "CONVERSATION_GONE";
  constructor(id2) {
    super(`There is no conversation "${id2}"`);
    this.name = "ConversationGone";
  }
};
var DatabaseUrlInvalid = class extends Error {
  code = "DATABASE_URL_INVALID";
  constructor(scheme, possible) {
    const given = scheme ? `this one begins with "${scheme}:"` : "this one names no scheme";
    super(`A database URL looks like ${possible.join(" or ")}; ${given}`);
    this.name = "DatabaseUrlInvalid";
  }
};
var DatabaseUnavailable = class extends Error {
  code = "DATABASE_UNAVAILABLE";
  constructor(cause) {
    super(`The database could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "DatabaseUnavailable";
  }
};

// src/storage/conversations.ts
function createConversations(db) {
  return {
    open: ({ id: id2, userId, now }) => db.transaction().execute(async (trx) => {
      const fresh = await insert(trx, id2, userId, now);
      return { created: fresh !== void 0, conversation: toConversation(fresh ?? await touch(trx, id2, now)) };
    }),
    async find(id2) {
      const row = await db.selectFrom("conversations").selectAll().where("id", "=", id2).executeTakeFirst();
      return row && toConversation(row);
    },
    async bind(id2, userId) {
      const { numUpdatedRows } = await db.updateTable("conversations").set({ user_id: userId }).where("id", "=", id2).where("user_id", "is", null).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async end(id2) {
      await db.updateTable("conversations").set({ ended: 1 }).where("id", "=", id2).execute();
    },
    append: (id2, complete2, now) => db.transaction().execute(async (trx) => {
      const sequence = await takePlace(trx, id2, now);
      const row = { conversation_id: id2, sequence, activity: JSON.stringify(complete2(sequence)) };
      await trx.insertInto("activities").values(row).execute();
      return toStored(row);
    }),
    async list(id2, after, limit) {
      const rows = await db.selectFrom("activities").selectAll().where("conversation_id", "=", id2).where("sequence", ">", after).orderBy("sequence").limit(limit).execute();
      return rows.map(toStored);
    }
  };
}
function insert(db, id2, userId, now) {
  return db.insertInto("conversations").values({ id: id2, user_id: userId ?? null, created_at: now, last_active_at: now, ended: 0, last_sequence: 0 }).onConflict((conflict) => conflict.column("id").doNothing()).returningAll().executeTakeFirst();
}
function touch(db, id2, now) {
  return db.updateTable("conversations").set({ last_active_at: now }).where("id", "=", id2).returningAll().executeTakeFirstOrThrow(() => new ConversationGone(id2));
}
async function takePlace(db, id2, now) {
  const { last_sequence } = await db.updateTable("conversations").set((row) => ({ last_sequence: row("last_sequence", "+", 1), last_active_at: now })).where("id", "=", id2).returning("last_sequence").executeTakeFirstOrThrow(() => new ConversationGone(id2));
  return last_sequence;
}
function toConversation(row) {
  return {
    id: row.id,
    userId: row.user_id ?? void 0,
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    ended: row.ended === 1
  };
}
function toStored(row) {
  return { sequence: row.sequence, activity: JSON.parse(row.activity) };
}

// src/storage/migrations.ts
import { Migrator } from "kysely";
var migrations = {
  "0001_states": {
    async up(db) {
      await db.schema.createTable("states").ifNotExists().addColumn("key", "text", (column) => column.primaryKey()).addColumn("value", "text", (column) => column.notNull()).addColumn("etag", "text", (column) => column.notNull()).addColumn("updated_at", "bigint", (column) => column.notNull()).execute();
      await db.schema.createIndex("states_by_age").ifNotExists().on("states").column("updated_at").execute();
    }
  },
  "0002_conversations": {
    async up(db) {
      await db.schema.createTable("conversations").ifNotExists().addColumn("id", "text", (column) => column.primaryKey()).addColumn("user_id", "text").addColumn("created_at", "bigint", (column) => column.notNull()).addColumn("last_active_at", "bigint", (column) => column.notNull()).addColumn("ended", "integer", (column) => column.notNull().defaultTo(0)).addColumn("last_sequence", "integer", (column) => column.notNull().defaultTo(0)).execute();
      await db.schema.createIndex("conversations_by_age").ifNotExists().on("conversations").column("last_active_at").execute();
    }
  },
  "0003_activities": {
    async up(db) {
      await db.schema.createTable("activities").ifNotExists().addColumn(
        "conversation_id",
        "text",
        (column) => column.notNull().references("conversations.id").onDelete("cascade")
      ).addColumn("sequence", "integer", (column) => column.notNull()).addColumn("activity", "text", (column) => column.notNull()).addPrimaryKeyConstraint("activities_by_place", ["conversation_id", "sequence"]).execute();
    }
  }
};
async function migrateToLatest(db) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

// src/storage/sqlite.ts
import { mkdir } from "node:fs/promises";
import { dirname as dirname2, resolve as resolve2 } from "node:path";
import {
  SqliteAdapter,
  SqliteDialect,
  sql
} from "kysely";
import Libsql from "libsql";
var inMemory = ":memory:";
var busyTimeout = 5e3;
function sqliteDialect(path) {
  return new LibsqlDialect({ database: () => connect(path) });
}
var LibsqlDialect = class extends SqliteDialect {
  createAdapter() {
    return new LockingAdapter();
  }
};
var LockingAdapter = class extends SqliteAdapter {
  async acquireMigrationLock(db) {
    await sql`begin immediate`.execute(db);
  }
  async releaseMigrationLock(db) {
    await sql`commit`.execute(db);
  }
};
async function connect(path) {
  const database = new Libsql(path === inMemory ? inMemory : await makeRoomFor(path), { timeout: busyTimeout });
  try {
    database.pragma("journal_mode = wal");
    database.pragma("synchronous = full");
    database.pragma("foreign_keys = on");
  } catch (error) {
    database.close();
    throw error;
  }
  return { prepare: (sql3) => guarded(database.prepare(sql3)), close: () => database.close() };
}
async function makeRoomFor(path) {
  const absolute = resolve2(path);
  await mkdir(dirname2(absolute), { recursive: true });
  return absolute;
}
function guarded(statement) {
  return {
    reader: statement.reader,
    all: (parameters2) => statement.all(parameters2.map(bindable)),
    run: (parameters2) => statement.run(parameters2.map(bindable)),
    iterate: (parameters2) => statement.iterate(parameters2.map(bindable))
  };
}
function bindable(value) {
  if (typeof value === "boolean") throw new TypeError("SQLite stores no booleans");
  if (typeof value === "string" && value.includes("\0")) throw new TypeError("Text with a NUL cannot be stored");
  return value;
}

// src/storage/states.ts
import { randomUUID as randomUUID3 } from "node:crypto";
function createStates(db, clock) {
  return {
    async read(keys) {
      if (keys.length === 0) return {};
      const rows = await db.selectFrom("states").selectAll().where("key", "in", keys).execute();
      return Object.fromEntries(rows.map((row) => [row.key, toItem(row)]));
    },
    async write(changes) {
      const rows = toRows(changes, clock());
      if (rows.length === 0) return;
      await db.transaction().execute(async (trx) => {
        for (const { row, expected } of rows) await (expected ? replace(trx, row, expected) : put(trx, row));
      });
    },
    async delete(keys) {
      if (keys.length === 0) return;
      await db.deleteFrom("states").where("key", "in", keys).execute();
    }
  };
}
function toRows(changes, now) {
  return Object.keys(changes).sort().map((key) => {
    const { eTag, ...value } = changes[key];
    const row = { key, value: JSON.stringify(value), etag: randomUUID3(), updated_at: now };
    return { row, expected: eTag === "*" ? void 0 : eTag };
  });
}
function toItem(row) {
  return { ...JSON.parse(row.value), eTag: row.etag };
}
async function put(db, { key, ...values }) {
  await db.insertInto("states").values({ key, ...values }).onConflict((conflict) => conflict.column("key").doUpdateSet(values)).execute();
}
async function replace(db, { key, ...values }, expected) {
  const { numUpdatedRows } = await db.updateTable("states").set(values).where("key", "=", key).where("etag", "=", expected).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StateConflict(key);
}

// src/storage/open.ts
var dialects = {
  sqlite: sqliteDialect
};
var examples = ["sqlite:./path/to/file.db", "sqlite::memory:"];
async function openDatabase(url, clock = Date.now) {
  const db = new Kysely({ dialect: dialectOf(url) });
  try {
    await migrateToLatest(db);
  } catch (cause) {
    await db.destroy();
    throw new DatabaseUnavailable(cause);
  }
  return {
    states: createStates(db, clock),
    conversations: createConversations(db),
    ping: () => ping(db),
    removeIdle: (before) => removeIdle(db, before),
    close: () => db.destroy()
  };
}
function dialectOf(url) {
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/i.exec(url) ?? [];
  const dialect = Object.hasOwn(dialects, scheme) ? dialects[scheme] : void 0;
  if (!dialect || !rest) throw new DatabaseUrlInvalid(scheme, examples);
  return dialect(rest);
}
async function ping(db) {
  try {
    await sql2`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
function removeIdle(db, before) {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom("states").where("updated_at", "<", before).execute();
    const { numDeletedRows } = await trx.deleteFrom("conversations").where("last_active_at", "<", before).executeTakeFirst();
    return Number(numDeletedRows);
  });
}

// src/turns.ts
function createTurnQueue() {
  const newest = /* @__PURE__ */ new Map();
  function run(id2, turn) {
    const result = (newest.get(id2) ?? Promise.resolve()).then(turn);
    const done = result.then(leave, leave);
    function leave() {
      if (newest.get(id2) === done) newest.delete(id2);
    }
    newest.set(id2, done);
    return result;
  }
  async function idle() {
    while (newest.size > 0) await Promise.all(newest.values());
  }
  return {
    run,
    idle,
    get busy() {
      return newest.size;
    }
  };
}

// src/app.ts
var day = 24 * 60 * 60 * 1e3;
var idleFor = 30 * day;
var sweepEvery = 60 * 60 * 1e3;
var patience = 1e4;
async function createApp(config2, parts) {
  const { now = Date.now, log = createLog(config2.logLevel) } = parts;
  const database = await openDatabase(config2.databaseUrl, now);
  const queue = createTurnQueue();
  const metrics = createMetrics();
  const origins2 = createOriginPolicy(config2.allowedOrigins, config2.publicUrl);
  const bot = parts.createBot(database.states);
  const signingKey = await loadSigningKey(database.states, config2.directLineSecret);
  const shared = config2.databaseUrl.startsWith("postgres");
  const website = {
    ...config2,
    secret: config2.directLineSecret,
    bot,
    database,
    queue,
    metrics,
    log,
    origins: origins2,
    signingKey,
    shared,
    now
  };
  const channels = [createWebsiteChannel(website)];
  const mayRead = createAdminCheck(config2.adminToken);
  const server = createServer({
    routes: [
      ...healthRoutes(database),
      metricsRoute(metrics, mayRead),
      ...parts.routes ?? [],
      ...channels.flatMap(({ routes }) => routes)
    ],
    sockets: channels.flatMap(({ sockets = [] }) => sockets),
    origins: origins2,
    trustedProxies: config2.trustedProxies,
    metrics,
    log
  });
  const sweep = async () => {
    await loadSigningKey(database.states, config2.directLineSecret);
    await database.removeIdle(now() - idleFor);
  };
  let sweeper;
  return {
    async start() {
      const port = await server.listen(config2.port, config2.host);
      for (const channel of channels) await channel.start?.();
      sweeper = setInterval(
        () => sweep().catch((error) => log.error({ code: "SWEEP_FAILED", ...describeError(error) })),
        sweepEvery
      ).unref();
      const url = config2.publicUrl ?? addressOf2(config2.host, port);
      log.info({ url, port }, "listening");
      return url;
    },
    async stop() {
      clearInterval(sweeper);
      server.refuse();
      await within(patience, queue.idle());
      for (const channel of channels) await channel.stop?.();
      await server.close(patience);
      await within(patience, queue.idle());
      await database.close();
      log.info("stopped");
    }
  };
}
function addressOf2(host, port) {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
async function within(milliseconds, work) {
  let timer;
  const patienceEnds = new Promise((resolve3) => {
    timer = setTimeout(resolve3, milliseconds);
  });
  await Promise.race([work, patienceEnds]);
  clearTimeout(timer);
}

// .svc-try.ts
var config = readConfig({ PORT: process.env.P ?? "0", DATABASE_URL: process.env.DB ?? "sqlite::memory:", RATE_LIMIT_PER_MINUTE: process.env.RL ?? "0", DIRECT_LINE_SECRET: "s3cret", LOG_LEVEL: "info" });
var app = await createApp(config, { createBot: () => ({ async run(c) {
  if (c.activity.type === "message") await c.sendActivity("echo " + c.activity.text);
  else if (c.activity.type === "conversationUpdate") await c.sendActivity("welcome " + c.activity.membersAdded?.map((m) => m.id));
} }) });
console.log(await app.start(), process.memoryUsage().rss / 1e6);
process.on("SIGTERM", async () => {
  await app.stop();
  process.exit(0);
});
