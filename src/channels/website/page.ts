import type { Answers, Named } from '../answers.ts';
import type { Html } from './html.ts';

/** A page and the HTTP status it goes out with. */
export interface Page {
  readonly status: 200 | 400 | 404;
  readonly content: Html;
}

/** What the pages without script answer from. */
export interface PageAnswers extends Answers {
  /** What a page about one program tells of it, in this order. */
  readonly mainTopics: readonly Named[];
  /** What words name, however they are written: ids of programs, and of topics with the surest first. */
  recognise(words: string): { readonly programs: readonly string[]; readonly topics: readonly string[] };
}
