import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { settingNames } from '../src/settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const filesBelow = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();

const files = ['knowledge', 'dialogs', 'src'].flatMap((room) => [
  ...filesBelow(room, '.ts'),
  ...filesBelow(room, '.tsx'),
]);
const sources = new Map(files.map((file) => [file, read(file)]));

/** `import … from`, `export … from`, `import '…'` and `import('…')`; types count like values. */
const IMPORT = /^\s*(?:import|export)\s[^'";]*?\bfrom\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

const importsIn = (source: string): string[] =>
  [...source.matchAll(IMPORT)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');

/** What a file imports: files of the project by their path, everything else by its name. */
function importsOf(file: string, source: string): string[] {
  return importsIn(source).map((name) =>
    name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name,
  );
}

const imports = new Map([...sources].map(([file, source]) => [file, importsOf(file, source)]));
const isOwn = (name: string) => /^(?:knowledge|dialogs|src)\//.test(name);

/** Each import of the files that breaks the rule, as `file → import`. */
const breaches = (within: (file: string) => boolean, allowed: (name: string, file: string) => boolean) =>
  [...imports].flatMap(([file, names]) =>
    within(file) ? names.filter((name) => !allowed(name, file)).map((name) => `${file} → ${name}`) : [],
  );

/** The first way round in a graph, or none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('the reading of imports', () => {
  test('finds every form, and nothing else', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type { B } from 'b';",
      "import C, { type D } from '../c.ts';",
      "import {\n  e,\n  f,\n} from 'e';",
      "export { g } from './g.ts';",
      "export * from './h.ts';",
      "import './side-effect.css';",
      "const later = await import('./later.ts');",
      "const text = 'import nothing from here';",
      "export const from = 'nowhere';",
    ].join('\n');
    expect(importsIn(source)).toEqual([
      './a.ts',
      'b',
      '../c.ts',
      'e',
      './g.ts',
      './h.ts',
      './side-effect.css',
      './later.ts',
    ]);
  });

  test('finds what is known to be imported', () => {
    expect(imports.get('dialogs/dialogs.ts')).toContain('knowledge/index.ts');
    expect(imports.get('knowledge/spelling.ts')).toContain('fuse.js');
    expect(imports.get('src/bot.ts')).toContain('dialogs/index.ts');
    expect([...imports.values()].flat().length).toBeGreaterThan(150);
  });

  test('every file of the project that is imported is there', () => {
    const missing = breaches(
      () => true,
      (name) => !isOwn(name) || !name.endsWith('.ts') || sources.has(name),
    );
    expect(missing).toEqual([]);
  });

  test('a cycle is found where there is one', () => {
    expect(
      findCycle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
    expect(
      findCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toBeUndefined();
  });
});

describe('the rooms', () => {
  test('knowledge imports fuse.js, double-metaphone, zod, YAML readers, files and itself', () => {
    const allowed = new Set([
      'fuse.js',
      'double-metaphone',
      'zod/v4',
      'js-yaml',
      'yaml',
      'node:fs',
      'node:module',
      'node:path',
    ]);
    const found = breaches(
      (file) => file.startsWith('knowledge/'),
      (name) => allowed.has(name) || name.startsWith('knowledge/'),
    );
    expect(found).toEqual([]);
  });

  test('knowledge and dialogs read neither the environment nor the clock nor chance', () => {
    const reading = [...sources].filter(
      ([file, source]) =>
        !file.startsWith('src/') &&
        /\bprocess\.|\bDate\b(?!\((?!\)))|\bperformance\.|\bMath\.random|\bfetch\(/.test(source),
    );
    expect(reading.map(([file]) => file)).toEqual([]);
  });

  test('dialogs import the public face of the knowledge and themselves; the SDK only where dialogs are defined', () => {
    const isSdk = (name: string) => /^botbuilder(?:-dialogs)?(?:\/|$)/.test(name);
    const definesDialogs = (file: string) => /^dialogs\/(?:dialogs|[a-z]+-dialog)\.ts$/.test(file);
    const found = breaches(
      (file) => file.startsWith('dialogs/'),
      (name, file) =>
        name === 'knowledge/index.ts' || name.startsWith('dialogs/') || (definesDialogs(file) && isSdk(name)),
    );
    expect(found).toEqual([]);
  });

  test('what runs knows the knowledge by its public face', () => {
    const found = breaches(
      (file) => file.startsWith('src/'),
      (name) => !name.startsWith('knowledge/') || name === 'knowledge/index.ts',
    );
    expect(found).toEqual([]);
  });

  test('channels know the reply, and neither the knowledge nor each other', () => {
    const folderOf = (path: string) => /^src\/channels\/([^/]+)\//.exec(path)?.[1];
    const found = breaches(
      (file) => file.startsWith('src/channels/'),
      (name, file) => {
        if (name.startsWith('knowledge/')) return false;
        const own = folderOf(file);
        const other = folderOf(name);
        return other === undefined || (own !== undefined && other === own);
      },
    );
    expect(found).toEqual([]);
  });

  test('restify is imported in one file', () => {
    expect([...imports].filter(([, names]) => names.includes('restify')).map(([file]) => file)).toHaveLength(1);
  });

  test('what runs imports nothing that an installation for production leaves out', () => {
    // What browsers load is bundled, and these commands are for whoever develops.
    const building = /^src\/(?:channels\/website\/browser|commands\/(?:build-assets|teams-package))/;
    const { dependencies } = JSON.parse(read('package.json'));
    const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');
    const found = breaches(
      (file) => !building.test(file),
      (name) => isOwn(name) || /^(?:node:|#)/.test(name) || Object.hasOwn(dependencies, packageOf(name)),
    );
    expect(found).toEqual([]);
  });

  test('the environment is read in one file', () => {
    const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    const reading = [...sources].filter(([, source]) => /\bprocess\.env\b/.test(withoutComments(source)));
    expect(reading.map(([file]) => file)).toHaveLength(1);
  });

  test('nothing is imported in a circle, types included', () => {
    expect(findCycle(imports)).toBeUndefined();
  });

  test('no file is longer than 250 lines', () => {
    const long = [...sources].map(([file, source]) => [file, source.split('\n').length - 1] as const);
    expect(long.filter(([, lines]) => lines > 250)).toEqual([]);
  });

  test('files are named for what they hold', () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });
});

describe('settings', () => {
  const lines = read('.env.example').split('\n');
  const listed = lines.flatMap((line) => /^#?\s?([A-Za-z][A-Za-z_]*)=/.exec(line)?.[1] ?? []);

  test('.env.example lists every setting once, in the order of the settings', () => {
    expect(listed).toEqual(settingNames);
  });

  test('each setting is explained on the line above it', () => {
    lines.forEach((line, i) => {
      if (/^[A-Za-z_]+=/.test(line)) expect(lines[i - 1], line).toMatch(/^# \S.{10}/);
    });
  });

  test('the README tabulates the same settings, each once', () => {
    const rows = read('README.md')
      .split('\n\n')
      .filter((part) => /\| `PORT` +\|/.test(part))
      .flatMap((table) => table.split('\n'));
    const tabulated = rows.flatMap((row) => /^\| `(\w+)` +\|/.exec(row)?.[1] ?? []);
    expect(tabulated).toEqual(settingNames);
  });

  test('the documentation speaks of no other setting', () => {
    const docs = ['README.md', ...filesBelow('docs', '.md')].map(read).join('\n');
    const named = [...docs.matchAll(/`((?:SLACK|MICROSOFT|DIRECT_LINE|DATABASE|KNOWLEDGE|RATE_LIMIT)_[A-Z_]+)\b/g)];
    expect(named.map((found) => found[1] ?? '').filter((name) => !settingNames.includes(name))).toEqual([]);
  });
});
