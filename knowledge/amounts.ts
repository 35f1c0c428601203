/** Amounts of money and percentages that a text states and the figures do not. */
export function undeclaredAmounts(text: string, figures: readonly string[]): string[] {
  const number = String.raw`\d+(?:[.,]\d+)*`;
  const declared = new Set(figures.join(' ').match(new RegExp(number, 'g')));
  const stated = new RegExp(String.raw`\$(${number})|(${number})(?=(?:–${number})? ?%)`, 'g');
  const amounts = [...text.matchAll(stated)].map((m) => m[1] ?? m[2] ?? '');
  return [...new Set(amounts)].filter((amount) => !declared.has(amount));
}
