import { type GuideOption, PhraseTable, type Token, tokenise } from '../../knowledge/index.ts';
import { isNegated } from './polarity.ts';
import { ENOUGH, SKIP } from './state.ts';

/** Finds a question's options by what students say for them. */
export interface Phrases {
  /** The option of a text that is nothing but its phrase. */
  whole(tokens: readonly Token[]): string | undefined;
  /** The option that the phrases in a text agree on; where they do not, the question seems not to matter. */
  within(tokens: readonly Token[]): string | undefined;
}

/** What an open question is answered by. */
export const phrasesFor = ({ label, says, whenAsked }: GuideOption) => [label, ...says, ...whenAsked];

/** With phrases that every question has, by the id they stand for, it reads answers; without, what is said unasked. */
export function createPhrases(
  options: readonly GuideOption[],
  common?: Readonly<Record<string, readonly string[]>>,
): Phrases {
  const table = new PhraseTable<string>('stem');
  const entries = options.map((option): [string, readonly string[]] => [
    option.id,
    common ? phrasesFor(option) : option.says,
  ]);
  for (const [id, phrases] of [...entries, ...Object.entries(common ?? {})])
    for (const phrase of phrases) table.add(tokenise(phrase), id);

  /** A negated phrase means its option's opposite, if it has one; the common ones are not negated. */
  const meant = (id: string, negated: boolean) => {
    const option = negated ? options.find((o) => o.id === id) : undefined;
    return option ? option.opposite : id;
  };

  return {
    whole(tokens) {
      const [only] = table.find(tokens);
      if (only?.from === 0 && only.to === tokens.length) return only.meanings[0];
      return options.find(({ label }) => stemsOf(tokenise(label)) === stemsOf(tokens))?.id;
    },
    within(tokens) {
      const found = joined(
        table.find(tokens).map(({ from, to, meanings: [meaning = SKIP] }) => ({ from, to, meaning })),
      );
      const said = found.flatMap(({ from, to, meaning }, i) => {
        const id = meant(meaning, isNegated(tokens, { from, to, next: found[i + 1]?.from }));
        return id ? [{ id, clause: tokens[from]?.clause }] : [];
      });
      return agreed(said);
    },
  };
}

interface Meant {
  readonly from: number;
  readonly to: number;
  readonly meaning: string;
}

/** Phrases of one meaning with at most a word between them become one: "talking to strangers". */
function joined(found: readonly Meant[]): Meant[] {
  const all: Meant[] = [];
  for (const one of found) {
    const last = all.at(-1);
    if (last?.meaning === one.meaning && one.from - last.to <= 1) all[all.length - 1] = { ...last, to: one.to };
    else all.push(one);
  }
  return all;
}

interface Said {
  readonly id: string;
  readonly clause: number | undefined;
}

/** "Not sure, maybe from home" is from home; "it does not matter whether from home" is not. */
function agreed(said: readonly Said[]): string | undefined {
  if (said.some(({ id }) => id === ENOUGH)) return ENOUGH;
  const skipped = said.filter(({ id }) => id === SKIP).map(({ clause }) => clause);
  const sure = new Set(said.filter(({ clause }) => !skipped.includes(clause)).map(({ id }) => id));
  if (sure.size === 1) return [...sure][0];
  return said.length > 0 ? SKIP : undefined;
}

const stemsOf = (tokens: readonly Token[]) => tokens.map(({ stem }) => stem).join(' ');
