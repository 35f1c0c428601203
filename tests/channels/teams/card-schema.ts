import { z } from 'zod';

/**
 * What Adaptive Cards 1.5 knows of the elements that Teams is sent, property by property: anything else in a card is a
 * mistake.
 */
const url = z.url({ protocol: /^https?$/ });
const spacing = z.enum(['Default', 'None', 'Small', 'Medium', 'Large', 'ExtraLarge', 'Padding']);
const element = { id: z.string(), separator: z.boolean(), spacing, isVisible: z.boolean() };

const textBlock = z
  .strictObject({
    ...element,
    type: z.literal('TextBlock'),
    text: z.string().min(1),
    wrap: z.boolean(),
    isSubtle: z.boolean(),
    size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']),
    weight: z.enum(['Default', 'Lighter', 'Bolder']),
    style: z.enum(['default', 'heading']),
  })
  .partial()
  .required({ type: true, text: true });

const image = z
  .strictObject({
    ...element,
    type: z.literal('Image'),
    url,
    altText: z.string().min(1),
    size: z.enum(['Auto', 'Stretch', 'Small', 'Medium', 'Large']),
  })
  .partial()
  .required({ type: true, url: true, altText: true });

const fact = z.strictObject({ title: z.string().min(1), value: z.string().min(1) });
const factSet = z.strictObject({ type: z.literal('FactSet'), facts: z.array(fact).min(1) });

const action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url }),
  z.strictObject({
    type: z.literal('Action.Submit'),
    title: z.string().min(1),
    data: z.strictObject({
      choice: z.string(),
      msteams: z.strictObject({
        type: z.literal('messageBack'),
        text: z.string().min(1),
        displayText: z.string().min(1),
        value: z.strictObject({ choice: z.string() }),
      }),
    }),
  }),
]);
const actionSet = z.strictObject({ type: z.literal('ActionSet'), actions: z.array(action).min(1).max(6) });

const tableCell = z.strictObject({ type: z.literal('TableCell'), items: z.array(textBlock).min(1) });
const table = z
  .strictObject({
    type: z.literal('Table'),
    columns: z
      .array(z.strictObject({ width: z.literal(1) }))
      .min(2)
      .max(4),
    rows: z.array(z.strictObject({ type: z.literal('TableRow'), cells: z.array(tableCell) })).min(2),
    firstRowAsHeader: z.literal(true),
    showGridLines: z.boolean(),
    gridStyle: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']),
    fallback: z.strictObject({ type: z.literal('Container'), items: z.array(z.union([textBlock, factSet])).min(2) }),
  })
  .refine(({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length), 'a row of another width');

export const cardSchema = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  fallbackText: z.string().min(1),
  speak: z.string().min(1),
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z.array(z.union([textBlock, image, table, actionSet, factSet])).min(1),
});
