import type { Activity } from 'botbuilder';
import type { Log } from '../../log.ts';
import type { Arrival } from './arrival.ts';
import { fitText } from './limits.ts';
import { escapeLines } from './mrkdwn.ts';
import { placeOf } from './place.ts';
import { respond } from './respond.ts';
import type { Shares } from './share.ts';
import { simpler } from './table.ts';
import { BlocksRefused, type Message, type WebApi } from './web-api.ts';

/** Posts a message of the bot's where it answers what arrived. Rejects as Slack's client does. */
export type Post = (arrival: Arrival, said: Partial<Activity>) => Promise<void>;

/** A message drawn for Slack as it was drawn, and any other as its text. */
export function messageOf({ text = '', channelData }: Partial<Activity>): Message {
  const { blocks, answer } = (channelData ?? {}) as Partial<Message>;
  return blocks ? { text, blocks, answer } : { text: fitText(escapeLines(text)), blocks: [], answer };
}

export function createPost(api: WebApi, shares: Shares, log: Log): Post {
  /** Sends a message in the richest form that Slack takes. */
  const degrading = async (message: Message, send: (message: Message) => Promise<void>): Promise<void> => {
    try {
      await send(message);
    } catch (error) {
      const next = error instanceof BlocksRefused && simpler(message.blocks);
      if (!next) throw error;
      log.warn({ code: 'BLOCKS_REFUSED', channel: 'slack', cause: error.code }, 'sent in a simpler form');
      await degrading({ ...message, blocks: next }, send);
    }
  };

  return async ({ id, activity }, said) => {
    const message = messageOf(said);
    const { responseUrl } = activity.channelData;
    if (!responseUrl) return degrading(message, (form) => api.post(placeOf(activity.conversation.id), form, id));
    const offered = message.blocks.length > 0 ? await shares.offer(message) : message;
    const ephemeral = { response_type: 'ephemeral', replace_original: false } as const;
    await degrading(offered, (form) => respond(responseUrl, { text: form.text, blocks: form.blocks, ...ephemeral }));
  };
}
