import { type Kit, plain } from './ask.ts';
import type { Choice, Reply } from './reply.ts';

/** What was disliked. */
export interface Disliked {
  readonly programs: readonly string[];
  readonly topics: readonly string[];
  /** Ids of the articles it rests on. */
  readonly articles: readonly string[];
}

/** Says sorry for an answer that did not help, and offers what else could. Pure. */
export function composeDislike({ programs, topics, articles }: Disliked, kit: Kit): Reply {
  return {
    kind: 'clarification',
    programs,
    topics,
    confidence: 1,
    blocks: [plain('I’m sorry that this did not help. Put it in other words, or choose what comes next.')],
    citations: [],
    choices: [
      ...aside('help', 'What can I ask?', kit),
      ...aside('human', 'Talk to a person', kit),
      ...(articles.length > 0 ? aside('sources', 'What are your sources?', kit) : []),
    ],
  };
}

/** Leads to an entry of the small talk, where the editors wrote one; its label says as much in words. */
function aside(id: string, label: string, { knowledge }: Kit): Choice[] {
  return knowledge.smalltalk.some((entry) => entry.id === id) ? [{ id: `say/${id}`, label }] : [];
}
