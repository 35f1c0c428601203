import { readFileSync } from 'node:fs';
import type { Activity } from 'botbuilder';

/** A payload in the shape in which Teams posts it, named for what it is. Its answers go to `serviceUrl`. */
export function fixture(name: string, serviceUrl = 'https://smba.trafficmanager.net/emea/'): Activity {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
  return { ...JSON.parse(text), serviceUrl };
}
