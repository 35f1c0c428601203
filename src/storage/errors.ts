/** A state was written with an ETag that is no longer its own: someone else wrote or deleted it since it was read. */
export class StateConflict extends Error {
  readonly code = 'STATE_CONFLICT';

  constructor(key: string) {
    super(`State "${key}" has changed since it was read`);
    this.name = 'StateConflict';
  }
}

/** The conversation was never opened, or was dropped for being idle. */
export class ConversationGone extends Error {
  readonly code = 'CONVERSATION_GONE';

  constructor(id: string) {
    super(`There is no conversation "${id}"`);
    this.name = 'ConversationGone';
  }
}

/** The URL names no database this service can store in. The message keeps to its scheme: URLs hold passwords. */
export class DatabaseUrlInvalid extends Error {
  readonly code = 'DATABASE_URL_INVALID';

  constructor(scheme: string, possible: readonly string[]) {
    const given = scheme ? `this one begins with "${scheme}:"` : 'this one names no scheme';
    super(`A database URL looks like ${possible.join(' or ')}; ${given}`);
    this.name = 'DatabaseUrlInvalid';
  }
}

/** The database could not be opened or brought up to date; `cause` holds what it said. */
export class DatabaseUnavailable extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';

  constructor(cause: unknown) {
    super(`The database could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}
