const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
const ANY = new RegExp(NUMBER, 'g');
const STATED = new RegExp(String.raw`\$(${NUMBER})|(?<!\d[.,]?)(${NUMBER})(?=(?:–${NUMBER})? ?%)`, 'g');

/** Amounts of money and percentages that a text states and the figures do not. */
export function undeclaredAmounts(text: string, figures: readonly string[]): string[] {
  const declared = new Set(figures.join(' ').match(ANY));
  const amounts = [...text.matchAll(STATED)].map((m) => m[1] ?? m[2] ?? '');
  return [...new Set(amounts)].filter((amount) => !declared.has(amount));
}
