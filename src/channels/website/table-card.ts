import type { Attachment } from 'botbuilder';
import type { Table } from '../../../dialogs/reply.ts';
import { heading, tableElement } from '../card-elements.ts';
import type { Marker } from '../markdown.ts';
import { plainTable } from '../plain-text.ts';

/**
 * A table as an Adaptive Card 1.5: programs across, topics down. `fallbackText` and `speak` hold the same in plain
 * text, for clients that cannot draw tables and for screen readers.
 */
export function tableCard(table: Table, marker: Marker): Attachment {
  const spoken = plainTable(table);
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: spoken,
      speak: spoken,
      body: [heading(table.caption), tableElement(table, { marker, topicWidth: 2, programWidth: 3 })],
    },
  };
}
