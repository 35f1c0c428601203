/** Values by their keys, of which those used last are kept. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  /** Keeps a value and gives it back. */
  keep(key: string, value: Value): Value;
}

/** @param most how many values are kept. */
export function createRecent<Value>(most: number): Recent<Value> {
  // A map keeps the order in which its keys were set.
  const kept = new Map<string, Value>();
  const keep = (key: string, value: Value) => {
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return value;
  };
  return {
    keep,
    get(key) {
      const value = kept.get(key);
      return value === undefined ? undefined : keep(key, value);
    },
  };
}
