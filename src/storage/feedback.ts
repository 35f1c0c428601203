import type { Kysely } from 'kysely';
import type { FeedbackRow, Schema } from './schema.ts';
import type { Feedback, FeedbackStore } from './storage.ts';

/** What users think of answers, over the table `feedback`. */
export function createFeedbackStore(db: Kysely<Schema>): FeedbackStore {
  return {
    async put(feedback) {
      const row = toRow(feedback);
      await db
        .insertInto('feedback')
        .values(row)
        .onConflict((conflict) => conflict.columns(['conversation_id', 'answer_id', 'user_id']).doUpdateSet(row))
        .execute();
    },

    async list(since, limit) {
      const rows = await db
        .selectFrom('feedback')
        .selectAll()
        .where('voted_at', '>=', since)
        .orderBy('voted_at')
        .limit(limit)
        .execute();
      return rows.map(toFeedback);
    },
  };
}

function toRow({ conversationId, answer, userId, vote, at, ...rated }: Feedback): FeedbackRow {
  return {
    conversation_id: conversationId,
    answer_id: answer,
    user_id: userId,
    vote,
    kind: rated.kind,
    programs: JSON.stringify(rated.programs),
    topics: JSON.stringify(rated.topics),
    confidence: rated.confidence,
    articles: JSON.stringify(rated.articles),
    question: rated.question ?? null,
    comment: rated.comment ?? null,
    voted_at: at,
  };
}

function toFeedback(row: FeedbackRow): Feedback {
  return {
    conversationId: row.conversation_id,
    answer: row.answer_id,
    userId: row.user_id,
    vote: row.vote,
    kind: row.kind,
    programs: JSON.parse(row.programs),
    topics: JSON.parse(row.topics),
    confidence: row.confidence,
    articles: JSON.parse(row.articles),
    ...(row.question !== null && { question: row.question }),
    ...(row.comment !== null && { comment: row.comment }),
    at: row.voted_at,
  };
}
