import { expect, test } from 'vitest';
import { compose, type Reply } from '../../../dialogs/index.ts';
import { createUnderstanding } from '../../../knowledge/index.ts';
import { drawForSlack } from '../../../src/channels/slack/draw.ts';
import { simpler } from '../../../src/channels/slack/table.ts';
import { readQuestionSets } from '../../../src/commands/evaluation/sets.ts';
import { kitOf } from '../../dialogs/asked.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { areTooLong, problemsIn } from './block-kit.ts';

const knowledge = loadShipped();
const understand = createUnderstanding(knowledge);
const kit = kitOf(knowledge);
const origin = 'https://chat.school.example';

/** Why Slack would refuse a reply in one of its forms. */
function refusals(reply: Reply): string[] {
  const [message] = drawForSlack(reply, { origin });
  const { text, blocks } = message?.channelData ?? {};
  const table = simpler(blocks);
  const forms = [blocks, table, table && simpler(table)].filter((form) => form !== undefined);
  return [
    ...(text.length > 4000 ? ['text: too long'] : []),
    ...(JSON.stringify(blocks).includes('does not fit') ? ['cut'] : []),
    ...forms.flatMap((form) => (areTooLong(form) ? ['msg_blocks_too_long'] : problemsIn(form))),
  ];
}

test('Slack takes the reply to every question of the sets, whole and in every form', () => {
  const questions = readQuestionSets('tests/questions').flatMap(({ lines }) => lines.flatMap(({ turns }) => turns));
  expect(questions.length).toBeGreaterThan(1500);
  const refused = questions.flatMap(({ user }) => {
    const problems = refusals(compose(understand(user), kit));
    return problems.length > 0 ? [{ user, problems }] : [];
  });
  expect(refused).toEqual([]);
}, 120_000);
