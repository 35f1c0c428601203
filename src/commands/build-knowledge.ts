/** Checks and studies the knowledge folder while building, so that the service need not when it starts. */
import { setUp } from './set-up.ts';

setUp();
