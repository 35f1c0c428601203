import type { Activity } from 'botbuilder';
import { Client, type ClientOptions, type Tally } from './client.ts';

/** A question, and what the answer to it is about. */
export interface Question {
  readonly text: string;
  readonly about: string;
}

/** What became of the messages that were acknowledged. */
export interface Outcome {
  acknowledged: number;
  /** Without an answer. */
  lost: number;
  /** Stored or answered more than once. */
  doubled: number;
  /** Answered with what was not asked, or in another's conversation. */
  crossed: number;
  /** From the first attempt to send a message until its answer arrived, in milliseconds. */
  readonly latencies: number[];
  readonly tally: Tally;
}

const programs = ['medical coding', 'medical billing', 'health information management'];
const topics = [
  (program: string) => `How much does ${program} cost?`,
  (program: string) => `How long does ${program} take?`,
  (program: string) => `What salary can I expect with ${program}?`,
  (program: string) => `Which certifications are there in ${program}?`,
  (program: string) => `Can I work from home in ${program}?`,
];
const texts = topics.flatMap((ask) => programs.map(ask));

export const emptyOutcome = (): Outcome => ({
  acknowledged: 0,
  lost: 0,
  doubled: 0,
  crossed: 0,
  latencies: [],
  tally: { serverErrors: 0, unavailable: 0, broken: 0, refused: 0 },
});

/** Asks each question alone to learn what its answer is about. */
export async function learnQuestions(options: ClientOptions): Promise<Question[]> {
  const questions: Question[] = [];
  for (const text of texts) {
    const client = new Client({ ...options, socket: false });
    await client.start();
    const reply = await client.replyTo(await client.say(text, 'alone'));
    if (!reply) throw new Error('The service does not answer');
    questions.push({ text, about: aboutOf(reply) });
  }
  return questions;
}

/** Holds a conversation for as long as there is a next question, then looks at what was kept of it. */
export async function converse(
  options: ClientOptions,
  next: (turn: number) => Promise<Question | undefined>,
  outcome: Outcome,
): Promise<void> {
  const client = new Client(options);
  const asked: { id: string; clientId: string; question: Question }[] = [];
  await client.start();
  for (let turn = 0; ; turn++) {
    const question = await next(turn);
    if (!question) break;
    const clientId = `${client.id}-${turn}`;
    const began = performance.now();
    const id = await client.say(question.text, clientId);
    asked.push({ id, clientId, question });
    if (await client.replyTo(id)) outcome.latencies.push(performance.now() - began);
  }
  const transcript = await client.transcript();
  client.close();
  for (const one of asked) judge(one, transcript, client.id, outcome);
}

function judge(
  { id, clientId, question }: { id: string; clientId: string; question: Question },
  transcript: readonly Partial<Activity>[],
  conversationId: string,
  outcome: Outcome,
): void {
  outcome.acknowledged += 1;
  const stored = transcript.filter(({ channelData }) => channelData?.clientActivityID === clientId);
  const replies = transcript.filter(({ replyToId }) => replyToId === id);
  if (replies.length === 0 || stored.length === 0) outcome.lost += 1;
  if (replies.length > 1 || stored.length > 1) outcome.doubled += 1;
  const isElsewhere = [...stored, ...replies].some(({ conversation }) => conversation?.id !== conversationId);
  if (isElsewhere || replies.some((reply) => aboutOf(reply) !== question.about)) outcome.crossed += 1;
}

function aboutOf({ channelData }: Partial<Activity>): string {
  const { kind, programs, topics } = channelData?.answer ?? {};
  return JSON.stringify([kind, programs, topics]);
}
