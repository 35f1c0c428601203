/** Finds a row by its key. */
export type Find<Row> = (key: string) => Promise<Row | undefined>;

/** Has all rows that are asked for in the same moment found with one statement. */
export function findTogether<Row>(keyOf: (row: Row) => string, findAll: (keys: string[]) => Promise<Row[]>): Find<Row> {
  let asked: string[] = [];
  let found: Promise<ReadonlyMap<string, Row>> | undefined;

  const findAsked = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const keys = asked;
    asked = [];
    found = undefined;
    return new Map((await findAll(keys)).map((row) => [keyOf(row), row]));
  };

  return async (key) => {
    asked.push(key);
    found ??= findAsked();
    return (await found).get(key);
  };
}
