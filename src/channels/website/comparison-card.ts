import type { Attachment } from 'botbuilder';
import type { Chart, Reply, Table } from '../../../dialogs/reply.ts';
import { chartAddress } from '../../charts/address.ts';
import { comparisonAddress } from '../addresses.ts';
import { chartElement, heading, linkElement, tableElement } from '../card-elements.ts';
import type { Marker } from '../markdown.ts';
import { plainTable } from '../plain-text.ts';

interface CardOptions {
  readonly marker: Marker;
  /** Where browsers reach the service. */
  readonly origin: string;
}

/**
 * The tables and charts of a reply as one Adaptive Card 1.5, which leads to the page of the comparison; `undefined` where
 * there are none. `fallbackText` and `speak` hold the same in plain text, for clients that cannot draw tables and for
 * screen readers.
 */
export function comparisonCard(reply: Reply, { marker, origin }: CardOptions): Attachment | undefined {
  const tables = reply.blocks.filter((block): block is Table => block.kind === 'table');
  const charts = reply.blocks.filter((block): block is Chart => block.kind === 'chart');
  if (tables.length === 0) return undefined;
  const spoken = tables.map(plainTable).join('\n\n');
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: spoken,
      speak: spoken,
      body: [
        ...tables.flatMap((table) => [
          heading(table.caption),
          tableElement(table, { marker, topicWidth: 2, programWidth: 3 }),
        ]),
        ...charts.map((chart) => chartElement(chart, origin + chartAddress(chart, 'svg'))),
        ...(reply.kind === 'comparison' ? [linkElement('Share or print', origin + comparisonAddress(reply))] : []),
      ],
    },
  };
}
