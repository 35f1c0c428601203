/** Loads and starts the service in little room for new objects, and lets that grow once it has started. */
import { setFlagsFromString } from 'node:v8';

/** How long after the start the last of what it read has found its place, in milliseconds. */
const settled = 2_000;

const growBy = (factor: number) => setFlagsFromString(`--semi-space-growth-factor=${factor}`);

// What is read at the start stays: the room would grow with it, and hardly ever shrink again.
growBy(1);
await import('./service.ts');
setTimeout(growBy, settled, 2).unref();
