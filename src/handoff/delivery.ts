import type { NewHandoff } from '../storage/handoff-store.ts';

/**
 * Brings a handoff to the people it is for. Resolves once they have acknowledged it; rejects if they have not, or when
 * the signal aborts. The same handoff may come twice, and then carries the same id.
 */
export type Deliver = (handoff: NewHandoff, signal: AbortSignal) => Promise<void>;

/** A delivery that was answered, but not with yes. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
  readonly code: string;

  /** @param code what may be logged and stored: `HTTP_503`. */
  constructor(code: string) {
    super(`The delivery was refused: ${code}`);
    this.code = code;
  }
}

/** Why a delivery failed, as a code of its innermost cause. Never an error's message: it may quote what was delivered. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return UNKNOWN;
  const deeper = codeOf(error.cause);
  return deeper === UNKNOWN ? ownCodeOf(error) : deeper;
}

const UNKNOWN = 'FAILED';

function ownCodeOf(error: Error): string {
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  if ('responseCode' in error && typeof error.responseCode === 'number') return `SMTP_${error.responseCode}`;
  return 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(error.code)
    ? error.code
    : UNKNOWN;
}
