/** Every regular expression of the project, and the messages that would hurt it most. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';
import { packageRoot } from '../../src/config.ts';

export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** The file it stands in. */
  readonly where: string;
}

/** All that stand in the source code as literals. */
export function literalPatterns(): Pattern[] {
  const files = ['knowledge', 'dialogs', 'src'].flatMap((room) =>
    readdirSync(join(packageRoot, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  );
  return files.flatMap((where) => {
    const { code } = transformSync(readFileSync(join(packageRoot, where), 'utf8'), { loader: 'ts', target: 'esnext' });
    const found: Pattern[] = [];
    walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), ({ regex }) => {
      if (regex) found.push({ source: regex.pattern, flags: regex.flags, where });
    });
    return found;
  });
}

type Literal = Node & { regex?: { pattern: string; flags: string } };

function walk(node: unknown, visit: (node: Literal) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node) visit(node as Literal);
  for (const part of Object.values(node)) walk(part, visit);
}

/** A `RegExp` that remembers what our own code makes of it while `work` is done. */
export async function madePatterns(work: () => Promise<void>): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const original = globalThis.RegExp;
  const remember = (source: unknown, flags: unknown) => {
    const caller = new Error().stack
      ?.split('\n')
      .find((line) => /\/(?:knowledge|dialogs|src)\/|node_modules/.test(line));
    const where =
      caller && !caller.includes('node_modules') && /((?:knowledge|dialogs|src)\/[\w./-]+)/.exec(caller)?.[1];
    if (where && typeof source === 'string') made.push({ source, flags: `${flags ?? ''}`, where });
  };
  globalThis.RegExp = new Proxy(original, {
    construct(target, [source, flags]) {
      remember(source, flags);
      return new target(source, flags);
    },
    apply(target, _, [source, flags]) {
      remember(source, flags);
      return target(source, flags);
    },
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = original;
  }
  return made;
}

/** Characters of every kind that a class may ask for. */
const CHARACTERS = [
  ...Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code)),
  ...'Ωабвא١ก你あ한\u0300\u0301\u200b\u200d\u202e\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u2028\ufe0f\ufeff😀𝒳',
];

/** Messages of a length, made to be nearly matched over and over by what is repeated in a pattern. */
export function hostileMessages({ source, flags }: Pattern, length: number): string[] {
  const ast = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const sampler = createSampler(flags);
  const whole = [0, 1, 2].map((turn) => sampler(ast, turn));
  const prefixes = new Set(['', ...whole.map((text) => text.slice(0, Math.floor(text.length / 2)))]);
  const bodies = new Set([...whole, ...whole.map((text) => text.slice(0, -1)), ' ', 'a', '1']);
  visitRegExpAST(ast, {
    onQuantifierEnter(node) {
      const before = alternativeBefore(node, sampler);
      prefixes.add(before);
      for (const turn of [0, 1, 2]) bodies.add(sampler(node.element, turn));
      bodies.add([0, 1, 2, 3].map((turn) => sampler(node.element, turn)).join(''));
      bodies.add(before + sampler(node.element, 0));
    },
  });
  const endings = ['', '\u0001', '!', ' x', 'é'];
  return [...prefixes].flatMap((prefix) =>
    [...bodies].filter(Boolean).flatMap((body) =>
      endings.map((ending) => {
        const room = Math.max(0, length - prefix.length - ending.length);
        return (prefix + body.repeat(Math.ceil(room / body.length)).slice(0, room) + ending).slice(-length);
      }),
    ),
  );
}

type Sampler = (node: AST.Node, turn: number) => string;

/** What comes before a quantifier in its alternative, and in those around it. */
function alternativeBefore(node: AST.Quantifier, sample: Sampler): string {
  let text = '';
  for (let at: AST.Node | null = node; at; at = at.parent) {
    const { parent }: { parent: AST.Node | null } = at;
    if (parent?.type !== 'Alternative') continue;
    const before = parent.elements.slice(0, parent.elements.indexOf(at as AST.Element));
    text = before.map((element) => sample(element, 0)).join('') + text;
  }
  return text;
}

/** Texts that a part of a pattern matches; another for each turn where there are several. */
function createSampler(flags: string): Sampler {
  const matching = new Map<string, string[]>();
  const charactersOf = (raw: string) => {
    const known = matching.get(raw);
    if (known) return known;
    const test = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, ''));
    const found = CHARACTERS.filter((character) => test.test(character));
    matching.set(raw, found);
    return found;
  };
  const pick = (raw: string, turn: number) => {
    const all = charactersOf(raw);
    return all[(turn * 37) % all.length] ?? '';
  };
  const sample: Sampler = (node, turn) => {
    switch (node.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup': {
        const alternative = node.alternatives[turn % node.alternatives.length];
        return alternative ? sample(alternative, turn) : '';
      }
      case 'Alternative':
        return node.elements.map((element) => sample(element, turn)).join('');
      case 'Quantifier':
        return sample(node.element, turn).repeat(Math.max(node.min, Math.min(node.max, 1)));
      case 'Character':
        return String.fromCodePoint(node.value);
      case 'CharacterClass':
      case 'CharacterSet':
        return pick(node.raw, turn);
      default:
        return '';
    }
  };
  return sample;
}

/** The milliseconds that a pattern takes over a message, looking for all matches if it is global; the best of a few tries. */
export function timeOf({ source, flags }: Pattern, message: string, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && best > enough; tries++) {
    const expression = new RegExp(source, flags);
    const began = performance.now();
    if (expression.global) message.replace(expression, '');
    else expression.test(message);
    best = Math.min(best, performance.now() - began);
  }
  return best;
}
