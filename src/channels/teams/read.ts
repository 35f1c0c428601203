import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';
import { TOO_LONG } from '../channel.ts';
import { unpackJson } from '../json-in-string.ts';
import { type Reaction, readReaction } from '../reaction.ts';
import { readSlackTap } from '../slack-tap.ts';
import type { Incoming } from './incoming.ts';
import { LIMITS } from './limits.ts';
import { type Mention, readText } from './text.ts';

/** What an activity is to the bot. `activity` is what its turn needs of it, as plain JSON. */
export type Heard =
  | { readonly kind: 'message'; readonly activity: Partial<Activity> }
  | { readonly kind: 'arrival'; readonly activity: Partial<Activity>; readonly isCrowd: boolean }
  | ({ readonly kind: 'vote'; readonly activity: Partial<Activity>; readonly message: string } & Reaction)
  | { readonly kind: 'tap'; readonly activity: Partial<Activity>; readonly choice: string }
  | { readonly kind: 'search'; readonly activity: Partial<Activity>; readonly query: string }
  /** Asks for an answer that this bot has none for. */
  | { readonly kind: 'unknown'; readonly activity: Partial<Activity> }
  /** Edits, reactions, files, those who leave, and what the bot says itself. */
  | { readonly kind: 'nothing' };

/** What has a turn. */
export type Something = Exclude<Heard, { readonly kind: 'nothing' }>;

const NOTHING: Heard = { kind: 'nothing' };

/** Reads what was posted. Never throws: what nobody foresaw is nothing. */
export function read(incoming: Incoming): Heard {
  const { type, from, recipient } = incoming;
  if (from.id === recipient.id && type === 'message') return NOTHING;
  switch (type) {
    case 'message':
      return { kind: 'message', activity: { ...envelope(incoming), ...said(incoming) } };
    case 'conversationUpdate':
    case 'installationUpdate':
      return readArrival(incoming);
    case 'invoke':
      return readInvoke(incoming);
    default:
      return NOTHING;
  }
}

/** A tapped choice: `{ choice: id }`, from whatever button. */
const tapped = z.object({ choice: z.string().min(1).max(1000) });

function said({ entities, recipient, ...incoming }: Incoming): Partial<Activity> {
  const { text, value } = readSlackTap(incoming) ?? incoming;
  const choice = value == null ? undefined : tapped.safeParse(unpackJson(value)).data;
  const words = readText(text ?? '', (entities ?? []) as Mention[], recipient.id);
  if (words.length > LIMITS.question) return { type: 'event', name: TOO_LONG, value: LIMITS.question };
  return { type: 'message', text: words, ...(choice && { value: choice }) };
}

/** Who comes in where many are is greeted only when that is the bot itself. */
function readArrival(incoming: Incoming): Heard {
  const { type, action, from, recipient, channelId, channelData, membersAdded } = incoming;
  const isCrowd = isGroup(incoming);
  const added = membersAdded ?? [];
  const isBotNew = action === 'add' || added.some((member) => member.id === recipient.id);
  const isOtherNew = added.some((member) => member.id !== recipient.id);
  const comes = type === 'installationUpdate' || isCrowd || channelId === 'msteams' ? isBotNew : isOtherNew;
  const greets = comes || (channelId === 'msteams' && !isCrowd && isOtherNew);
  if (!greets) return NOTHING;
  const members = { type: 'conversationUpdate', membersAdded: [from] as Activity['membersAdded'] };
  return { kind: 'arrival', isCrowd, activity: { ...envelope(incoming), ...members, channelData } };
}

const cardAction = z.object({ action: z.object({ data: tapped }) });
const query = z.object({ parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]) });

function readInvoke(incoming: Incoming): Heard {
  const { name, value, replyToId } = incoming;
  const activity = { ...envelope(incoming), type: 'invoke', name: name ?? '' };
  const given = unpackJson(value);
  if (name === 'message/submitAction') {
    const reaction = readReaction(given);
    if (reaction && replyToId) return { kind: 'vote', activity, message: replyToId, ...reaction };
    return { kind: 'unknown', activity };
  }
  if (name === 'adaptiveCard/action') {
    const choice = cardAction.safeParse(given).data?.action.data.choice;
    return choice ? { kind: 'tap', activity, choice } : { kind: 'unknown', activity };
  }
  if (name === 'composeExtension/query') return { kind: 'search', activity, query: searched(given) };
  return { kind: 'unknown', activity };
}

/** What was typed so far; nothing at the first look into the extension. */
function searched(value: unknown): string {
  const { parameters = [] } = query.safeParse(value).data ?? {};
  const typed = parameters.find(({ name }) => name !== 'initialRun')?.value;
  return typeof typed === 'string' ? readText(typed, [], '') : '';
}

/** Where it comes from and where the answer goes. */
function envelope(incoming: Incoming): Partial<Activity> {
  const { id, channelId, serviceUrl, timestamp, conversation, from, recipient, locale, deliveryMode } = incoming;
  return {
    ...(id && { id }),
    channelId,
    serviceUrl: serviceUrl ?? '',
    ...(timestamp && { timestamp: timestamp as unknown as Date }),
    ...(locale && { locale }),
    ...(deliveryMode && { deliveryMode }),
    conversation: { ...conversation, isGroup: isGroup(incoming) } as Activity['conversation'],
    from: { id: from.id, name: from.name ?? '' },
    recipient: { id: recipient.id, name: recipient.name ?? '' },
  };
}

const isGroup = ({ conversation: { isGroup, conversationType } }: Incoming) =>
  isGroup ?? (conversationType === 'channel' || conversationType === 'groupChat');
