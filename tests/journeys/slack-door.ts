import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import type { Answer } from '../../src/channels/answer.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { deliver, directMessage, nextTs, signingSecret, tapOf } from '../channels/slack/requests.ts';
import { type Block, botToken, type Posted, type StandIn, startSlack } from '../channels/slack/stand-in.ts';
import { type OpenDoor, type Shown, theOnly } from './door.ts';

/** The service itself, sent signed events as Slack sends them; its answers are read from a stand-in of Slack. */
export const openSlack: OpenDoor = async (engine) => {
  const slack = await startSlack();
  const env = {
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    RATE_LIMIT_PER_MINUTE: '0',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const app = await createApp(readConfig(env), { engine, log: createLog('error') });
  const url = await app.start();
  let visits = 0;
  return {
    name: 'slack',
    async enter() {
      const where = { channel: `D${++visits}`, user: `U${visits}`, thread: nextTs() };
      const { channel, user, thread } = where;
      let isFirst = true;
      return {
        async say(text, choice) {
          const before = answersIn(slack, where);
          const value = choice && JSON.stringify({ choice: choice.id });
          const place = isFirst ? { ts: thread } : { thread_ts: thread };
          isFirst = false;
          if (value) await deliver(url, tapIn(where, before.at(-1)?.ts ?? '', value, text), true);
          else await deliver(url, directMessage(escaped(text), { channel, user, ...place }));
          return inSlack(theOnly(await replyAfter(before.length, slack, where), text));
        },
      };
    },
    async close() {
      await app.stop();
      await slack.close();
    },
  };
};

interface Where {
  readonly channel: string;
  readonly user: string;
  readonly thread: string;
}

const PATIENCE = 10_000;

function tapIn({ channel, user, thread }: Where, message_ts: string, value: string, label: string) {
  const element = { action_id: 'choice:0', value, text: { type: 'plain_text', text: label } };
  return tapOf(element, { message_ts, thread_ts: thread }, { user: { id: user }, channel: { id: channel } });
}

const answersIn = (slack: StandIn, { channel, thread }: Where) =>
  slack.posted.filter((message) => message.channel === channel && message.thread_ts === thread);

async function replyAfter(count: number, slack: StandIn, where: Where): Promise<Posted[]> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(2)) {
    const answers = answersIn(slack, where);
    if (answers.length > count) return answers.slice(count);
  }
  throw new Error('no answer in Slack');
}

function inSlack({ text, blocks, metadata }: Posted): Shown {
  const { kind, programs, topics, citations } = answerIn(metadata);
  const shown = blocks.filter(
    ({ type, elements: [first] = [] }) => type !== 'context' || !/^\*Sources\*/.test(first?.text ?? ''),
  );
  return {
    kind,
    programs,
    topics,
    articles: citations.map(({ article }) => article),
    body: shown.flatMap(textsIn).map(unmarked).join('\n').trim(),
    spoken: unescaped(text),
    choices: blocks.flatMap(({ type, elements }) => (type === 'actions' ? (elements ?? []).map(choiceIn) : [])),
  };
}

const answerIn = (metadata: Posted['metadata']): Answer =>
  JSON.parse((metadata as { event_payload: { answer: string } }).event_payload.answer);

/** What can be read in a block, without its buttons. */
function textsIn({ type, text, fields = [], elements = [], caption = '', rows = [] }: Block): string[] {
  if (type === 'section') return [text, ...fields].flatMap((part) => part?.text ?? []);
  if (type === 'context') return elements.map((part) => part.text);
  return type === 'data_table' ? [caption, ...rows.flat().map((cell) => cell.text)] : [];
}

const choiceIn = ({ text, value }: { text: { text: string }; value: string }) => ({
  id: JSON.parse(value).choice,
  label: text.text,
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const unmarked = (text: string) =>
  unescaped(text.replace(/<[^<>|]+\|([^<>]+)>/g, '$1').replace(/\*([^*\n]+)\*/g, '$1'));
