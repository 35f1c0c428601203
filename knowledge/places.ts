/** The places that a message points at among the programs of a talk: "the first one", "number 2", "drop the last". */

/** What stands behind "first" and "last" where they are about something else than programs. */
const ELSE =
  '(?! (?:time|times|year|years|semester|month|months|week|weeks|day|job|step|steps|exam|test|class|course|try|attempt|thing|things|part|half|place|aid|of all|question|name|tell|explain|show|answer|what|how|let|i|you))';
const CLASS = '(?:one|1|program|programs|option|choice|field|path|track|degree|course|career|job|name)';
const place = (words: string) =>
  new RegExp(
    `(?:\\b(?:the|that|your|only|just|and|about|for|of|vs) (?:${words})\\b${ELSE}|^(?:${words})(?: ${CLASS})?$|\\b(?:${words}) ${CLASS}\\b)`,
  );

const PLACES: readonly (readonly [RegExp, number])[] = [
  [place('first|former|1st'), 0],
  [place('second|2nd'), 1],
  [place('third|3rd'), 2],
  [place('fourth|4th'), 3],
  [place('last|latter'), -1],
];
const MIDDLE = place('middle');
const FIRST_TWO = /\b(?:first|last) two\b/;
const NUMBER = /\b(?:number|option|choice|nr|no|program) (\d)\b|^(\d)$/;

/** Leaves out: "leave HIM out". */
export const LEAVING_OUT = /\b(?:leave|take|leaving|taking)\b.*\b(?:out|off|away)\b/;
const DROPS =
  /\b(?:forget|drop|remove|exclude|skip|ignore|except|without|minus|ditch|scrap|lose|not|(?:leave|take|kick)(?: out)?)(?: about| for)? (?:the |that )?(?:(?:number|option|program) \d|(?:first|second|third|fourth|last|middle|former|latter|1st|2nd|3rd)(?: two)?)\b/;

/** All less the ones in the places to be dropped: "leave out the second". */
export function withoutDropped(said: string, all: readonly string[]): readonly string[] | undefined {
  const [dropped] = DROPS.exec(said) ?? [];
  if (!dropped || (/\b(?:leave|take|kick) (?!out)/.test(dropped) && !LEAVING_OUT.test(said))) return undefined;
  return inPlace(said.replace(dropped, ''), all) ?? without(all, inPlace(dropped, all) ?? []);
}

/** The programs in the places that words name; `undefined` where they name none. */
export function inPlace(said: string, all: readonly string[]): string[] | undefined {
  if (FIRST_TWO.test(said)) return said.includes('first two') ? all.slice(0, 2) : all.slice(-2);
  const [, number, alone] = NUMBER.exec(said) ?? [];
  const places = [
    ...PLACES.flatMap(([words, at]) => (words.test(said) ? [at] : [])),
    ...(MIDDLE.test(said) && all.length === 3 ? [1] : []),
    ...(number || alone ? [Number(number ?? alone) - 1] : []),
  ];
  return places.length > 0 ? places.flatMap((at) => all.at(at) ?? []) : undefined;
}

/** Some programs less others; `undefined` where none is left. */
export const without = (all: readonly string[], named: readonly string[]): readonly string[] | undefined => {
  const rest = all.filter((id) => !named.includes(id));
  return rest.length > 0 ? rest : undefined;
};
