import { describe, expect, test } from 'vitest';
import { compose } from '../../dialogs/compose.ts';
import { disagreementNotes, leavingRoom } from '../../dialogs/disagreement.ts';
import type { Note, Reply, Statement } from '../../dialogs/reply.ts';
import { Sources } from '../../dialogs/sources.ts';
import type { Disagreement, Fact, Knowledge } from '../../knowledge/index.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf, statementsOf } from './asked.ts';

const declared = `- id: framing-work
  programs: [framing]
  topic: definition
  about: what framers do
  sides:
    - says: they build houses
      facts: [framing-definition]
    - says: they wear masks
      facts: [carpentry-dust]
- id: framing-length
  programs: [framing]
  topic: duration
  about: how long framing takes
  sides:
    - says: 6 months
      facts: [framing-duration]
    - says: less than finish work
      facts: [framing-finish-differences]
- id: framing-dust
  programs: [carpentry]
  topic: dust
  about: how dusty carpentry is
  sides:
    - says: masks are worn
      facts: [carpentry-dust]
    - says: it is a skeleton
      facts: [framing-definition]
- id: finish-or-cabinets
  programs: [finish, cabinets]
  topic: duration
  about: which takes longer
  sides:
    - says: finish work
      facts: [finish-duration]
    - says: cabinetmaking
      facts: [cabinets-duration]
`;
const folder = loadFolder({ 'disagreements.yaml': declared });

/** The notes beside these facts, said in this order, for a question about these programs. */
function notesOn(ids: readonly string[], programs: readonly string[], knowledge: Knowledge = folder, most = 2) {
  const sources = new Sources(knowledge.articles);
  for (const id of ids) sources.state(knowledge.facts.get(id) as Fact);
  const notes = disagreementNotes(programs, sources, knowledge, most);
  return { notes, texts: notes.map((note) => note.statements.map((s) => s.text).join(' ')), sources };
}

test('a side that stands alone is followed by the others, each with its article', () => {
  const { notes, sources } = notesOn(['cabinets-cost'], ['cabinets']);
  expect(notes).toEqual([
    {
      kind: 'note',
      statements: [
        { text: 'The articles disagree on cost for cabinetmaking: $9,500 in all (2024);', citations: [1] },
        { text: '$12,000 in all (undated).', citations: [2] },
      ],
    },
  ]);
  expect(sources.citations.map((c) => c.article)).toEqual(['oak-guide', 'trade_review']);
});

test('where every side was said, none is repeated, but that they disagree is', () => {
  expect(notesOn(['cabinets-cost', 'cabinets-cost-review'], ['cabinets']).notes).toEqual([
    {
      kind: 'note',
      statements: [{ text: 'The articles (2024, undated) disagree on cost for cabinetmaking.', citations: [1, 2] }],
    },
  ]);
});

test('nothing is said where no side was', () => {
  expect(notesOn(['cabinets-salary', 'finish-cost'], ['cabinets', 'finish']).notes).toEqual([]);
});

test('one article that says both is said to contradict itself, with its year once', () => {
  expect(notesOn(['framing-duration'], ['framing']).notes[0]?.statements).toEqual([
    {
      text: 'One article (2024) contradicts itself on how long framing takes: 6 months; less than finish work.',
      citations: [1],
    },
  ]);
});

test('a side is cited from an article that the reply cites already', () => {
  const facts = new Map(folder.facts);
  const review = { ...(facts.get('carpentry-dust') as Fact), id: 'dust-oak', article: 'oak-guide' };
  const [dust] = folder.disagreements.filter((d) => d.id === 'framing-dust');
  const { sides } = dust as Disagreement;
  const both = { ...sides[0], says: 'masks are worn', facts: ['carpentry-dust', 'dust-oak'] };
  const changed = {
    ...folder,
    facts: facts.set(review.id, review),
    disagreements: [{ ...(dust as Disagreement), topic: 'definition', sides: [both, ...sides.slice(1)] }],
  };
  expect(notesOn(['framing-definition'], ['framing'], changed).sources.citations.map((c) => c.article)).toEqual([
    'oak-guide',
  ]);
});

test('only what is about the programs asked, their wholes and their parts, is noted', () => {
  expect(notesOn(['cabinets-cost'], ['framing']).notes).toEqual([]);
  expect(notesOn(['cabinets-cost'], []).notes).toHaveLength(1);
  expect(notesOn(['carpentry-dust'], ['framing']).notes).toHaveLength(1);
  expect(notesOn(['framing-duration'], ['carpentry']).notes).toHaveLength(1);
});

test('what sets programs against each other is noted where all of them were asked about', () => {
  expect(notesOn(['finish-duration'], ['finish']).notes).toEqual([]);
  expect(notesOn(['finish-duration'], ['finish', 'cabinets']).texts).toEqual([
    'One article (2024) contradicts itself on which takes longer: finish work; cabinetmaking.',
  ]);
});

test('a fact of another topic takes a side, but calls for no note', () => {
  expect(notesOn(['carpentry-dust'], ['framing']).texts.join()).not.toContain('what framers do');
  expect(notesOn(['framing-definition', 'carpentry-dust'], ['framing']).texts).toEqual([
    'The articles (2024, undated) disagree on what framers do.',
  ]);
});

test('at most two notes, on figures first and then on what was said first; the others are named', () => {
  const { texts } = notesOn(['framing-definition', 'framing-duration', 'cabinets-cost'], []);
  expect(texts).toEqual([
    expect.stringContaining('cost for cabinetmaking'),
    expect.stringMatching(/what framers do: .*\. They also differ on how long it takes\.$/),
  ]);
  expect(notesOn(['framing-definition', 'framing-duration', 'cabinets-cost'], [], folder, 1).texts).toEqual([
    expect.stringMatching(/cost for cabinetmaking: .*\. They also differ on what it is and how long it takes\.$/),
  ]);
});

