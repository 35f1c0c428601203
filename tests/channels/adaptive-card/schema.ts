import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { resolve } = createRequire(import.meta.url);

/** The published schema is of draft 06; its `id`, a leftover of draft 04, is what Ajv would refuse. */
const { id: _, ...schema } = readJson(new URL('adaptive-card-1.5.0.json', import.meta.url).pathname);
const ajv = new Ajv({ strict: false });
ajv.addMetaSchema(readJson(resolve('ajv/dist/refs/json-schema-draft-06.json')));
formats.default(ajv);
const validate = ajv.compile(schema);

/** What is wrong with a card by the schema of Adaptive Cards 1.5 that Microsoft publishes, one line each, the innermost first. */
export function schemaProblems(card: unknown): string[] {
  if (validate(card)) return [];
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  return [...(validate.errors ?? [])]
    .sort((one, other) => depth(other) - depth(one))
    .map(({ instancePath, message, params }) => `${instancePath || '/'}: ${message} ${JSON.stringify(params)}`);
}
