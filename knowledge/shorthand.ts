/** How words are shortened on a phone, by what is written for them: no slip of another word, and not the articles' own. */
const SHORTENED: Readonly<Record<string, string>> = {
  about: 'abt abut bout',
  and: 'nd',
  are: 'r',
  because: 'bc bcz cuz coz cus',
  before: 'b4',
  between: 'btwn btween betw',
  but: 'bt',
  can: 'cn',
  different: 'diffrent difrent',
  easy: 'ez eazy',
  easier: 'ezier eazier',
  experience: 'xp',
  for: 'fr',
  from: 'frm',
  good: 'gud gd',
  have: 'hv',
  how: 'hw',
  job: 'jb',
  months: 'mnths mths',
  much: 'mch',
  people: 'ppl ppls',
  really: 'rlly',
  salary: 'sal',
  same: 'sme',
  school: 'skool skl schl',
  something: 'smth sth sumthing',
  tell: 'tel',
  the: 'da teh',
  there: 'ther',
  university: 'uni',
  what: 'wat wut wht wot whut',
  when: 'wen',
  which: 'wich whch wch',
  with: 'wth',
  without: 'wo w/o',
  work: 'wrk',
  why: 'y',
  you: 'u ya',
};

const MEANT = new Map(
  Object.entries(SHORTENED).flatMap(([word, written]) => written.split(' ').map((short) => [short, word] as const)),
);

/** The word that a shortened one stands for; `undefined` for any other. */
export const spelledOut = (word: string): string | undefined => MEANT.get(word);
