/** Takes turns so that a conversation has one at a time. */
export interface TurnQueue {
  /**
   * Runs a turn after the conversation's earlier ones, in the order of the calls; conversations do not wait for each
   * other. Settles as the turn does; a failed turn does not hold up the next. A turn must not wait for a further one of
   * its own conversation.
   */
  run<T>(conversationId: string, turn: () => Promise<T>): Promise<T>;
  /** Whether the conversation has a turn running or waiting. */
  has(conversationId: string): boolean;
  /** Resolves once no turn is running or waiting, those that came in meanwhile included. */
  idle(): Promise<void>;
  /** How many conversations have a turn running or waiting. */
  readonly busy: number;
}

export function createTurnQueue(): TurnQueue {
  /** The newest turn of each busy conversation, as a promise that never rejects. */
  const newest = new Map<string, Promise<void>>();

  function run<T>(id: string, turn: () => Promise<T>): Promise<T> {
    const result = (newest.get(id) ?? Promise.resolve()).then(turn);
    const done = result.then(leave, leave);
    function leave(): void {
      if (newest.get(id) === done) newest.delete(id);
    }
    newest.set(id, done);
    return result;
  }

  async function idle(): Promise<void> {
    while (newest.size > 0) await Promise.all(newest.values());
  }

  return {
    run,
    has: (id) => newest.has(id),
    idle,
    get busy() {
      return newest.size;
    },
  };
}
