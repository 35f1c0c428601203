import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod/v4';

const address = z.string().regex(/^https:\/\/\S+\/slack\/events$/);
const text = (most: number, least = 1) => z.string().min(least).max(most);

/** What Slack's schema for manifests (2.0) asks of the parts that are used, and no others. */
const manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(0) }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 175),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(false),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    agent_view: z.strictObject({ agent_description: text(300) }),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().regex(/^\/\S{1,31}$/),
        description: text(2000),
        usage_hint: text(1000),
        url: address,
        should_escape: z.boolean(),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address, bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

test('the manifest asks for what is used and no more', () => {
  const { features, oauth_config, settings } = manifest.parse(load(readFileSync('slack/manifest.yaml', 'utf8')));
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/compare', '/ask']);
  const scopes = ['app_mentions:read', 'assistant:write', 'chat:write', 'commands', 'im:history'];
  expect(oauth_config.scopes.bot).toEqual(scopes);
  expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention', 'message.im']);
});
