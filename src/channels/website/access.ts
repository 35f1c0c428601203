import { randomBytes } from 'node:crypto';
import { bearerOf, equal } from '../../http/authorization.ts';
import { HttpError, type Request } from '../../http/http.ts';
import type { Conversation, ConversationStore } from '../../storage/storage.ts';
import type { Grant, Tokens } from './tokens.ts';

/** What the bearer of a credential may do; the secret opens every conversation, for every user. */
export type Access = Grant | 'all';

/** Who may enter which conversation. */
export interface Doorkeeper {
  /** @throws {HttpError} 401 without a usable credential, 403 with an expired one. */
  identify(request: Request): Promise<Access>;
  /** @throws {HttpError} 401 or 403 unless the bearer knows the secret. */
  requireSecret(request: Request): Promise<void>;
  /**
   * The conversation a request names and its credential opens.
   * @param token where it does not come as a bearer token.
   * @throws {HttpError} 401, 403, or 404 for a conversation that does not stand.
   */
  enter(request: Request, token?: string): Promise<{ access: Access; conversation: Conversation }>;
}

export function createDoorkeeper(tokens: Tokens, conversations: ConversationStore, secret?: string): Doorkeeper {
  const identify = async (credential: string | undefined): Promise<Access> => {
    if (!credential) throw new HttpError(401, 'Unauthorized', 'Send Authorization: Bearer with a token.');
    return secret && equal(credential, secret) ? 'all' : tokens.verify(credential);
  };

  return {
    identify: (request) => identify(bearerOf(request)),

    async requireSecret(request) {
      if ((await identify(bearerOf(request))) !== 'all')
        throw new HttpError(403, 'Forbidden', 'This takes the secret, not a token.');
    },

    async enter(request, token) {
      const { id = '' } = request.params;
      const access = await identify(token ?? bearerOf(request));
      if (access !== 'all' && access.conversationId !== id)
        throw new HttpError(403, 'Forbidden', 'The token is for another conversation.');
      const conversation = isConversationId(id) ? await conversations.find(id) : undefined;
      if (!conversation) throw conversationGone();
      const other = access !== 'all' && access.userId && conversation.userId && access.userId !== conversation.userId;
      if (other) throw new HttpError(403, 'Forbidden', 'The token is for another user.');
      return { access, conversation };
    },
  };
}

/** @throws {HttpError} 404 if the conversation has ended. */
export function requireOpen(conversation: Conversation): void {
  if (conversation.ended) throw conversationGone();
}

export function conversationGone(): HttpError {
  return new HttpError(404, 'ConversationNotFound', 'There is no such conversation, or it has ended.');
}

/** 128 random bits: whoever does not know the id cannot find the conversation. */
export function createConversationId(): string {
  return randomBytes(16).toString('base64url');
}

/** An id for a user who has none yet. */
export function createUserId(): string {
  return `dl_${randomBytes(16).toString('base64url')}`;
}

function isConversationId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}
