import type { Fact, Knowledge } from '../knowledge/index.ts';
import type { Citation, Statement } from './reply.ts';
import { capitalised } from './wording.ts';

/** Collects the articles behind a reply while it is composed, numbering them in the order of first use. */
export class Sources {
  readonly #articles: Knowledge['articles'];
  readonly #positions = new Map<string, number>();
  readonly #facts = new Set<Fact>();

  constructor(articles: Knowledge['articles']) {
    this.#articles = articles;
  }

  /** What a fact says, in full or as it reads in a table cell. */
  state(fact: Fact, form: 'text' | 'cell' = 'text', label?: string): Statement {
    return this.say(form === 'cell' ? capitalised(fact.cell ?? fact.text) : fact.text, [fact], label);
  }

  /** A sentence of our own that rests on facts. */
  say(text: string, facts: readonly Fact[], label?: string): Statement {
    for (const fact of facts) this.#facts.add(fact);
    const citations = [...new Set(facts.map((fact) => this.#position(fact.article)))];
    return { text, citations, ...(label === undefined ? {} : { label }) };
  }

  /** The facts said so far, in the order of first use. */
  get facts(): Fact[] {
    return [...this.#facts];
  }

  get citations(): Citation[] {
    return [...this.#positions].flatMap(([id, position]) => {
      const article = this.#articles.get(id);
      if (!article) return [];
      const { title, short, publisher, author, date, url } = article;
      return [
        {
          position,
          article: id,
          title,
          ...(short && { short }),
          publisher,
          ...(author && { author }),
          ...(date && { date }),
          ...(url && { url }),
        },
      ];
    });
  }

  #position(article: string): number {
    const position = this.#positions.get(article) ?? this.#positions.size + 1;
    this.#positions.set(article, position);
    return position;
  }
}
