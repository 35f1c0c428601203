import type { Activity } from 'botbuilder';
import { LIMITS } from './limits.ts';

/** What a message takes of what Teams allows, in bytes of UTF-16. */
export const sizeOf = (message: Partial<Activity>): number => JSON.stringify(message).length * 2;

export const isWithin = (message: Partial<Activity>): boolean => sizeOf(message) <= LIMITS.messageBytes;

/** A text within so many characters; what is cut off leaves a mark. */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
