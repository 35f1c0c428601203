import type { Block, Chart, Choice, Citation, Reply, Statement, Table } from '../../../dialogs/reply.ts';
import { chartAddress } from '../../charts/address.ts';
import { layOut } from '../../charts/layout.ts';
import { choiceAddress, compareAddress } from '../addresses.ts';
import { imprint, plainChart } from '../plain-text.ts';
import { type Html, html } from './html.ts';

/** A reply as the content of a page: its blocks, what may be asked next, and the sources that its markers lead to. */
export function replyHtml(reply: Reply): Html {
  return html`${blocksHtml(reply.blocks)}
  ${reply.choices.length > 0 ? nextHtml(reply.choices) : undefined}
  ${reply.citations.length > 0 ? sourcesHtml(reply.citations) : undefined}`;
}

/** Blocks one after the other; tables on a page are told apart by `section`. */
export const blocksHtml = (blocks: readonly Block[], section = ''): Html =>
  html`${blocks.map((block, i) => blockHtml(block, `table-${section}${i + 1}`))}`;

function blockHtml(block: Block, id: string): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${statementsHtml(block.statements)}</p>`;
    case 'points':
      return html`<ul>${block.statements.map((statement) => html`<li>${statementHtml(statement)}</li>`)}</ul>`;
    case 'note':
      return html`<p class="note">${statementsHtml(block.statements)}</p>`;
    case 'table':
      return tableHtml(block, id);
    case 'chart':
      return chartHtml(block);
    default:
      return block satisfies never;
  }
}

/**
 * Programs across, topics down, in a box of its own that can be scrolled by keyboard too. On a phone the name of a row
 * moves over its cells; the roles keep it a table for screen readers then.
 */
function tableHtml({ caption, columns, rows }: Table, id: string): Html {
  const programs = columns.map(({ program }) => program);
  // Where a table has several topics, each leads to a page of its own.
  const head = (topic: string, name: string) =>
    rows.length > 1 ? html`<a href="${compareAddress({ programs, topic })}">${name}</a>` : name;
  return html`<div class="table" role="region" aria-labelledby="${id}" tabindex="0">
  <table role="table">
    <caption id="${id}">${caption}</caption>
    <thead role="rowgroup">
      <tr role="row"><th scope="col" role="columnheader">Topic</th>${columns.map(
        ({ name }) => html`<th scope="col" role="columnheader">${name}</th>`,
      )}</tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ topic, name, cells }) =>
          html`<tr role="row"><th scope="row" role="rowheader">${head(topic, name)}</th>${cells.map(cellHtml)}</tr>\n`,
      )}
    </tbody>
  </table>
</div>`;
}

/** The image turns dark with the page; its caption names the sources, which an image cannot link to. */
function chartHtml(chart: Chart): Html {
  const { width, height } = layOut(chart);
  const sources = [...new Set(chart.bars.flatMap(({ citations }) => citations))];
  return html`<figure class="chart">
  <img src="${chartAddress(chart, 'svg')}" alt="${plainChart(chart)}" width="${width}" height="${height}" loading="lazy">
  <figcaption>Figures in a chart, as the articles have them.${sources.map(markerHtml)}</figcaption>
</figure>`;
}

function cellHtml(statements: readonly Statement[]): Html {
  const lines = statements.map((statement) =>
    statement.citations.length > 0
      ? html`<p>${statementHtml(statement)}</p>`
      : html`<p class="unstated">${statementHtml(statement)}</p>`,
  );
  return html`<td role="cell">${lines}</td>`;
}

function statementsHtml(statements: readonly Statement[]): Html[] {
  return statements.map((statement) => html`${statementHtml(statement)} `);
}

function statementHtml({ label, text, citations }: Statement): Html {
  return html`${label ? html`<strong>${label}:</strong> ` : undefined}${text}${citations.map(markerHtml)}`;
}

function markerHtml(position: number): Html {
  return html` <a class="marker" href="#source-${position}">[<span class="unseen">source </span>${position}]</a>`;
}

function nextHtml(choices: readonly Choice[]): Html {
  return html`<nav class="next" aria-labelledby="next">
  <h2 id="next">Ask next</h2>
  <ul class="questions">
    ${choices.map((choice) => html`<li><a href="${choiceAddress(choice)}">${choice.label}</a></li>`)}
  </ul>
</nav>`;
}

export function sourcesHtml(citations: readonly Citation[]): Html {
  return html`<h2 id="sources">Sources</h2>
<ol class="sources" aria-labelledby="sources">
  ${citations.map(
    (citation) => html`<li id="source-${citation.position}" value="${citation.position}">
    <a href="/sources/${citation.article}">${citation.title}</a>
    <span>${[citation.author, imprint(citation)].filter(Boolean).join(', ')}</span>${
      citation.url ? html`<span class="printed">${citation.url}</span>` : undefined
    }</li>\n`,
  )}
</ol>`;
}
