import type { KnownBlock } from '@slack/types';

/** Text that is marked up, in which names and addresses are not turned into links. */
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

/** A block of text, shown in full. */
export const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text), expand: true });

/** A block of small, grey text. */
export const context = (text: string): KnownBlock => ({ type: 'context', elements: [mrkdwn(text)] });
