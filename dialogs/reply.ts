/**
 * What the bot says, as data, before any channel draws it. Plain JSON: no markup, no channel, no SDK.
 * Every renderer handles every kind of block, so a new kind does not compile until each channel can draw it.
 */

export type ReplyKind = 'answer' | 'comparison' | 'clarification' | 'guide' | 'smalltalk' | 'handoff' | 'fallback';

/** One article behind a reply. `position` counts from 1 in the order of first use; statements refer to it. */
export interface Citation {
  readonly position: number;
  readonly article: string;
  readonly title: string;
  /** How it is named where the title is too long. */
  readonly short?: string;
  readonly publisher: string;
  readonly author?: string;
  /** `2025`, `2025-03` or `2025-03-13`. */
  readonly date?: string;
  /** Where the article itself can be read, where that is known. */
  readonly url?: string;
}

/** A sentence or phrase with the positions of the citations it rests on; none for what is not a claim. */
export interface Statement {
  readonly text: string;
  readonly citations: readonly number[];
  /** A lead-in shown in bold before the text, such as a program's name. */
  readonly label?: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly statements: readonly Statement[];
}

export interface Points {
  readonly kind: 'points';
  readonly statements: readonly Statement[];
}

/** A side remark, drawn more quietly: a disagreement between articles, something they do not cover. */
export interface Note {
  readonly kind: 'note';
  readonly statements: readonly Statement[];
}

/** Programs side by side: one column per program, one row per topic. Each cell has at least one statement. */
export interface Table {
  readonly kind: 'table';
  /** Says what is compared, for screen readers and as a heading. */
  readonly caption: string;
  readonly columns: readonly { readonly program: string; readonly name: string }[];
  readonly rows: readonly {
    readonly topic: string;
    readonly name: string;
    /** In the order of the columns. A cell without citations says that the articles do not state it. */
    readonly cells: readonly (readonly Statement[])[];
  }[];
}

export type Block = Paragraph | Points | Note | Table;

/** Something the user may say next with one tap. The id carries the meaning; the label is only what is shown. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface Reply {
  readonly kind: ReplyKind;
  /** Ids of the programs and topics the reply speaks of. */
  readonly programs: readonly string[];
  readonly topics: readonly string[];
  /** How sure the bot is that it understood, 0–1. */
  readonly confidence: number;
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
  readonly choices: readonly Choice[];
  /** Ids of the facts it rests on; for the conversation's memory, not to be drawn. */
  readonly facts?: readonly string[];
}
