/**
 * Builds what browsers load into `dist/public`: bundles the scripts, the chat's with Web Chat, copies pages and styles,
 * and puts a `.br` and a `.gz` beside every text. What is newer than all it is made from is left alone.
 */
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const root = dirname(require.resolve('#package.json'));
const website = join(root, 'src/channels/website');
const output = join(root, 'dist/public');

const SCRIPTS = { embed: 'embed/embed.ts', chat: 'chat/chat.tsx', page: 'page.ts' };
const TEXT = /\.(?:js|css|html|svg|json)$/;

await mkdir(output, { recursive: true });
await Promise.all([
  ...Object.entries(SCRIPTS).map(([name, entry]) => bundle(name, entry)),
  ...(await filesIn(join(website, 'public'))).map(copy),
]);

async function bundle(name: string, entry: string): Promise<void> {
  const sources = join(website, 'browser');
  const outfile = join(output, `${name}.js`);
  // The lock file stands for all that is bundled from packages.
  if (await isNewer(outfile, [...(await filesIn(sources)), join(root, 'package-lock.json')])) return;
  await build({
    entryPoints: [join(sources, entry)],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    loader: { '.css': 'text' },
    define: { global: 'globalThis' },
    legalComments: 'eof',
    logLevel: 'warning',
  });
  await compress(outfile);
}

async function copy(source: string): Promise<void> {
  const target = join(output, source.slice(dirname(source).length + 1));
  if (await isNewer(target, [source])) return;
  await copyFile(source, target);
  if (TEXT.test(target)) await compress(target);
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, quality),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/** Compares with the compressed file, which is written last: a build that was broken off is done again. */
async function isNewer(target: string, sources: readonly string[]): Promise<boolean> {
  const made = await modified(TEXT.test(target) ? `${target}.gz` : target);
  const changed = await Promise.all(sources.map(modified));
  return made > Math.max(...changed);
}

async function modified(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
