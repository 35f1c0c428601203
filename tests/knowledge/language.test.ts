import { expect, test } from 'vitest';
import { createLanguageDetector } from '../../knowledge/language.ts';
import { collectWords } from '../../knowledge/lexicon.ts';
import { tokenise } from '../../knowledge/text.ts';
import { loadShipped } from './shipped.ts';

const knowledge = loadShipped();
const detect = createLanguageDetector(knowledge.languages, collectWords(knowledge).words);
const languageOf = (text: string) => detect(text, tokenise(text))?.id ?? 'none';

test.each([
  ['¿Cuánto cuesta el programa?', 'es'],
  ['quiero estudiar desde casa', 'es'],
  ['combien coûte la formation', 'fr'],
  ['wie lange dauert die ausbildung', 'de'],
  ['quanto custa o curso', 'pt'],
  ['quanto dura il corso, vorrei lavorare', 'it'],
  ['konbyen pwogram nan koute', 'ht'],
  ['học phí bao nhiêu', 'vi'],
  ['magkano po ang kurso', 'tl'],
  ['ile kosztuje ta szkoła', 'pl'],
  ['сколько стоит программа', 'ru'],
  ['скільки коштує навчання', 'uk'],
  ['كم تكلفة البرنامج', 'ar'],
  ['这个课程多少钱', 'zh'],
  ['学費はいくらですか', 'ja'],
  ['비용이 얼마인가요', 'ko'],
])('%s is %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});

test.each([
  ['how much does billing cost'],
  ['I die for a job from home, what is the plan after the war'],
  ['is the tuition for HIM more than for HIT'],
  ['hola, how much is the coding program and how long does it take'],
  ['What about the résumé and the café?'],
  ['qwerty zxcvb'],
  ['12345'],
  ['🙂🙂🙂'],
  [''],
  ['constructor __proto__'],
])('%j is in no other language', (text) => {
  expect(languageOf(text)).toBe('none');
});

test('a few foreign letters in an English message do not make it foreign', () => {
  expect(languageOf('what does the character 码 mean in medical coding')).toBe('none');
});

test('no English word of the knowledge tells another language', () => {
  for (const { phrasings } of knowledge.questions.values())
    for (const text of phrasings) expect(languageOf(text.replaceAll('{program}', 'billing')), text).toBe('none');
});

const lang = (id: string, rest: object) => ({ id, name: id, words: [], reply: '', ...rest });

test('of languages with one script the words decide, and without words the first listed', () => {
  const two = createLanguageDetector(
    [lang('aa', { script: 'Greek', words: ['ναι'] }), lang('bb', { script: 'Greek', words: ['οχι'] })],
    new Set(),
  );
  expect(two('οχι τωρα', tokenise('οχι τωρα'))?.id).toBe('bb');
  expect(two('τωρα', tokenise('τωρα'))?.id).toBe('aa');
});

test('a word that English has does not tell', () => {
  const dutch = createLanguageDetector([lang('nl', { words: ['is', 'het', 'wat'] })], new Set(['is']));
  expect(dutch('is', tokenise('is'))).toBeUndefined();
  expect(dutch('wat', tokenise('wat'))?.id).toBe('nl');
});

test('in a longer message one foreign word is not enough', () => {
  const dutch = createLanguageDetector([lang('nl', { words: ['het', 'wat'] })], new Set());
  expect(dutch('tell me wat you mean', tokenise('tell me wat you mean'))).toBeUndefined();
  expect(dutch('wat is het nou', tokenise('wat is het nou'))?.id).toBe('nl');
});
