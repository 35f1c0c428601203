/** What is asked in a conversation, over and over: answers, comparisons, and what only the turns before explain. */
export const script: readonly string[] = [
  'How much does medical coding cost?',
  'and billing?',
  'HIM vs HIT',
  'which of them pays more?',
  'how long does health information management take',
  'billing or coding, which pays more and can I do it from home?',
  'Can I work from home in medical billing?',
  'what about coding',
];