test('two disagreements on one topic share its note', () => {
  const { texts } = notesOn(['framing-duration', 'finish-duration'], ['framing', 'finish', 'cabinets']);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/how long framing takes: .*\. One article .* which takes longer: /);
});

test('room is left for the notes, and none where there are none', () => {
  const note: Note = { kind: 'note', statements: [{ text: 'four words in all', citations: [] }] };
  expect(leavingRoom(20, (words) => ({ words, notes: [] })).words).toBe(20);
  expect(leavingRoom(20, (words) => ({ words, notes: [note] })).words).toBe(16);
});

test('room is not left where that would change what is noted', () => {
  const note: Note = { kind: 'note', statements: [{ text: 'four words in all', citations: [] }] };
  expect(leavingRoom(20, (words) => ({ words, notes: words < 20 ? [] : [note] })).words).toBe(20);
});

describe('over every program, pair and topic of the shipped knowledge', () => {
  const knowledge = loadShipped();
  const kit = kitOf(knowledge);
  const programs = [...knowledge.programs.keys()];
  const pairs = programs.flatMap((a, i) => programs.slice(i + 1).map((b) => [a, b]));
  const replies = [...programs.map((program) => [program]), ...pairs].flatMap((ids) =>
    [...knowledge.topics.keys()].map((topic) => compose(asked(ids, [topic]), kit)),
  );
  const notesOf = (reply: Reply) => reply.blocks.filter((block) => block.kind === 'note');
  const textsOf = (reply: Reply) => new Set(reply.blocks.flatMap(statementsOf).map((s) => s.text.toLowerCase()));
  const nameOf = (reply: Reply) => `${reply.programs} × ${reply.topics}`;

  /** Whether a reply says a fact, in full or as a cell. */
  const says = (texts: ReadonlySet<string>, id: string) => {
    const fact = knowledge.facts.get(id) as Fact;
    return texts.has(fact.text.toLowerCase()) || texts.has((fact.cell ?? fact.text).toLowerCase());
  };
  /** Disagreements about programs asked of which the reply says a fact on its topic. */
  const touchedBy = (reply: Reply) => {
    const texts = textsOf(reply);
    const isOnTopic = (id: string, topic: string) => knowledge.facts.get(id)?.topic === topic;
    return knowledge.disagreements.filter(
      (d) =>
        d.programs.every((program) => reply.programs.includes(program)) &&
        d.sides.some((side) => side.facts.some((id) => isOnTopic(id, d.topic) && says(texts, id))),
    );
  };
  /** Whether each side is said by a fact or in a note, or the disagreement at least named. */
  const showsAll = (reply: Reply, { about, topic, sides }: Disagreement) => {
    const name = knowledge.topics.get(topic)?.name.toLowerCase() ?? topic;
    const texts = textsOf(reply);
    const noted = notesOf(reply)
      .flatMap(statementsOf)
      .map((s) => s.text);
    const isSaid = (side: Disagreement['sides'][number]) =>
      side.facts.some((id) => says(texts, id)) || noted.some((text) => text.includes(side.says));
    return sides.every(isSaid)
      ? 'shown'
      : noted.some((text) => text.includes(about) || text.includes(name))
        ? 'named'
        : 'silent';
  };

  test('a reply that shows one side shows the others; where its notes have no room, a comparison names it', () => {
    const touched = replies.flatMap((reply) => touchedBy(reply).map((disagreement) => ({ reply, disagreement })));
    expect(touched.length).toBeGreaterThan(100);
    for (const { reply, disagreement } of touched) {
      const how = showsAll(reply, disagreement);
      const mayName = reply.programs.length > 1;
      expect(mayName ? ['shown', 'named'] : ['shown'], `${nameOf(reply)}: ${disagreement.about}`).toContain(how);
    }
  });

  test('a note is short, there are at most two, and many replies have none', () => {
    const isSides = ({ citations }: Statement) => citations.length > 0;
    for (const reply of replies) {
      expect(notesOf(reply).length, nameOf(reply)).toBeLessThanOrEqual(2);
      for (const note of notesOf(reply)) {
        const text = statementsOf(note)
          .filter(isSides)
          .map((s) => s.text)
          .join(' ');
        expect(text.split(' ').length, `${nameOf(reply)}: ${text}`).toBeLessThanOrEqual(35);
      }
    }
    expect(replies.filter((reply) => notesOf(reply).length > 0).length).toBeLessThan(replies.length * 0.6);
  });

  test('each statement of a note cites the article of a fact on that side', () => {
    const sides = knowledge.disagreements.flatMap((d) => d.sides);
    const checked = replies.flatMap(notesOf).flatMap((note) => statementsOf(note)).length;
    expect(checked).toBeGreaterThan(100);
    for (const reply of replies) {
      const articles = new Map(reply.citations.map((c) => [c.position, c.article]));
      for (const { text, citations } of notesOf(reply).flatMap(statementsOf)) {
        if (text.startsWith('They also differ on ')) continue;
        const pointedAt = knowledge.disagreements.filter(({ about }) => text.endsWith(` on ${about}.`));
        const said = [...sides.filter((side) => text.includes(side.says)), ...pointedAt.flatMap((d) => d.sides)];
        const sources = new Set(said.flatMap((side) => side.facts.map((id) => knowledge.facts.get(id)?.article)));
        if (pointedAt.length === 0) expect(citations, text).toHaveLength(1);
        expect(citations.length, text).toBeGreaterThan(0);
        for (const citation of citations)
          expect(sources.has(articles.get(citation)), `${nameOf(reply)}: ${text}`).toBe(true);
      }
    }
  });
});
