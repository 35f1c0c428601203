import type { Storage } from 'botbuilder';

/** The threads of channels in which the bot takes part, so that it is heard there without being named again. */
export interface Threads {
  join(conversationId: string): Promise<void>;
  has(conversationId: string): Promise<boolean>;
}

export function createThreads(states: Storage): Threads {
  const keyOf = (conversationId: string) => `slack/threads/${conversationId}`;
  const has = async (conversationId: string) => {
    const key = keyOf(conversationId);
    return (await states.read([key]))[key] !== undefined;
  };
  return {
    has,
    async join(conversationId) {
      if (!(await has(conversationId))) await states.write({ [keyOf(conversationId)]: { eTag: '*' } });
    },
  };
}
