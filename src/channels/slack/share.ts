import { randomUUID } from 'node:crypto';
import type { Button, KnownBlock } from '@slack/types';
import type { Storage } from 'botbuilder';
import { z } from 'zod/v4';
import { context } from './blocks.ts';
import type { Message } from './web-api.ts';

/** The action of the button that shows an answer to the whole channel. */
export const shareAction = 'share';

/** Answers that one user sees, kept so that the user can show them to the channel. */
export interface Shares {
  /** Keeps a message; resolves to the same with a button to share it. */
  offer(message: Message): Promise<Message>;
  /** The message that a button was below, as the channel is to see it; nothing if it was shared or dropped. */
  take(value: unknown, user: string): Promise<Message | undefined>;
}

const shareValue = z.object({ share: z.uuid() });

export function createShares(states: Storage): Shares {
  const keyOf = (id: string) => `slack/shares/${id}`;
  return {
    async offer({ text, blocks }) {
      const id = randomUUID();
      await states.write({ [keyOf(id)]: { text, blocks, eTag: '*' } });
      return { text, blocks: withButton(blocks, id) };
    },

    async take(value, user) {
      const id = shareValue.safeParse(value).data?.share;
      const key = keyOf(id ?? '');
      const kept: Message | undefined = id && (await states.read([key]))[key];
      if (!kept) return undefined;
      await states.delete([key]);
      const shown = kept.blocks.filter(({ type }) => type !== 'context_actions');
      return { text: kept.text, blocks: [context(`Shared by <@${user}>`), ...shown] };
    },
  };
}

function withButton(blocks: readonly KnownBlock[], id: string): KnownBlock[] {
  const button: Button = {
    type: 'button',
    action_id: shareAction,
    text: { type: 'plain_text', text: 'Share with channel', emoji: false },
    value: JSON.stringify({ share: id }),
  };
  const actions = blocks.findLast((block) => block.type === 'actions');
  if (!actions) return [...blocks, { type: 'actions', elements: [button] }];
  return blocks.map((block) => (block === actions ? { ...actions, elements: [...actions.elements, button] } : block));
}
