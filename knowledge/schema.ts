/**
 * The shape of the knowledge as its editors write it: what each YAML file under `content/` may say.
 * Cross-references between files are checked in `check.ts`; figures are parsed in `figures.ts`.
 */
import { z } from 'zod/v4';

/** Ids are lower-case words joined by hyphens, so that they can stand in an address and in a button. */
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is lower-case letters and digits joined by hyphens');
/** An article's id is the name of the file it was read from, without its ending. */
const articleId = z.string().regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/, 'an article id is letters, digits, _ and -');
const words = z.array(z.string().trim().min(1));
const sentence = z.string().trim().min(1).max(320);

export const articleSchema = z.strictObject({
  id: articleId,
  title: sentence,
  /** How it is named below a reply, where a title is too long: "Research.com, 2026". */
  short: z.string().trim().min(1).max(60).optional(),
  /** Where it appeared; "publisher not stated" is an honest value. */
  publisher: z.string().trim().min(1),
  author: z.string().trim().min(1).optional(),
  /** As exact as it is known: `2025-03-13`, `2025-03` or `2025`. */
  date: z
    .string()
    .regex(/^\d{4}(?:-\d{2}){0,2}$/, 'a date is 2025, 2025-03 or 2025-03-13')
    .optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
});

export const programSchema = z.strictObject({
  id,
  /** As it stands at the head of a column. */
  name: z.string().trim().min(1).max(40),
  /** As it reads inside a sentence. */
  short: z.string().trim().min(1).max(30),
  /** The program this one is a part of: what articles say of the whole also helps with the part. */
  partOf: id.optional(),
  /** What students call it, the people who do it and their work; each belongs to one program only. */
  aliases: words.min(1),
  /** Names that mean this program only where nothing surer is said: certificates, jobs, products of the work. */
  hints: words.default([]),
  /** What its people do, and what to: a word of each near the other means the program where none is named. */
  descriptions: z.array(z.strictObject({ does: words.min(1), to: words.min(1) })).default([]),
  /** Programs not covered that its one-word aliases mean where they are named too: "coding" in "python coding". */
  unless: words.default([]),
  /** Phrases that contain an alias and do not mean the program: "tell him", "hit me". */
  notMeant: words.default([]),
});

export const aspectSchema = z.strictObject({
  id,
  name: z.string().trim().min(1).max(60),
  words: words.default([]),
});

export const topicSchema = z.strictObject({
  id,
  /** Row label in a table, and the name on a button. */
  name: z.string().trim().min(1).max(30),
  /** Completes "The articles do not say …". */
  unknown: z.string().trim().min(1),
  /** Words and phrases by which a student asks for it. */
  words: words.default([]),
  /** Its place in a general comparison of programs, 1 first; left out where it is not part of one. */
  overview: z.int().min(1).optional(),
  /** Set on the topic that a bare name asks for (`one`), and on the one that several bare names ask for (`several`). */
  /** Its facts speak of programs together: beside another program than theirs they say nothing. */
  together: z.boolean().optional(),
  byName: z.enum(['one', 'several']).optional(),
  /** Topics worth asking next. */
  next: z.array(id).default([]),
  /** How two programs are ordered on this topic, if they can be: the figure that decides and how the verdict is said. */
  scale: z
    .strictObject({
      figure: z.enum(['money', 'duration', 'share', 'count']).optional(),
      /** Predicate of the program with more of it, and with less: "pays more", "pays less". */
      more: z.string().trim().min(1),
      less: z.string().trim().min(1),
      /** The side a student usually looks for; the verdict names it first. */
      prefer: z.enum(['more', 'less']),
      /** How students call the one with more of it, and the one with less: "the dearer one". */
      called: z.strictObject({ more: words.default([]), less: words.default([]) }).optional(),
    })
    .optional(),
  aspects: z.array(aspectSchema).default([]),
  /** The aspects that a question about the topic as a whole means: what it costs in all, what it usually pays. */
  general: z.array(id).default([]),
});

export const factSchema = z.strictObject({
  id,
  programs: z.array(id).min(1),
  topic: id,
  /** What the claim is about more closely; the first is the one its figures measure. */
  aspects: z.array(id).default([]),
  /** The claim in our own words, one or two sentences that stand alone. */
  text: sentence,
  /** The same for a table cell, without naming the program. */
  cell: z.string().trim().min(1).max(140).optional(),
  /** Every amount, span and share of the claim: `$7,000–$25,000 in all`, `9–18 months`, `16 % from 2023 to 2033`. */
  figures: words.default([]),
  /** Set on a claim that sets programs against each other: the one that has more on the topic's scale, or `even`. */
  contrast: z.union([z.strictObject({ more: id }), z.literal('even'), z.literal('unlike')]).optional(),
  /** Words students use for it that the text does not contain. */
  words: words.default([]),
});

