import type { Activity, Attachment, SuggestedActions } from 'botbuilder';

interface Words {
  readonly text: string | undefined;
  readonly speak: string | undefined;
  readonly attachments: Attachment[] | undefined;
}

interface Kept {
  readonly words: Words;
  readonly json: string;
}

/** By the choices drawn with an answer, and for as long as those are kept to be said again. */
const kept = new WeakMap<object, Kept>();

/** An activity as JSON. What an answer that is drawn once says each time is written once, too. */
export function activityJson(activity: Partial<Activity>): string {
  const { text, speak, attachments, suggestedActions, ...rest } = activity;
  // What is not frozen may be something else the next time.
  if (!suggestedActions || ![suggestedActions, attachments].every(Object.isFrozen)) return JSON.stringify(activity);
  const words = wordsJson({ text, speak, attachments }, suggestedActions);
  const others = JSON.stringify(rest);
  return others === '{}' ? words : `${words.slice(0, -1)},${others.slice(1)}`;
}

function wordsJson(words: Words, suggestedActions: SuggestedActions): string {
  const before = kept.get(suggestedActions);
  if (before && isSame(before.words, words)) return before.json;
  const json = inAscii(JSON.stringify({ ...words, suggestedActions }));
  kept.set(suggestedActions, { words, json });
  return json;
}

const isSame = (one: Words, other: Words) =>
  one.text === other.text && one.speak === other.speak && one.attachments === other.attachments;

/**
 * One letter beyond Latin has a string take two bytes for each of its letters, in all its copies, and slows whatever turns it
 * into bytes. The detour makes it take one.
 */
function inAscii(json: string): string {
  const escaped = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(escaped, 'latin1').toString('latin1');
}
