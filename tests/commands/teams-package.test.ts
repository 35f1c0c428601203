import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { createUnderstanding } from '../../knowledge/index.ts';
import { createManifest, MANIFEST_VERSION } from '../../src/commands/teams-package/manifest.ts';
import { problemsOf } from '../../src/commands/teams-package/validate.ts';
import { loadShipped } from '../knowledge/shipped.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-teams-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = {
  PATH: process.env.PATH,
  MicrosoftAppId: '5f9d4a7c-2f5e-4b1e-9d53-9a4c1b0e7a11',
  MicrosoftAppPassword: 'p',
  PUBLIC_URL: 'https://chat.school.example',
};
const run = (environment: NodeJS.ProcessEnv, ...args: string[]) =>
  execFileSync('node', ['dist/commands/teams-package.js', ...args], { env: environment, stdio: 'pipe' }).toString();

const knowledge = loadShipped();
const options = {
  appId: env.MicrosoftAppId,
  version: '1.2.3',
  bot: 'Crossroads',
  school: 'A School',
  publicUrl: env.PUBLIC_URL,
  privacyUrl: 'https://school.example/privacy',
  termsUrl: 'https://school.example/terms',
  programs: [...knowledge.programs.values()],
};

describe('the package', () => {
  const out = join(folder, 'app.zip');

  test('holds the manifest and its icons, in the sizes that Teams asks for', () => {
    expect(run(env, '--out', out, '--version', '1.2.3')).toContain(out);
    const files = unzipSync(readFileSync(out));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array));
    expect(manifest).toMatchObject({
      id: env.MicrosoftAppId,
      version: '1.2.3',
      bots: [{ botId: env.MicrosoftAppId }],
      composeExtensions: [{ botId: env.MicrosoftAppId }],
      validDomains: ['chat.school.example'],
    });
    const sizeOf = (name: string) => {
      const png = Buffer.from(files[name] as Uint8Array);
      return [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)];
    };
    expect(sizeOf('color.png')).toEqual(['PNG', 192, 192]);
    expect(sizeOf('outline.png')).toEqual(['PNG', 32, 32]);
  });

  test.each([
    ['the registration', { ...env, MicrosoftAppId: '', MicrosoftAppPassword: '' }, 'MicrosoftAppId'],
    ['a public address', { ...env, PUBLIC_URL: '' }, 'PUBLIC_URL'],
    ['one over HTTPS', { ...env, PUBLIC_URL: 'http://chat.school.example' }, 'PUBLIC_URL'],
  ])('is not made without %s', (_, environment, name) => {
    expect(() => run(environment, '--out', join(folder, 'none.zip'))).toThrow(name);
  });

  test('is not made from what Teams would refuse', () => {
    expect(() => run(env, '--out', join(folder, 'none.zip'), '--privacy', 'school.example')).toThrow(
      /developer\/privacyUrl/,
    );
    expect(readdirSync(folder)).toEqual(['app.zip']);
  });
});

describe('the manifest', () => {
  test('is of the lowest version that has all that it uses', async () => {
    const root = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json'));
    const versions = readdirSync(join(root, 'build/json-schemas/teams'))
      .flatMap((name) => /^v(1\.\d+)$/.exec(name)?.[1] ?? [])
      .sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
    const manifest = createManifest(options);
    const fits = async (version: string) => {
      const $schema = manifest.$schema.replace(MANIFEST_VERSION, version);
      return (await problemsOf({ ...manifest, $schema, manifestVersion: version }, version)).length === 0;
    };
    const fitting = [];
    for (const version of versions) if (await fits(version)) fitting.push(version);
    expect(fitting[0]).toBe(MANIFEST_VERSION);
  });

  test('offers to ask what the bot understands', { timeout: 120_000 }, () => {
    const understand = createUnderstanding(knowledge);
    const commands = createManifest(options).bots[0]?.commandLists[0]?.commands ?? [];
    expect(commands.length).toBeGreaterThan(4);
    expect(commands.length).toBeLessThanOrEqual(10);
    for (const { title } of commands.filter((command) => command.title.includes(' or ')))
      expect(understand(title).programs, title).toHaveLength(2);
  });

  test('keeps to the limits whatever a school calls itself', async () => {
    const long = 'The Very Long-Named School of Everything '.repeat(5);
    expect(await problemsOf(createManifest({ ...options, bot: long, school: long }), MANIFEST_VERSION)).toEqual([]);
  });
});
