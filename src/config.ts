import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod/v4';
import { isLoopback } from './loopback.ts';
import { defaults, otherNames, packageRoot, type Settings, secrets, settingNames, settings } from './settings.ts';

export { packageRoot, settingNames };

export type Environment = Readonly<Record<string, string | undefined>>;

/** How the service is set up. Frozen; see `.env.example` for what each setting means. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Without a slash at the end; `undefined` means wherever the service listens. */
  readonly publicUrl?: string;
  /** `sqlite:<absolute path>`, `sqlite::memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Whether feedback on an answer keeps the question and what was typed beside the thumb, scrubbed. */
  readonly storeQuestions: boolean;
  /** Whatever nobody touched for so many days is deleted. */
  readonly retentionDays: number;
  /** Absolute path. */
  readonly knowledgeDir: string;
  readonly logLevel: string;
  /** Messages per user; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  /** Origins such as `https://www.school.example`, or `*`; the service's own is always allowed. */
  readonly allowedOrigins: readonly string[];
  /** How many reverse proxies in front of the service may name the client's address. */
  readonly trustedProxies: number;
  readonly directLineSecret?: string;
  readonly adminToken?: string;
  /** Where traces go; `undefined` means nowhere. */
  readonly traces?: { readonly endpoint: string; readonly headers?: string };
  /** Where questions for a person are delivered; `undefined` leaves them in the database. */
  readonly handoff?: HandoffConfig;
  /** Whether there is `/api/messages`, for Teams or, without `teams`, for programs of this machine. */
  readonly offersTeams: boolean;
  readonly teams?: TeamsConfig;
  readonly slack?: SlackConfig;
}

export type HandoffConfig =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret?: string }
  | { readonly kind: 'mail'; readonly to: string; readonly smtpUrl: string };

export interface TeamsConfig {
  readonly appId: string;
  /** Absent with a managed identity. */
  readonly appPassword?: string;
  readonly tenantId?: string;
  readonly appType: 'MultiTenant' | 'SingleTenant' | 'UserAssignedMSI';
  readonly openIdMetadata?: string;
}

/** At least one of `signingSecret` (events over HTTP) and `appToken` (Socket Mode) is there. */
export interface SlackConfig {
  readonly botToken: string;
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl?: string;
}

/** The settings cannot be used; the message lists every problem, one a line, and quotes no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings cannot be used:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/** The process's environment together with `.env` beside `package.json`; what is already set wins. */
export function loadEnv(): Environment {
  const file = join(packageRoot, '.env');
  if (existsSync(file)) process.loadEnvFile?.(file);
  return process.env;
}

/**
 * Reads the settings; an empty value counts as none.
 * @throws {ConfigError} naming everything that is wrong with them.
 */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(
    settingNames.map((name) => [name, settingIn(name, env)] as const).filter(([, value]) => value),
  );
  const result = settings.safeParse({ ...defaults, ...given });
  const problems = [...(result.success ? [] : result.error.issues.map((issue) => describe(issue, given)))];
  problems.push(...missingCompanions(given), ...openToStrangers(given));
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(arrange(result.data));
}

function settingIn(name: string, env: Environment): string | undefined {
  const isOfficial = Object.keys(otherNames).some((official) => env[official]?.trim());
  return env[name]?.trim() || (isOfficial ? undefined : env[otherNames[name] ?? '']?.trim());
}

function describe(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0]);
  const value = secrets.has(name) ? 'what is set cannot be used' : `${JSON.stringify(given[name])} cannot be used`;
  return `${name}: ${value}; ${issue.message}`;
}

