/** Answers one question and shows how: what was understood and why, the FAQ entries near it, each channel's drawing. */
import { parseArgs } from 'node:util';
import { compose, decide, settle } from '../../dialogs/index.ts';
import { plainText } from '../channels/plain-text.ts';
import { drawForWebChat } from '../channels/website/draw.ts';
import { setUp } from './set-up.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const question = positionals.join(' ').trim();
if (!question) {
  process.stderr.write('Say what to ask: npm run ask -- "billing or coding, which pays more?" [--json]\n');
  process.exit(2);
}

const { config, kit, understand } = setUp();
const understood = settle(understand(question), kit);
const matches = understood.matches.map(({ entry, phrasing, similarity }) => {
  const { question: first = '', phrasings = [] } = kit.knowledge.questions.get(entry) ?? {};
  return { entry, phrasing: [first, ...phrasings][phrasing], similarity };
});
const reply = compose(understood, kit);
const origin = config.publicUrl ?? `http://${config.host}:${config.port}`;
const drawings = {
  plain: plainText(reply),
  website: drawForWebChat(reply, { origin }),
};

if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ question, understood: { ...understood, matches }, decision: decide(understood, kit), reply, drawings }, null, 2)}\n`,
  );
} else {
  const topics = understood.topics.map(
    (t) => `${t.id} ${t.score.toFixed(2)}${t.aspects.length > 0 ? ` (${t.aspects.join(', ')})` : ''}`,
  );
  const lines = [
    drawings.plain,
    '',
    `decision:   ${decide(understood, kit)} (confidence ${understood.confidence.toFixed(2)})`,
    `programs:   ${understood.programs.join(', ') || 'none'}`,
    `topics:     ${topics.join('; ') || 'none'}`,
    `because:    ${understood.reasons.join('; ')}`,
    'nearest questions:',
    ...matches.map((m) => `  ${m.similarity.toFixed(2)} ${m.entry}: "${m.phrasing}"`),
    'as drawn for the website:',
    JSON.stringify(drawings.website, null, 2),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
