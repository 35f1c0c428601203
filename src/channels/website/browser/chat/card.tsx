import { hooks } from 'botframework-webchat-component';
import { createElement, type ReactElement, type ReactNode } from 'react';
import { renderInline } from './markdown.ts';

/** The elements of Adaptive Cards that our cards are made of; others are shown by the card's `fallbackText`. */
type Element = TextBlock | Table | Image | Container | ActionSet;

interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly style?: 'heading' | 'default' | 'columnHeader';
  readonly weight?: string;
  readonly isSubtle?: boolean;
}

interface Image {
  readonly type: 'Image';
  readonly url: string;
  readonly altText?: string;
}

interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
}

interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly OpenUrl[];
}

interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

interface Table {
  readonly type: 'Table';
  readonly rows: readonly { readonly cells: readonly TableCell[] }[];
}

interface TableCell {
  readonly items: readonly Element[];
}

interface AdaptiveCard {
  readonly body?: readonly Element[];
  readonly actions?: readonly OpenUrl[];
  readonly speak?: string;
  readonly fallbackText?: string;
}

interface AttachmentProps {
  readonly attachment?: { readonly contentType: string; readonly content?: unknown };
}

type RenderAttachment = (props?: AttachmentProps) => ReactNode;

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

const cardIn = (props?: AttachmentProps): AdaptiveCard | undefined =>
  props?.attachment?.contentType === ADAPTIVE_CARD ? (props.attachment.content as AdaptiveCard) : undefined;

/** Draws Adaptive Cards: tables as HTML tables, whose headers a screen reader can tell. */
export function cardMiddleware() {
  return (next: RenderAttachment) => (props?: AttachmentProps) => {
    const card = cardIn(props);
    return card ? <Card card={card} /> : next(props);
  };
}

/** What is announced of a card when it comes. */
export function spokenCardMiddleware() {
  return (next: (props?: AttachmentProps) => unknown) => (props?: AttachmentProps) => {
    const card = cardIn(props);
    return card ? () => <p>{card.speak ?? card.fallbackText}</p> : next(props);
  };
}

function Card({ card }: { readonly card: AdaptiveCard }) {
  const { body = [], actions = [] } = card;
  const heading = body.find((element) => element.type === 'TextBlock' && element.style === 'heading');
  const caption = heading?.type === 'TextBlock' ? heading.text : undefined;
  return (
    <div className="card">
      {body.filter((element) => element !== heading || !hasTable(body)).map((element, i) => draw(element, i, caption))}
      {actions.length > 0 && <Links actions={actions} />}
    </div>
  );
}

const hasTable = (elements: readonly Element[]) => elements.some(({ type }) => type === 'Table');

function draw(element: Element, key: number, caption?: string): ReactElement | null {
  switch (element.type) {
    case 'TextBlock':
      return <Text key={key} block={element} />;
    case 'Table':
      return <DataTable key={key} table={element} caption={caption} />;
    case 'Image':
      return <img key={key} src={element.url} alt={element.altText ?? ''} loading="lazy" />;
    case 'Container':
      return <div key={key}>{element.items.map((item, i) => draw(item, i))}</div>;
    case 'ActionSet':
      return <Links key={key} actions={element.actions} />;
    default:
      return null;
  }
}

function Text({ block: { text, style, weight, isSubtle } }: { readonly block: TextBlock }) {
  const html = useInline(text);
  const className = [weight === 'Bolder' && 'bold', isSubtle && 'subtle'].filter(Boolean).join(' ');
  const Tag = style === 'heading' ? 'h3' : 'p';
  // Rendered from Markdown that lets no HTML through.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <Tag className={className} dangerouslySetInnerHTML={html} />;
}

// Said outright, since a phone's layout would take the table's meaning from some screen readers.
const TABLE = { role: 'table' };
const GROUP = { role: 'rowgroup' };
const ROW = { role: 'row' };
const CELL = { role: 'cell' };
const ROW_HEADER = { role: 'rowheader', scope: 'row' };
const COLUMN_HEADER = { role: 'columnheader', scope: 'col' };

/** The first row heads the columns and the first cell of each other row heads the row. */
function DataTable({ table, caption }: { readonly table: Table; readonly caption?: string | undefined }) {
  const [head, ...rows] = table.rows;
  const headers = head?.cells.map((cell) => drawCell('th', COLUMN_HEADER, cell)) ?? [];
  const bodyRows = rows.map(({ cells }) => {
    const drawn = cells.map((cell, i) => (i === 0 ? drawCell('th', ROW_HEADER, cell) : drawCell('td', CELL, cell)));
    return createElement('tr', ROW, ...drawn);
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="table" aria-label={plain(caption ?? 'Comparison')} tabIndex={0}>
      <table {...TABLE}>
        {caption && <Caption text={caption} />}
        <thead {...GROUP}>{createElement('tr', ROW, ...headers)}</thead>
        {createElement('tbody', GROUP, ...bodyRows)}
      </table>
    </section>
  );
}

const drawCell = (tag: 'th' | 'td', attributes: object, { items }: TableCell) =>
  createElement(tag, attributes, ...items.map((item, i) => draw(item, i)));

function Caption({ text }: { readonly text: string }) {
  return (
    <caption>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from Markdown that lets no HTML through */}
      <span dangerouslySetInnerHTML={useInline(text)} />
    </caption>
  );
}

function Links({ actions }: { readonly actions: readonly OpenUrl[] }) {
  return (
    <p className="links">
      {actions
        .filter(({ type, url }) => type === 'Action.OpenUrl' && /^https?:/.test(url))
        .map(({ title, url }) => (
          <a key={url} href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        ))}
    </p>
  );
}

function useInline(text: string): { __html: string } {
  const localize = hooks.useLocalizer();
  return { __html: renderInline(text, localize('MARKDOWN_EXTERNAL_LINK_ALT')) };
}

/** Markdown without its marks. */
function plain(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
