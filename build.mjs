/** Builds the service and its commands into `dist`. */
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** What stays in `node_modules`. Everything else is built in: loaded file by file it would take more time and memory. */
const external = [
  '@resvg/resvg-js',
  '@slack/socket-mode',
  '@slack/web-api',
  'ajv-draft-04',
  'ajv-formats',
  'botbuilder',
  'botframework-connector',
  'esbuild',
  'fuse.js',
  'js-yaml',
  'libsql',
  'nodemailer',
  'pg',
  'pino',
  'prom-client',
  'restify',
  'ws',
  'yaml',
  'zod/v4',
];

/** What turns and dialogs use of the packages whose index loads more. */
const used = {
  'botbuilder-core': [
    'activityHandlerBase',
    'botAdapter',
    'botComponent',
    'botTelemetryClient',
    'componentRegistration',
    'conversationState',
    'memoryStorage',
    'stringUtils',
    'turnContext',
    'turnContextStateCollection',
    '../../botframework-schema',
  ],
  'botbuilder-stdlib': ['stringify'],
};

/**
 * Turns and dialogs without the rest of the SDK: its index loads what talks to Microsoft, some 30 MB and half a second
 * that only Teams needs. That comes from `node_modules` with the first request of Teams.
 */
const turnsAlone = {
  name: 'turns-alone',
  setup({ onLoad, onResolve }) {
    const require = createRequire(import.meta.url);
    for (const [name, parts] of Object.entries(used)) {
      const index = require.resolve(name);
      onLoad({ filter: new RegExp(`[\\\\/]${name}[\\\\/]lib[\\\\/]index\\.js$`) }, () => ({
        contents: parts.map((part) => `Object.assign(exports, require('./${part}'));`).join('\n'),
        resolveDir: dirname(index),
      }));
    }
    // Each package of the SDK has a copy of the same version.
    const zod = createRequire(require.resolve('botframework-schema')).resolve('zod');
    onResolve({ filter: /^zod$/ }, () => ({ path: zod }));
  },
};

const commands = readdirSync('src/commands').filter((name) => name.endsWith('.ts'));
rmSync('dist/chunks', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts', 'src/study-worker.ts', ...commands.map((name) => join('src/commands', name))],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external,
  plugins: [turnsAlone],
  // The SDK is CommonJS and asks for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
  },
  sourcemap: true,
  logLevel: 'warning',
});
