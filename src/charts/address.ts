import type { Chart } from '../../dialogs/reply.ts';

/** As what a chart can be had: browsers show the first and adapt it to light or dark; other clients want the second. */
export type ChartFormat = 'svg' | 'png';

/** Where the image of a chart is served: `/charts/him,mbc/a0-him-cost,a0-mbc-cost.svg`. */
export const chartAddress = ({ id }: Pick<Chart, 'id'>, format: ChartFormat) =>
  `/charts/${id.split('/').map(encodeAll).join('/')}.${format}`;

/** Commas may stand in a path as they are. */
const encodeAll = (part: string) => encodeURIComponent(part).replaceAll('%2C', ',');

/** Reads the part of an address after `/charts/`; `undefined` where it is no chart's. */
export function readChartAddress(rest: string): { readonly id: string; readonly format: ChartFormat } | undefined {
  const { id, format } = /^(?<id>[^/]+\/[^/]+)\.(?<format>svg|png)$/.exec(rest)?.groups ?? {};
  return id && format ? { id, format: format as ChartFormat } : undefined;
}
