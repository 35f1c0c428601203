import { createRequire } from 'node:module';

/** What is wrong with a manifest by the schema that Microsoft publishes for its version, one line each. */
export async function problemsOf(manifest: object, version: string): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const [{ default: Ajv }, { default: addFormats }] = await Promise.all([
    import('ajv-draft-04'),
    import('ajv-formats'),
  ]);
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv as never);
  const schema = require(`@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`);
  if (ajv.validate(schema, manifest)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
}
