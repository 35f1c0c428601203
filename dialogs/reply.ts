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

/**
 * Figures of one kind and unit on one axis, a bar for each, to be drawn as an image. It shows nothing but figures that
 * the reply's other blocks state with their sources, so a channel without images leaves it out and loses nothing.
 */
export interface Chart {
  readonly kind: 'chart';
  /** Names all that it shows: the address of its image is made from it. */
  readonly id: string;
  readonly topic: string;
  /** What is measured: `Pay per year`. */
  readonly caption: string;
  /** Of the bars' ends: `$`, `months`, `%` or what is counted. */
  readonly unit: string;
  /** The article they are all from, by its short name; where there are several, each bar says its own. */
  readonly source?: string;
  /** Program by program, in the order of the reply's programs. */
  readonly bars: readonly Bar[];
}

export interface Bar {
  /** The program it measures, by its name inside a sentence: a program of the reply, its whole or a part of it. */
  readonly name: string;
  /** What tells it from other bars of the chart: what it measures more closely, and whose figure it is. */
  readonly note?: string;
  /** Both ends in the chart's unit, at least one stated; the other is open ("over $75,000"). */
  readonly low?: number;
  readonly high?: number;
  /** The figure in words, without a unit that the caption says: `about $60,000–$75,000`. */
  readonly text: string;
  readonly citations: readonly number[];
}

export type Block = Paragraph | Points | Note | Table | Chart;

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