export const factFileSchema = z.strictObject({ article: articleId, facts: z.array(factSchema).min(1) });

export const disagreementSchema = z.strictObject({
  id,
  /** The programs it is about; where they are set against each other, all of them. */
  programs: z.array(id).min(1),
  topic: id,
  /** Completes "The articles disagree on …". */
  about: z.string().trim().min(1).max(60),
  sides: z
    .array(
      z.strictObject({
        /** The side in a few words. */
        says: z.string().trim().min(1).max(80),
        /** The facts that take it, the clearest first. */
        facts: z.array(id).min(1),
      }),
    )
    .min(2, 'a disagreement has at least two sides'),
});
export const disagreementFileSchema = z.array(disagreementSchema);

export const questionSchema = z.strictObject({
  id,
  /** The question as a title, for "did you mean". `{program}` stands for the programs asked about. */
  question: sentence,
  topic: id,
  aspects: z.array(id).default([]),
  /** Only for a question about these programs, as when a certificate implies one. */
  programs: z.array(id).default([]),
  /** The facts that answer it, of any programs, where those on its topic and aspects at large do not say it as exactly. */
  facts: z.array(id).default([]),
  phrasings: words.min(1),
});
export const questionFileSchema = z.array(questionSchema).min(1);

export const outsideSchema = z.strictObject({
  /** Programs and jobs that the articles do not cover, by the name we give back: `nursing: [nurse, rn]`. */
  programs: z.record(z.string(), words),
  /** Words for other fields of study and trades that name one only beside what is studied or held in it: "a degree in design". */
  fields: words.default([]),
  /** Matters of one school or of a detail that no article speaks of: `parking: [parking, park my car]`. */
  matters: z.record(z.string(), words),
  /** Those of them, by name, with which nobody at the school can help either. */
  notForSchool: words.default([]),
  /** Places that no article has figures for. */
  places: z.record(z.string(), words),
  /**
   * Jobs, degrees and the like within the programs: what a program's figures are is not what theirs are, unless a fact
   * with figures names them.
   */
  particulars: z.record(z.string(), words).default({}),
  /** Schools that facts name, by the name they have there: of them nothing is told but what facts that name them say. */
  schools: z.record(z.string(), words).default({}),
  /** Phrases that contain one of these words and do not mean it: "nursing home". */
  notMeant: words.default([]),
  /** Phrasings of messages that have nothing to do with choosing a program, to train the refusal. */
  phrasings: words,
});

export const smalltalkSchema = z.array(
  z.strictObject({
    id,
    kind: z.enum(['smalltalk', 'handoff', 'fallback']),
    phrasings: words.min(1),
    reply: z.string().trim().min(1),
    /**
     * What it makes the bot do: show what can be asked, forget what was talked of, go on with its last answer, say why, name
     * its sources, guide to a choice, take a question for a person, or delete what is kept of the user. The reply is said
     * where there is nothing to do it with, and once all is deleted.
     */
    does: z.enum(['help', 'start-over', 'more', 'why', 'sources', 'guide', 'leave', 'form', 'forget']).optional(),
    /** Matched anywhere in a message, before anything else is considered. */
    always: z.boolean().default(false),
  }),
);

export const languageSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z]{2,3}$/, 'a language is its two- or three-letter code'),
    name: z.string().trim().min(1),
    /** Frequent words that English does not share; or none where the script alone tells. */
    words: words.default([]),
    script: z.string().trim().min(1).optional(),
    reply: z.string().trim().min(1),
  }),
);

export const schoolSchema = z.strictObject({
  /** The name the bot goes by. */
  bot: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1),
  /** What the programs have in common, for "I can compare programs in …". */
  field: z.string().trim().min(1),
  /** Whom to ask for what the articles do not cover. */
  contact: z.strictObject({
    name: z.string().trim().min(1),
    email: z.email().optional(),
    phone: z.string().trim().min(1).optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
  }),
  /** What a student agrees to by sending the contact form, in the school's own words. */
  consent: sentence.optional(),
});

export type Article = z.infer<typeof articleSchema>;
export type Program = z.infer<typeof programSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Aspect = z.infer<typeof aspectSchema>;
export type FactEntry = z.infer<typeof factSchema>;
export type FactFile = z.infer<typeof factFileSchema>;
export type DisagreementEntry = z.infer<typeof disagreementSchema>;
export type Question = z.infer<typeof questionSchema>;
export type Outside = z.infer<typeof outsideSchema>;
export type Smalltalk = z.infer<typeof smalltalkSchema>[number];
export type Language = z.infer<typeof languageSchema>[number];
export type School = z.infer<typeof schoolSchema>;
