/** What Teams takes, as its documentation said in October 2026. */
export const LIMITS = {
  /** One message with its cards, in bytes of UTF-16, less a fifth for what the connector adds. */
  messageBytes: 80 * 1024,
  /** Above this, Teams refuses or splits it. */
  messageBytesRefused: 100 * 1024,
  /** Characters that a question may have, as on the website. */
  question: 2000,
  /** Characters of a text, so that it and the same in `speak` go into one message. */
  textLength: 15_000,
  /** The newest version of Adaptive Cards a bot may send. */
  cardVersion: '1.5',
  citations: 20,
  /** Characters. */
  citationName: 80,
  citationAbstract: 160,
  /** Shown below a message; none beside a card. */
  suggestedActions: 3,
  /** Buttons in a row that are all shown. */
  actionsInRow: 6,
  /** Columns of a table that can be read on a phone, besides the one of topics. */
  programsAcross: 3,
  /** A larger team is not greeted. */
  greetedMembers: 100,
  /** Found comparisons that are listed at once. */
  searchResults: 8,
} as const;
