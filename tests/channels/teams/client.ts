import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { type App, createApp } from '../../../src/app.ts';
import type { Bot } from '../../../src/channels/channel.ts';
import type { Patience } from '../../../src/channels/teams/connector-http.ts';
import { readConfig } from '../../../src/config.ts';
import type { Engine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { call } from '../../contracts/client.ts';
import type { BotFramework } from './bot-framework.ts';
import type { Claims, Signing } from './issuer.ts';

export const APP = '5f9d4a7c-2f5e-4b1e-9d53-9a4c1b0e7a11';
export const TENANT = '0c7e6d1b-8a52-47a6-8d0e-3f2b9c41d9aa';

/** Retries at once, and gives a machine that is busy with tests time to answer. */
const quick: Patience = { attempts: 4, attempt: 10_000, firstDelay: 10, longestDelay: 2000 };

interface Options {
  readonly env?: Record<string, string>;
  readonly engine?: Engine;
  readonly bot?: Bot;
  readonly patience?: Partial<Patience>;
  readonly now?: () => number;
}

/** A registered bot, for the stand-in of Microsoft. */
export async function startTeams(framework: BotFramework, { env = {}, engine, bot, patience, now }: Options = {}) {
  const logged: string[] = [];
  const registration = {
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'its-password',
    MicrosoftAppTenantId: TENANT,
    BotOpenIdMetadata: framework.openIdMetadata,
  };
  const base = { PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', ...registration };
  const log = createLog('warn', { write: (line: string) => void logged.push(line) });
  const app: App = await createApp(readConfig({ ...base, ...env }), {
    log,
    patience: { ...quick, ...patience },
    ...(engine && { engine }),
    ...(bot && { bot }),
    ...(now && { now }),
  });
  const url = await app.start();

  /** Posts an activity with a token that the Bot Framework signed for it. */
  const post = async (activity: Partial<Activity>, claims: Claims = {}, signing?: Signing) => {
    const named = { aud: APP, serviceurl: activity.serviceUrl ?? '', ...claims };
    return postWith(`Bearer ${await framework.sign(named, signing)}`, activity);
  };
  const postWith = (authorization: string | undefined, activity: unknown) =>
    call(`${url}/api/messages`, {
      method: 'POST',
      json: activity,
      ...(authorization !== undefined && { headers: { authorization } }),
    });

  return {
    url,
    app,
    logged,
    post,
    postWith,
    /** What was sent in reply to a message, once there are at least so many, or nothing more comes. */
    async repliesTo(id: string, atLeast = 1, patience = 20_000) {
      for (const until = Date.now() + patience; ; await sleep(3)) {
        const replies = framework.sent.filter(({ replyToId }) => replyToId === id);
        if (replies.length >= atLeast || Date.now() > until) return replies;
      }
    },
  };
}

export type Teams = Awaited<ReturnType<typeof startTeams>>;
