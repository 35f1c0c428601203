import type { Engine } from '../../src/engine.ts';
import type { Door, OpenDoor } from './door.ts';
import { openSlack } from './slack-door.ts';
import { openTeams } from './teams-door.ts';
import { openTerminal } from './terminal-door.ts';
import { openWebsite } from './website-door.ts';

/** Every door there is. A new channel joins here. */
const DOORS: readonly OpenDoor[] = [openTerminal, openWebsite, openSlack, openTeams];

export const openDoors = (engine: Engine): Promise<Door[]> => Promise.all(DOORS.map((open) => open(engine)));
