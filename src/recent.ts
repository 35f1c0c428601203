/** Values by their keys, of which those used last are kept. */
export interface Recent<Value> {
  /** The value of a key; made if it is not kept, and then kept unless it is not `worthy`. */
  get(key: string, make: () => Value, worthy?: (value: Value) => boolean): Value;
}

/** @param most how many values are kept. */
export function createRecent<Value>(most: number): Recent<Value> {
  // A map keeps the order in which its keys were set.
  const kept = new Map<string, Value>();
  return {
    get(key, make, worthy = () => true) {
      const value = kept.get(key) ?? make();
      kept.delete(key);
      if (worthy(value)) kept.set(key, value);
      if (kept.size > most) kept.delete(kept.keys().next().value as string);
      return value;
    },
  };
}
