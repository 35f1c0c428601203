/** The public face of the dialogs: what the channels and commands may use. */
export type { Kit } from './ask.ts';
export { readAskId } from './choices.ts';
export { compose, decide } from './compose.ts';
export type { Block, Choice, Citation, Note, Paragraph, Points, Reply, ReplyKind, Statement, Table } from './reply.ts';