/** Settings that only make sense together. */
function missingCompanions(given: Environment): string[] {
  const problems: string[] = [];
  const needs = (name: string, present: boolean, companions: string) => {
    if (present && !companions.split(' or ').some((companion) => given[companion]))
      problems.push(`${companions}: missing; ${name} needs it`);
  };
  const managed = given.MicrosoftAppType === 'UserAssignedMSI';
  needs('MicrosoftAppId', Boolean(given.MicrosoftAppId) && !managed, 'MicrosoftAppPassword');
  needs('MicrosoftAppPassword', Boolean(given.MicrosoftAppPassword), 'MicrosoftAppId');
  needs('MicrosoftAppType=UserAssignedMSI', managed, 'MicrosoftAppId');
  needs('MicrosoftAppType=SingleTenant', given.MicrosoftAppType === 'SingleTenant', 'MicrosoftAppTenantId');
  needs('SLACK_BOT_TOKEN', Boolean(given.SLACK_BOT_TOKEN), 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN');
  needs('SLACK_SIGNING_SECRET', Boolean(given.SLACK_SIGNING_SECRET), 'SLACK_BOT_TOKEN');
  needs('SLACK_APP_TOKEN', Boolean(given.SLACK_APP_TOKEN), 'SLACK_BOT_TOKEN');
  needs('HANDOFF_WEBHOOK_SECRET', Boolean(given.HANDOFF_WEBHOOK_SECRET), 'HANDOFF_WEBHOOK_URL');
  needs('HANDOFF_EMAIL_TO', Boolean(given.HANDOFF_EMAIL_TO), 'SMTP_URL');
  needs('SMTP_URL', Boolean(given.SMTP_URL), 'HANDOFF_EMAIL_TO');
  if (given.HANDOFF_WEBHOOK_URL && given.HANDOFF_EMAIL_TO)
    problems.push('HANDOFF_EMAIL_TO: HANDOFF_WEBHOOK_URL is set too; set only one of them');
  return problems;
}

/** Who talks to the bot as Teams does is known by Microsoft's signature, or else has to be of this machine. */
function openToStrangers({ HOST: host = defaults.HOST, TEAMS, MicrosoftAppId }: Environment): string[] {
  const isOff = TEAMS === 'off';
  if (isOff && MicrosoftAppId)
    return [
      'TEAMS: off, but MicrosoftAppId is set; set TEAMS=on to use Teams, or take out what begins with MicrosoftApp',
    ];
  if (isOff || MicrosoftAppId || isLoopback(host)) return [];
  return [
    `HOST: ${JSON.stringify(host)} lets other machines in, and without MicrosoftAppId nobody can tell who speaks at /api/messages; ` +
      'to use Teams, set MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId; to do without it, set TEAMS=off',
  ];
}

function arrange(read: Settings): Config {
  return {
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL,
    databaseUrl: read.DATABASE_URL.replace(
      /^sqlite:(?!:)(.*)$/,
      (_, path: string) => `sqlite:${resolve(packageRoot, path)}`,
    ),
    storeQuestions: read.STORE_QUESTIONS,
    retentionDays: read.RETENTION_DAYS,
    knowledgeDir: resolve(read.KNOWLEDGE_DIR),
    logLevel: read.LOG_LEVEL,
    rateLimitPerMinute: read.RATE_LIMIT_PER_MINUTE,
    allowedOrigins: read.ALLOWED_ORIGINS ?? [],
    trustedProxies: read.TRUSTED_PROXIES,
    directLineSecret: read.DIRECT_LINE_SECRET,
    adminToken: read.ADMIN_TOKEN,
    traces: read.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT, headers: read.OTEL_EXPORTER_OTLP_HEADERS }
      : undefined,
    handoff: handoff(read),
    offersTeams: read.TEAMS,
    teams: read.MicrosoftAppId ? teams(read, read.MicrosoftAppId) : undefined,
    slack: read.SLACK_BOT_TOKEN ? slack(read, read.SLACK_BOT_TOKEN) : undefined,
  };
}

function handoff(read: Settings): HandoffConfig | undefined {
  const { HANDOFF_WEBHOOK_URL: url, HANDOFF_WEBHOOK_SECRET: secret, HANDOFF_EMAIL_TO: to, SMTP_URL: smtpUrl } = read;
  if (url) return { kind: 'webhook', url, secret };
  return to && smtpUrl ? { kind: 'mail', to, smtpUrl } : undefined;
}

function teams(read: Settings, appId: string): TeamsConfig {
  return {
    appId,
    appPassword: read.MicrosoftAppPassword,
    tenantId: read.MicrosoftAppTenantId,
    appType: read.MicrosoftAppType ?? (read.MicrosoftAppTenantId ? 'SingleTenant' : 'MultiTenant'),
    openIdMetadata: read.BotOpenIdMetadata,
  };
}

function slack(read: Settings, botToken: string): SlackConfig {
  return {
    botToken,
    signingSecret: read.SLACK_SIGNING_SECRET,
    appToken: read.SLACK_APP_TOKEN,
    apiUrl: read.SLACK_API_URL,
  };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
