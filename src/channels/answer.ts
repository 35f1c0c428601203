import type { Reply, ReplyKind } from '../../dialogs/reply.ts';

/** What a message rests on, as clients are told it in `channelData.answer`. */
export type Answer = ReturnType<typeof answerOf>;

export function answerOf({ kind, programs, topics, confidence, citations }: Reply) {
  return {
    kind,
    programs,
    topics,
    confidence,
    citations: citations.map(({ article, title, publisher, date }) => ({ article, title, publisher, date })),
  };
}

const rated: readonly ReplyKind[] = ['answer', 'comparison', 'fallback'];

/** Whether replies of this kind can be rated. */
export const isRated = (kind: ReplyKind) => rated.includes(kind);
