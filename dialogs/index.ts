/** The public face of the dialogs: what the channels and commands may use. */
export type { Kit } from './ask.ts';
export { chartById } from './chart.ts';
export { readAskId, understoodFrom } from './choices.ts';
export { type ComposeAs, compose, composeAs, type Decision, decide } from './compose.ts';
export { Conversation, type ConversationParts, type Say } from './dialogs.ts';
export { composeDislike, type Disliked } from './feedback.ts';
export type { Heard } from './heard.ts';
export type {
  Bar,
  Block,
  Chart,
  Choice,
  Citation,
  Note,
  Paragraph,
  Points,
  Reply,
  ReplyKind,
  Statement,
  Table,
} from './reply.ts';
export { settle } from './settle.ts';
export { composeWelcome } from './small-talk.ts';
