import type { NewHandoff } from '../../src/storage/handoff-store.ts';

export const submission = {
  name: 'Ada Lovelace',
  contact: 'ada@example.com',
  question: 'Does HIM accept transfer credits? <b>编码</b> “quoted” \\ .',
};

export const sender = { conversationId: 'c', userId: 'dl_ada' };

export const noon = Date.UTC(2026, 0, 1, 12);

export const handoff: NewHandoff = { id: 'id-1', ...sender, ...submission, createdAt: noon };

/** What of it is nobody's business. */
export const personal = [submission.name, submission.contact, 'transfer credits', 'dl_ada'];
