import { schemaProblems } from '../adaptive-card/schema.ts';

type Json = Record<string, unknown>;

/**
 * What is wrong with a card that Teams is sent, one line each: by the published schema, which does not know the root's
 * `msteams`, and by what Teams asks for beyond it.
 */
export function cardProblems(card: unknown): string[] {
  const { msteams, ...known } = card as Json;
  const { version, fallbackText, speak } = known;
  return [
    ...schemaProblems(known),
    ...(JSON.stringify(msteams) === '{"width":"Full"}' ? [] : ['not over the full width']),
    ...(version === '1.5' && fallbackText && speak
      ? []
      : ['of another version, or without words for who sees no card']),
    ...objectsIn(known).flatMap((element) => [...fallbackProblems(element), ...elementProblems(element)]),
  ];
}

/** The published schema takes anything for a fallback. */
const fallbackProblems = ({ fallback }: Json): string[] =>
  fallback ? schemaProblems({ type: 'AdaptiveCard', body: [fallback] }).map((problem) => `fallback ${problem}`) : [];

function elementProblems({ type, ...element }: Json): string[] {
  switch (type) {
    case 'Table':
      return tableProblems(element);
    case 'ActionSet':
      return within(1, element.actions, 6) ? [] : ['not all buttons of a row are shown'];
    case 'TextBlock':
      return element.text ? [] : ['an empty text'];
    case 'FactSet':
      return (element.facts as Json[]).every(({ title, value }) => title && value) ? [] : ['an empty fact'];
    case 'Image':
      return /^https:/.test(`${element.url}`) && element.altText ? [] : ['an image that Teams does not load or say'];
    case 'Action.OpenUrl':
      return /^https?:/.test(`${element.url}`) ? [] : ['a link that leads nowhere'];
    default:
      return [];
  }
}

function tableProblems({ columns, rows, fallback, firstRowAsHeader }: Json): string[] {
  const across = columns as Json[];
  const isEven = (rows as Json[]).every(({ cells }) => (cells as Json[]).length === across.length);
  return [
    ...(isEven && within(2, rows, 100) ? [] : ['a row of another width than the table']),
    ...(across.every(({ width }) => width === 1) && within(2, across, 4) ? [] : ['columns that Teams cannot show']),
    ...(firstRowAsHeader === true && fallback ? [] : ['a table without a head, or without words in its place']),
  ];
}

const within = (least: number, list: unknown, most: number) =>
  Array.isArray(list) && list.length >= least && list.length <= most;

/** Every object in a value, itself first. */
function objectsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? parts : [value as Json, ...parts];
}
