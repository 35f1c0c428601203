import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import type { Choice } from '../../dialogs/index.ts';
import { LIMITS } from '../../src/channels/teams/limits.ts';
import { type Sent, startBotFramework } from '../channels/teams/bot-framework.ts';
import { cardProblems } from '../channels/teams/card-problems.ts';
import { startTeams } from '../channels/teams/client.ts';
import { fixture } from '../channels/teams/fixtures.ts';
import type { OpenDoor, Shown } from './door.ts';

/** The service itself, posted to with signed tokens and answering over the connector. */
export const openTeams: OpenDoor = async (engine) => {
  const framework = await startBotFramework();
  const teams = await startTeams(framework, { engine });
  let count = 0;
  return {
    name: 'teams',
    async enter() {
      const conversation = { ...fixture('personal-message').conversation, id: `a:visit-${++count}` };
      let before: readonly Partial<Activity>[] = [];
      const send = async (name: string, changes: object) => {
        const activity = { ...fixture(name, framework.serviceUrl), id: `said-${++count}`, conversation, ...changes };
        const taken = await turnsOf(teams.url);
        await teams.post(activity);
        while ((await turnsOf(teams.url)) === taken) await sleep(2);
        const sent = await teams.repliesTo(activity.id);
        framework.sent.length = 0;
        for (const one of sent) refuseWhatTeamsWould(one);
        return sent.map((one) => one.activity);
      };
      await send('installation', {});
      return {
        async say(text, choice) {
          before = await send('personal-message', choice ? tapped(choice, before) : { text });
          return inTeams(before);
        },
      };
    },
    async close() {
      await teams.app.stop();
      await framework.close();
    },
  };
};

/** Throws what Teams would answer to a message as it was posted. */
function refuseWhatTeamsWould({ activity: { attachments = [] }, size }: Sent): void {
  const problems = attachments.flatMap(({ content }) => cardProblems(content));
  if (problems.length > 0) throw new Error(`a card that is none: ${problems[0]}`);
  if (size > LIMITS.messageBytesRefused) throw new Error(`a message of ${size} bytes`);
}

/** How many turns were taken: a turn's replies are all there when it is counted. */
async function turnsOf(url: string): Promise<string> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return /turns_total\{channel="teams",outcome="done"\} (\d+)/.exec(metrics)?.[1] ?? '0';
}

/** What Teams posts when a button of the reply before is tapped: of a card, its data; a suggested action says its label. */
function tapped({ id, label }: Choice, before: readonly Partial<Activity>[]): Partial<Activity> {
  const button = buttonsOf(before).find(({ data }) => data.choice === id);
  if (button) return { text: button.data.msteams.text, value: button.data.msteams.value };
  const suggestion = suggestionsOf(before).find(({ title }) => title === label);
  if (!suggestion) throw new Error(`no button "${label}" in Teams`);
  return { text: suggestion.value };
}

interface Button {
  readonly title: string;
  readonly data: { readonly choice: string; readonly msteams: { readonly text: string; readonly value: object } };
}

function buttonsOf(messages: readonly Partial<Activity>[]): Button[] {
  const elements = bodies(messages).flatMap((element) => (element.type === 'ActionSet' ? (element.actions ?? []) : []));
  return elements.filter(({ type }) => type === 'Action.Submit') as unknown as Button[];
}

const suggestionsOf = (messages: readonly Partial<Activity>[]) =>
  messages.flatMap(({ suggestedActions }) => suggestedActions?.actions ?? []);

function inTeams(messages: readonly Partial<Activity>[]): Shown {
  const [first, ...more] = messages;
  const answer = first?.channelData?.answer;
  if (!answer || more.some(({ channelData }) => channelData?.answer)) throw new Error('not exactly one answer');
  const buttons = buttonsOf(messages).map(({ title, data }) => ({ id: data.choice, label: title }));
  // A suggested action carries no id: its label is all that it sends.
  const suggestions = suggestionsOf(messages).map(({ title }) => ({ id: '', label: title }));
  return {
    kind: answer.kind,
    programs: answer.programs,
    topics: answer.topics,
    articles: answer.citations.map(({ article }: { article: string }) => article),
    body: [first.text ?? '', ...bodies(messages).flatMap(textsIn)].map(unmarked).join('\n').trim(),
    spoken: first.speak ?? '',
    choices: [...buttons, ...suggestions],
  };
}

interface Element {
  readonly type: string;
  readonly text?: string;
  readonly actions?: readonly { readonly type: string }[];
  readonly rows?: readonly { readonly cells: readonly { readonly items: readonly Element[] }[] }[];
}

const bodies = (messages: readonly Partial<Activity>[]): Element[] =>
  messages.flatMap(({ attachments = [] }) => attachments.flatMap(({ content }) => content.body));

/** What a card shows, without its list of sources. */
function textsIn({ type, text = '', rows = [] }: Element): string[] {
  if (type === 'TextBlock') return /^\[\d+\] \[/.test(text) ? [] : [text];
  return rows.flatMap(({ cells }) => cells.flatMap(({ items }) => items.flatMap(textsIn)));
}

/** Markdown as it reads: escapes and emphasis gone. */
const unmarked = (markdown: string) => markdown.replace(/\*\*/g, '').replace(/\\([\\`*_[\]<~&#>+.)-])/g, '$1');
