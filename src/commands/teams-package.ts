/** `npm run teams:package`: makes the app package that is uploaded to Teams. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { loadKnowledge } from '../../knowledge/index.ts';
import { loadEnv, packageRoot, readConfig } from '../config.ts';
import { drawIcons } from './teams-package/icons.ts';
import { createManifest, MANIFEST_VERSION } from './teams-package/manifest.ts';
import { problemsOf } from './teams-package/validate.ts';

try {
  const file = await makePackage();
  process.stdout.write(`${file}\nUpload it in Teams: Apps, Manage your apps, Upload an app. See docs/teams.md.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Resolves to the file. Rejects with what is missing in the settings or wrong with the manifest. */
async function makePackage(): Promise<string> {
  const { version } = createRequire(import.meta.url)('#package.json');
  const { values } = parseArgs({
    options: {
      version: { type: 'string', default: version },
      privacy: { type: 'string' },
      terms: { type: 'string' },
      out: { type: 'string', default: join(packageRoot, 'dist/crossroads-teams.zip') },
    },
  });
  const { teams, publicUrl = '', knowledgeDir } = readConfig(loadEnv());
  if (!teams) throw new Error('MicrosoftAppId: missing; the package names the app that Teams shall talk to');
  if (!publicUrl.startsWith('https://'))
    throw new Error('PUBLIC_URL: missing, or no https:// address; Teams leads to the sources under it');
  const { school, programs } = loadKnowledge(knowledgeDir);
  const manifest = createManifest({
    appId: teams.appId,
    version: values.version,
    bot: school.bot,
    school: school.name,
    publicUrl,
    privacyUrl: values.privacy ?? publicUrl,
    termsUrl: values.terms ?? publicUrl,
    programs: [...programs.values()],
  });
  const problems = await problemsOf(manifest, MANIFEST_VERSION);
  if (problems.length > 0) throw new Error(['The manifest is not one that Teams takes:', ...problems].join('\n  - '));
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(
    values.out,
    zipSync({ 'manifest.json': strToU8(JSON.stringify(manifest, null, 2)), ...(await drawIcons()) }),
  );
  return values.out;
}
