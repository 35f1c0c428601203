/** What a client sent, unpacked where it came as JSON in a string; `undefined` where such a string is none. */
export function unpackJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
