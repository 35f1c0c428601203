/** A state was written with an ETag that is no longer its own: someone else wrote or deleted it since it was read. */
export class StateConflict extends Error {
  readonly code = 'STATE_CONFLICT';

  constructor(key: string) {
    super(`State "${key}" has changed since it was read`);
    this.name = 'StateConflict';
  }
}

/** A turn took so long that its message was given to someone else, or its conversation was deleted meanwhile. */
export class TurnLost extends Error {
  readonly code = 'TURN_LOST';

  constructor(id: string) {
    super(`The turn of message "${id}" is no longer this one's`);
    this.name = 'TurnLost';
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

/**
 * The database could not be opened or brought up to date, or cannot be reached or written to for now; `cause` holds what
 * it said. The same may go through later.
 */
export class DatabaseUnavailable extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';

  constructor(cause: unknown) {
    super(`The database cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** Whether a database refused a row because a unique index has one like it. */
export function isUniqueViolation(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', '23505'].includes(codeOf(error));
}

/** Whether PostgreSQL took a statement back because it divides by zero. */
export function isDivisionByZero(error: unknown): boolean {
  return codeOf(error) === '22012';
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');
