import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, packageRoot, readConfig, settingNames } from '../src/config.ts';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

const guid = '3f2c8a5e-6b1d-4c39-9d7a-0a1b2c3d4e5f';

describe('the settings', () => {
  it('all have defaults or may be missing', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3978,
      databaseUrl: `sqlite:${join(packageRoot, 'data/crossroads.db')}`,
      knowledgeDir: join(packageRoot, 'knowledge/content'),
      logLevel: 'info',
      rateLimitPerMinute: 20,
      retentionDays: 30,
      allowedOrigins: [],
      trustedProxies: 0,
    });
  });

  it('take an empty value for none', () => {
    expect(readConfig({ PORT: '', DIRECT_LINE_SECRET: ' ' })).toEqual(readConfig({}));
  });

  it('become what the service works with', () => {
    const config = readConfig({
      PORT: '0',
      PUBLIC_URL: 'https://chat.school.example/',
      DATABASE_URL: 'postgres://bot:pw@db/crossroads',
      ALLOWED_ORIGINS: 'https://www.school.example, https://apply.school.example/',
    });
    expect(config).toMatchObject({
      port: 0,
      publicUrl: 'https://chat.school.example',
      databaseUrl: 'postgres://bot:pw@db/crossroads',
      allowedOrigins: ['https://www.school.example', 'https://apply.school.example'],
    });
    expect(['true', 'false', ''].map((STORE_QUESTIONS) => readConfig({ STORE_QUESTIONS }).storeQuestions)).toEqual([
      true,
      false,
      false,
    ]);
    expect(problemsOf({ STORE_QUESTIONS: 'yes' })).toEqual([expect.stringContaining('write true or false')]);
    expect(readConfig({ DATABASE_URL: 'sqlite::memory:' }).databaseUrl).toBe('sqlite::memory:');
    expect(readConfig({ DATABASE_URL: 'sqlite:/var/c.db' }).databaseUrl).toBe('sqlite:/var/c.db');
  });

  it('cannot be changed', () => {
    const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
    expect([config, config.slack, config.allowedOrigins].every(Object.isFrozen)).toBe(true);
  });

  it('are refused all at once, each by name and with what to write instead', () => {
    const problems = problemsOf({
      PORT: '70000',
      PUBLIC_URL: 'school.example',
      DATABASE_URL: 'mysql://db',
      KNOWLEDGE_DIR: '/no/such/folder',
      LOG_LEVEL: 'loud',
      RATE_LIMIT_PER_MINUTE: '-1',
      ALLOWED_ORIGINS: 'www.school.example',
      MicrosoftAppId: 'mine',
      SLACK_BOT_TOKEN: 'token',
    });
    const names = problems.map((problem) => problem.split(':')[0]);
    expect(names).toEqual([
      'PORT',
      'PUBLIC_URL',
      'DATABASE_URL',
      'KNOWLEDGE_DIR',
      'LOG_LEVEL',
      'RATE_LIMIT_PER_MINUTE',
      'ALLOWED_ORIGINS',
      'MicrosoftAppId',
      'SLACK_BOT_TOKEN',
      'MicrosoftAppPassword',
      'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN',
    ]);
    expect(problems[0]).toBe(
      'PORT: "70000" cannot be used; write a whole number from 0 (any free port) to 65535, such as 3978',
    );
  });

  it.each(['3978.5', '0x10', '99999', 'http', '1e3'])('refuse the port %s', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('never repeat a secret', () => {
    const secrets = {
      DATABASE_URL: 'mysql://hunter2',
      SLACK_BOT_TOKEN: 'hunter2',
      ADMIN_TOKEN: 'hunter2 x',
      SLACK_APP_TOKEN: 'hunter2',
      HANDOFF_WEBHOOK_URL: 'https://user:hunter2@crm.school.example',
      HANDOFF_WEBHOOK_SECRET: 'hunter2 x',
    };
    expect(problemsOf(secrets)).toHaveLength(6);
    expect(problemsOf({ HANDOFF_EMAIL_TO: 'office@school.example', SMTP_URL: 'hunter2' })).toHaveLength(1);
    expect(problemsOf({ SMTP_URL: 'hunter2' }).join()).not.toContain('hunter2');
    expect(problemsOf(secrets).join()).not.toContain('hunter2');
  });

  it('of Teams and Slack come together', () => {
    expect(problemsOf({ MicrosoftAppId: guid })).toEqual(['MicrosoftAppPassword: missing; MicrosoftAppId needs it']);
    expect(problemsOf({ MicrosoftAppId: guid, MicrosoftAppType: 'UserAssignedMSI' })).toEqual([]);
    expect(problemsOf({ MicrosoftAppType: 'UserAssignedMSI' })).toHaveLength(1);
    expect(
      problemsOf({ MicrosoftAppId: guid, MicrosoftAppPassword: 'p', MicrosoftAppType: 'SingleTenant' }),
    ).toHaveLength(1);
    expect(problemsOf({ SLACK_SIGNING_SECRET: 's' })).toHaveLength(1);
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
  });

  it('let other machines in only with Teams set up or off', () => {
    const open = (env: Record<string, string>) => problemsOf({ HOST: '0.0.0.0', ...env });
    expect(open({})).toEqual([expect.stringMatching(/^HOST: "0\.0\.0\.0" .*MicrosoftAppId.*TEAMS=off$/)]);
    expect(open({ TEAMS: 'on' })).toHaveLength(1);
    expect(open({ TEAMS: 'off' })).toEqual([]);
    expect(open({ clientId: guid, clientSecret: 'p' })).toEqual([]);
    for (const HOST of ['localhost', '127.0.0.1', '127.8.9.10', '::1']) expect(problemsOf({ HOST }), HOST).toEqual([]);
    for (const HOST of ['127.0.0.1.school.example', '::', '10.0.0.1'])
      expect(problemsOf({ HOST }), HOST).toHaveLength(1);
    expect([readConfig({}).offersTeams, readConfig({ TEAMS: 'off' }).offersTeams]).toEqual([true, false]);
    expect(problemsOf({ TEAMS: 'no' })).toEqual(['TEAMS: "no" cannot be used; write on or off']);
    expect(problemsOf({ TEAMS: 'off', MicrosoftAppId: guid, MicrosoftAppPassword: 'p' })).toEqual([
      expect.stringMatching(/^TEAMS: off, but MicrosoftAppId is set; /),
    ]);
  });

  it('of Teams may have the names of newer tools, and say by themselves what kind of app it is', () => {
    const named = { clientId: guid, clientSecret: 'p', tenantId: guid };
    expect(readConfig(named).teams).toEqual({
      appId: guid,
      appPassword: 'p',
      tenantId: guid,
      appType: 'SingleTenant',
    });
    expect(readConfig({ clientId: guid, clientSecret: 'p' }).teams?.appType).toBe('MultiTenant');
    expect(readConfig({ ...named, MicrosoftAppType: 'MultiTenant' }).teams?.appType).toBe('MultiTenant');
    expect(problemsOf({ clientId: guid })).toEqual(['MicrosoftAppPassword: missing; MicrosoftAppId needs it']);
    // Once there is one of the older names, others in the environment are something else's.
    const older = { MicrosoftAppId: guid, MicrosoftAppPassword: 'p' };
    expect(readConfig({ ...older, tenantId: 'something' }).teams).toEqual({
      appId: guid,
      appPassword: 'p',
      appType: 'MultiTenant',
    });
  });

  it('of the hand-over to a person name one way of delivery', () => {
    const handoffOf = (env: Record<string, string>) => readConfig(env).handoff;
    const url = 'http://crm.school.example/questions/';
    const to = 'office@school.example';
    const smtpUrl = 'smtps://bot:p%40ss@mail.school.example';
    expect(handoffOf({})).toBeUndefined();
    expect(handoffOf({ HANDOFF_WEBHOOK_URL: url })).toEqual({ kind: 'webhook', url });
    const signed = { HANDOFF_WEBHOOK_URL: url, HANDOFF_WEBHOOK_SECRET: 's' };
    expect(handoffOf(signed)).toEqual({ kind: 'webhook', url, secret: 's' });
    expect(handoffOf({ HANDOFF_EMAIL_TO: to, SMTP_URL: smtpUrl })).toEqual({ kind: 'mail', to, smtpUrl });

    expect(problemsOf({ HANDOFF_EMAIL_TO: to })).toEqual(['SMTP_URL: missing; HANDOFF_EMAIL_TO needs it']);
    expect(problemsOf({ SMTP_URL: smtpUrl })).toEqual(['HANDOFF_EMAIL_TO: missing; SMTP_URL needs it']);
    expect(problemsOf({ HANDOFF_WEBHOOK_SECRET: 's' })).toHaveLength(1);
    expect(problemsOf({ HANDOFF_WEBHOOK_URL: url, HANDOFF_EMAIL_TO: to, SMTP_URL: smtpUrl })).toEqual([
      'HANDOFF_EMAIL_TO: HANDOFF_WEBHOOK_URL is set too; set only one of them',
    ]);
    for (const bad of ['ftp://x.example', 'crm.school.example', 'http://u:p@x.example'])
      expect(problemsOf({ HANDOFF_WEBHOOK_URL: bad }), bad).toHaveLength(1);
    for (const bad of ['http://mail.example', 'smtp://', 'mail.example:25'])
      expect(problemsOf({ HANDOFF_EMAIL_TO: to, SMTP_URL: bad }), bad).toHaveLength(1);
    for (const bad of ['office', 'a@x.example, b@x.example'])
      expect(problemsOf({ HANDOFF_EMAIL_TO: bad, SMTP_URL: smtpUrl }), bad).toHaveLength(1);
  });

  it('are listed, with their defaults, in .env.example', () => {
    const text = readFileSync(join(packageRoot, '.env.example'), 'utf8');
    const pairs = [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const);
    expect(pairs.map(([name]) => name)).toEqual(settingNames);
    expect(readConfig(Object.fromEntries(pairs))).toEqual(readConfig({}));
    for (const [name] of pairs) expect(text).toMatch(new RegExp(`^# .+\\n${name}=`, 'm'));
  });
});
