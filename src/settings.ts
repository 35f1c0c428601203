import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod/v4';

/** Where `package.json` lies, whether the sources run or what was built from them. */
export const packageRoot = dirname(createRequire(import.meta.url).resolve('#package.json'));

const wholeNumber = (from: number, to: number, advice: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: advice, abort: true })
    .transform(Number)
    .refine((value) => value >= from && value <= to, advice);

const httpUrl = (advice: string) =>
  z.string().refine((value) => /^https?:$/.test(urlOf(value)?.protocol ?? ''), advice);

const webUrl = (advice: string) => httpUrl(advice).transform((value) => value.replace(/(?<!\/)\/+$/, ''));

const secret = z.string().regex(/^\S+$/, 'write a value without spaces');
const guid = (what: string) => z.guid(`write the ${what} as a GUID, such as 00000000-0000-0000-0000-000000000000`);

const originAdvice =
  'write origins separated by commas, such as https://www.school.example,https://apply.school.example';
const origins = z
  .string()
  .transform((value) => value.split(',').map((origin) => origin.trim().replace(/\/$/, '')))
  .refine((list) => list.every((origin) => origin === '*' || urlOf(origin)?.origin === origin), originAdvice);

const databaseAdvice = 'write sqlite:./data/crossroads.db, sqlite::memory: or postgres://user:password@host/database';

const webhookAdvice =
  'write where questions for a person are posted to, without user and password, such as https://crm.school.example/ask';
const smtpAdvice = 'write smtps://user:password@host or smtp://host:port, special characters percent-encoded';

/** What each setting may be; a message is the advice that follows what was wrong. */
export const settings = z.object({
  HOST: z.string().regex(/^[\w.:-]+$/, 'write a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0'),
  PORT: wholeNumber(0, 65535, 'write a whole number from 0 (any free port) to 65535, such as 3978'),
  PUBLIC_URL: webUrl(
    'write the address under which browsers reach the service, such as https://chat.school.example',
  ).optional(),
  DATABASE_URL: z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, databaseAdvice),
  STORE_QUESTIONS: z.enum(['true', 'false'], { error: 'write true or false' }).transform((value) => value === 'true'),
  RETENTION_DAYS: wholeNumber(1, 3650, 'write after how many days what is stored is deleted, 1 to 3650'),
  KNOWLEDGE_DIR: z
    .string()
    .refine((path) => existsSync(path), 'there is no such folder; write the path of one with articles.yaml in it'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    error: 'write one of fatal, error, warn, info, debug, trace, silent',
  }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(
    0,
    100_000,
    'write a whole number of messages per minute and user, or 0 for no limit',
  ),
  ALLOWED_ORIGINS: origins.optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10, 'write how many reverse proxies stand in front of the service, 0 to 10'),
  DIRECT_LINE_SECRET: secret.optional(),
  ADMIN_TOKEN: secret.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl(
    'write the address of an OpenTelemetry collector, such as http://127.0.0.1:4318',
  ).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[^\s=,]+=[^,]*(?:,[^\s=,]+=[^,]*)*$/, 'write headers as name=value, separated by commas')
    .optional(),
  HANDOFF_WEBHOOK_URL: httpUrl(webhookAdvice)
    .refine((value) => !urlOf(value)?.username && !urlOf(value)?.password, webhookAdvice)
    .optional(),
  HANDOFF_WEBHOOK_SECRET: secret.optional(),
  HANDOFF_EMAIL_TO: z.email('write one e-mail address, such as admissions@school.example').optional(),
  SMTP_URL: z
    .string()
    .refine((value) => /^smtps?:$/.test(urlOf(value)?.protocol ?? '') && urlOf(value)?.hostname, smtpAdvice)
    .optional(),
  TEAMS: z.enum(['on', 'off'], { error: 'write on or off' }).transform((value) => value === 'on'),
  MicrosoftAppId: guid("app's id").optional(),
  MicrosoftAppPassword: secret.optional(),
  MicrosoftAppTenantId: guid("tenant's id").optional(),
  MicrosoftAppType: z
    .enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], {
      error: 'write one of MultiTenant, SingleTenant, UserAssignedMSI',
    })
    .optional(),
  BotOpenIdMetadata: webUrl('write the address of the OpenID configuration').optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-\S+$/, "write the bot's token, which begins with xoxb-")
    .optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'write the app-level token, which begins with xapp-')
    .optional(),
  SLACK_API_URL: webUrl('write the address of the Slack Web API, such as https://slack.com/api').optional(),
});

export type Settings = z.infer<typeof settings>;

export const defaults = {
  HOST: '127.0.0.1',
  PORT: '3978',
  DATABASE_URL: 'sqlite:./data/crossroads.db',
  STORE_QUESTIONS: 'false',
  RETENTION_DAYS: '30',
  KNOWLEDGE_DIR: join(packageRoot, 'knowledge/content'),
  LOG_LEVEL: 'info',
  RATE_LIMIT_PER_MINUTE: '20',
  TRUSTED_PROXIES: '0',
  TEAMS: 'on',
} satisfies { [name in keyof Settings]?: string };

/** What newer tools of Microsoft call the same. */
export const otherNames: Readonly<Record<string, string>> = {
  MicrosoftAppId: 'clientId',
  MicrosoftAppPassword: 'clientSecret',
  MicrosoftAppTenantId: 'tenantId',
};

/** The name of every setting, in the order of `.env.example`. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Settings whose values are never repeated. */
export const secrets = new Set([
  'DATABASE_URL',
  'DIRECT_LINE_SECRET',
  'ADMIN_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'HANDOFF_WEBHOOK_URL',
  'HANDOFF_WEBHOOK_SECRET',
  'SMTP_URL',
  'MicrosoftAppPassword',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
]);

/** The address a text names, if it names one. */
function urlOf(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
