// src/authorization.ts
import { createHash, timingSafeEqual } from "node:crypto";
function createAdminCheck(adminToken) {
  return (request) => adminToken ? equal(bearerOf(request) ?? "", adminToken) : isLocal(request);
}
function bearerOf(request) {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}
function equal(one, other) {
  const digest2 = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest2(one), digest2(other));
}
function isLocal({ address, headers }) {
  const forwarded = headers["x-forwarded-for"] ?? headers.forwarded ?? headers["x-real-ip"];
  return forwarded === void 0 && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

// src/bot.ts
import { ActivityTypes, ConversationState } from "botbuilder";

// knowledge/figures.ts
var FigureError = class extends Error {
  code = "FIGURE_UNREADABLE";
  name = "FigureError";
};
var NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
var SHAPE = new RegExp(
  String.raw`^(?:(?<qualifier>about|nearly|over|more than|at least|from|starting near|up to|under|less than) )?` + String.raw`(?<money>\$)?(?<low>${NUMBER})(?: ?(?<lowUnit>weeks?|months?|years?))?` + String.raw`(?: ?– ?\$?(?<high>${NUMBER}))?(?<rest>.*)$`
);
var MONEY = /^ ?(?<difference>more|less)? ?(?<unit>in all|per (?:year|month|week|hour|credit))$/;
var DURATION = /^ (?<unit>weeks?|months?|years?)$/;
var SHARE = /^ ?%(?: (?<difference>more|less))?$/;
var COUNT = /^ (?<unit>[a-z][a-z -]*)$/;
var TIME = / (?:in (?<in>\d{4})|(?:by|through) (?<to>\d{4})|from (?<from>\d{4}) to (?<until>\d{4}))$/;
var MONTHS = { week: 12 / 52, month: 1, year: 12 };
var value = (text) => Number(text.replaceAll(",", ""));
var inMonths = (amount, unit) => amount * (MONTHS[unit.replace(/s$/, "")] ?? Number.NaN);
function parseFigure(text) {
  const time = TIME.exec(text);
  const shape = SHAPE.exec(text.replace(TIME, ""))?.groups;
  if (!shape?.low) throw unreadable(text, "it should begin with an amount");
  const rest = shape.rest ?? "";
  const low = value(shape.low);
  const high = shape.high === void 0 ? void 0 : value(shape.high);
  const base = { text, ...spanOf(time?.groups) };
  if (shape.money) {
    const money = MONEY.exec(rest)?.groups;
    if (!money?.unit) throw unreadable(text, 'after an amount of money say "in all", "per year", "per hour" \u2026');
    return {
      kind: "money",
      unit: money.unit,
      ...ends(text, shape.qualifier, low, high),
      ...difference(money),
      ...base
    };
  }
  const duration = DURATION.exec(rest)?.groups;
  if (duration?.unit) {
    const first = inMonths(low, shape.lowUnit ?? duration.unit);
    const last = high === void 0 ? void 0 : inMonths(high, duration.unit);
    return { kind: "duration", unit: "months", ...ends(text, shape.qualifier, first, last), ...base };
  }
  if (shape.lowUnit && rest === "" && high === void 0) {
    return { kind: "duration", unit: "months", ...ends(text, shape.qualifier, inMonths(low, shape.lowUnit)), ...base };
  }
  const share = SHARE.exec(rest)?.groups ?? (SHARE.test(rest) ? {} : void 0);
  if (share)
    return { kind: "share", unit: "%", ...ends(text, shape.qualifier, low, high), ...difference(share), ...base };
  const count = COUNT.exec(shape.lowUnit ? ` ${shape.lowUnit}${rest}` : rest)?.groups;
  if (count?.unit) return { kind: "count", unit: count.unit, ...ends(text, shape.qualifier, low, high), ...base };
  throw unreadable(text, 'end it with a unit: "months", "%", "credits", "in all" \u2026');
}
function ends(text, qualifier, low, high = low) {
  if (low > high) throw unreadable(text, "the lower amount comes first");
  if (/^(?:up to|under|less than)$/.test(qualifier ?? "")) return { high };
  if (/^(?:over|more than|at least|from|starting near)$/.test(qualifier ?? "")) return { low };
  return { low, high };
}
var difference = (groups) => groups.difference === "more" || groups.difference === "less" ? { difference: groups.difference } : {};
function spanOf(time) {
  if (time?.in) return { span: { from: Number(time.in), to: Number(time.in) } };
  if (time?.to) return { span: { to: Number(time.to) } };
  if (time?.from && time.until) return { span: { from: Number(time.from), to: Number(time.until) } };
  return {};
}
var unreadable = (text, why) => new FigureError(
  `the figure "${text}" cannot be read: ${why} (as in "$7,000\u2013$25,000 in all", "9\u201318 months", "16% from 2023 to 2033")`
);
var comparable = (a, b) => a.kind === b.kind && a.unit === b.unit && !a.difference && !b.difference;
function order(a, b) {
  const low = Math.sign((a.low ?? 0) - (b.low ?? 0));
  const high = Math.sign((a.high ?? Number.MAX_VALUE) - (b.high ?? Number.MAX_VALUE));
  if (low === 0 && high === 0) return "same";
  if (low <= 0 && high <= 0) return "less";
  if (low >= 0 && high >= 0) return "more";
  return "mixed";
}

// knowledge/load.ts
import { readdirSync } from "node:fs";
import { join as join2 } from "node:path";
import { z as z2 } from "zod";

// knowledge/text.ts
var INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
var PIECE = /[\p{L}\p{N}]+(?:'\p{L}+)*|[$€£]+|[&/+]|[?!.;,:…\n]/gu;
var BREAK = /^[?!.;,:…\n]$/;
function fold(text) {
  return text.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().replace(/[‘’ʼ`´]/g, "'");
}
function tokenise(text, limit = 400) {
  const tokens = [];
  let clause = 0;
  for (const [piece] of fold(text).matchAll(PIECE)) {
    if (tokens.length === limit) break;
    if (BREAK.test(piece)) clause += 1;
    else tokens.push(token(spelledOut(piece), clause));
  }
  return tokens;
}
var token = (word, clause) => ({ word, stem: stem(word), clause });
var spelledOut = (piece) => piece === "&" || piece === "+" ? "and" : /^[$€£]+$/.test(piece) ? "money" : piece;
var ENDINGS = [
  [/'s?$/, ""],
  [/(?<=[a-z]{2})ies$/, "y"],
  [/(?<=[a-z]{2}(?:[sxz]|ch|sh))es$/, ""],
  [/(?<=[a-z]{2}[^s])s$/, ""],
  [/(?<=[a-z]{3})(?:ing|ed)$/, ""],
  [/(?<=[a-z]{3})ly$/, ""],
  [/(?<=[a-z]{3})e$/, ""],
  [/(?<=[a-z]{2})([bdfglmnprt])\1$/, "$1"]
];
function stem(word) {
  return ENDINGS.reduce((rest, [ending, instead]) => rest.replace(ending, instead), word);
}
var STOP_WORDS = new Set(
  "a an the and or but if so of to in on at by for from with as is are am be been being was were do does did doing have has had i i'm i'd i've i'll me my mine you your yours he she it its it's they them their we us our this that these those there here what which who whom how when where why will would can could should may might must not no yes just really very much many more most some any all than then too also about into up out like get got going go want need one ones thing things someone please ok okay um uh well don't doesn't didn't can't what's that's is isn't won't u ur n im whats".split(" ")
);

// knowledge/check.ts
function checkReferences(files, report) {
  const articles = ids("article", [files.articles]);
  const programs = ids("program", [files.programs]);
  const topics = ids("topic", [files.topics]);
  const facts = ids(
    "fact",
    files.facts.map((file) => ({ ...file, content: file.content.facts, at: ["facts"] }))
  );
  ids("question", files.questions);
  const aspects = new Map(
    files.topics.content.map(({ id: id3, aspects: list2 }) => [
      id3,
      { what: `aspect of "${id3}"`, all: new Set(list2.map((a) => a.id)) }
    ])
  );
  checkAliases(files.programs, report);
  files.programs.content.forEach(({ partOf }, i) => {
    if (partOf) known2(files.programs, [i, "partOf"], partOf, programs);
  });
  files.topics.content.forEach((topic, i) => {
    known2(files.topics, [i, "next"], topic.next, topics);
    known2(files.topics, [i, "general"], topic.general, aspects.get(topic.id));
  });
  for (const file of files.facts) {
    known2(file, ["article"], file.content.article, articles);
    file.content.facts.forEach((fact, i) => {
      const at = ["facts", i];
      known2(file, [...at, "programs"], fact.programs, programs);
      checkTopic(file, at, fact);
      if (!fact.contrast) return;
      if (fact.programs.length < 2) report(file.problem([...at, "contrast"], "a contrast needs at least two programs"));
      const own = { what: "program of this fact", all: new Set(fact.programs) };
      if (typeof fact.contrast === "object") known2(file, [...at, "contrast", "more"], fact.contrast.more, own);
    });
  }
  for (const file of files.questions) {
    file.content.forEach((question, i) => {
      checkTopic(file, [i], question);
      known2(file, [i, "programs"], question.programs, programs);
      known2(file, [i, "facts"], question.facts, facts);
    });
  }
  function checkTopic(file, at, entry) {
    known2(file, [...at, "topic"], entry.topic, topics);
    known2(file, [...at, "aspects"], entry.aspects, aspects.get(entry.topic));
  }
  function known2(file, at, used, ids2) {
    const unknown = (id3, path) => {
      const possible = [...ids2?.all ?? []].join(", ") || "none";
      report(file.problem(path, `there is no ${ids2?.what} "${id3}"; the possible ones are ${possible}`));
    };
    if (!ids2) return;
    if (typeof used === "string") ids2.all.has(used) || unknown(used, at);
    else used.forEach((id3, i) => ids2.all.has(id3) || unknown(id3, [...at, i]));
  }
  function ids(what, listings) {
    const seen = /* @__PURE__ */ new Map();
    for (const file of listings) {
      file.content.forEach(({ id: id3 }, i) => {
        const before = seen.get(id3);
        const path = [...file.at ?? [], i, "id"];
        if (before) report(file.problem(path, `"${id3}" is taken already (in ${before}); choose another id`));
        else seen.set(id3, file.name);
      });
    }
    return { what, all: new Set(seen.keys()) };
  }
}
function checkAliases(programs, report) {
  const owners = /* @__PURE__ */ new Map();
  programs.content.forEach((program, i) => {
    for (const list2 of ["aliases", "hints"]) {
      program[list2].forEach((alias, j) => {
        const owner = owners.get(fold(alias));
        if (owner) {
          const message = `"${alias}" already stands for "${owner}"; let one of them have it`;
          report(programs.problem([i, list2, j], message));
        } else owners.set(fold(alias), program.id);
      });
    }
  });
}

// knowledge/problems.ts
var KnowledgeError = class extends Error {
  code = "KNOWLEDGE_INVALID";
  name = "KnowledgeError";
  problems;
  constructor(directory, problems) {
    const lines = problems.map((p) => `  ${p.file}${p.line ? `:${p.line}` : ""} ${p.field}: ${p.message}`);
    super(`The knowledge in ${directory} has ${problems.length} problem(s):
${lines.join("\n")}`);
    this.problems = problems;
  }
};
var fieldName = (path) => path.map((step, i) => typeof step === "number" ? `[${step}]` : `${i ? "." : ""}${String(step)}`).join("") || "(the file)";

// knowledge/schema.ts
import { z } from "zod";
var id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "an id is lower-case letters and digits joined by hyphens");
var articleId = z.string().regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/, "an article id is letters, digits, _ and -");
var words = z.array(z.string().trim().min(1));
var sentence = z.string().trim().min(1).max(320);
var articleSchema = z.strictObject({
  id: articleId,
  title: sentence,
  /** Where it appeared; "publisher not stated" is an honest value. */
  publisher: z.string().trim().min(1),
  author: z.string().trim().min(1).optional(),
  /** As exact as it is known: `2025-03-13`, `2025-03` or `2025`. */
  date: z.string().regex(/^\d{4}(?:-\d{2}){0,2}$/, "a date is 2025, 2025-03 or 2025-03-13").optional(),
  url: z.url({ protocol: /^https?$/ }).optional()
});
var programSchema = z.strictObject({
  id,
  /** As it stands at the head of a column. */
  name: z.string().trim().min(1).max(40),
  /** As it reads inside a sentence. */
  short: z.string().trim().min(1).max(30),
  /** The program this one is a part of: what articles say of the whole also helps with the part. */
  partOf: id.optional(),
  /** What students call it, the people who do it and their work; each belongs to one program only. */
  aliases: words.min(1),
  /** Names that mean this program only where nothing surer is said: certificates, jobs, products of the work. */
  hints: words.default([]),
  /** Phrases that contain an alias and do not mean the program: "tell him", "hit me". */
  notMeant: words.default([])
});
var aspectSchema = z.strictObject({
  id,
  name: z.string().trim().min(1).max(60),
  words: words.default([])
});
var topicSchema = z.strictObject({
  id,
  /** Row label in a table, and the name on a button. */
  name: z.string().trim().min(1).max(30),
  /** Completes "The articles do not say …". */
  unknown: z.string().trim().min(1),
  /** Words and phrases by which a student asks for it. */
  words: words.default([]),
  /** Its place in a general comparison of programs, 1 first; left out where it is not part of one. */
  overview: z.int().min(1).optional(),
  /** Topics worth asking next. */
  next: z.array(id).default([]),
  /** How two programs are ordered on this topic, if they can be: the figure that decides and how the verdict is said. */
  scale: z.strictObject({
    figure: z.enum(["money", "duration", "share", "count"]).optional(),
    /** Predicate of the program with more of it, and with less: "pays more", "pays less". */
    more: z.string().trim().min(1),
    less: z.string().trim().min(1),
    /** The side a student usually looks for; the verdict names it first. */
    prefer: z.enum(["more", "less"])
  }).optional(),
  aspects: z.array(aspectSchema).default([]),
  /** The aspects that a question about the topic as a whole means: what it costs in all, what it usually pays. */
  general: z.array(id).default([])
});
var factSchema = z.strictObject({
  id,
  programs: z.array(id).min(1),
  topic: id,
  /** What the claim is about more closely; the first is the one its figures measure. */
  aspects: z.array(id).default([]),
  /** The claim in our own words, one or two sentences that stand alone. */
  text: sentence,
  /** The same for a table cell, without naming the program. */
  cell: z.string().trim().min(1).max(140).optional(),
  /** Every amount, span and share of the claim: `$7,000–$25,000 in all`, `9–18 months`, `16 % from 2023 to 2033`. */
  figures: words.default([]),
  /** Set on a claim that sets programs against each other: the one that has more on the topic's scale, or `even`. */
  contrast: z.union([z.strictObject({ more: id }), z.literal("even"), z.literal("unlike")]).optional(),
  /** Words students use for it that the text does not contain. */
  words: words.default([])
});
var factFileSchema = z.strictObject({ article: articleId, facts: z.array(factSchema).min(1) });
var questionSchema = z.strictObject({
  id,
  /** The question as a title, for "did you mean". `{program}` stands for the programs asked about. */
  question: sentence,
  topic: id,
  aspects: z.array(id).default([]),
  /** Only for a question about these programs, as when a certificate implies one. */
  programs: z.array(id).default([]),
  /** Facts that answer it, most important first; left out, the facts of the programs, topic and aspects do. */
  facts: z.array(id).default([]),
  phrasings: words.min(1)
});
var questionFileSchema = z.array(questionSchema).min(1);
var outsideSchema = z.strictObject({
  /** Programs and jobs that the articles do not cover, by the name we give back: `nursing: [nurse, rn]`. */
  programs: z.record(z.string(), words),
  /** Matters of one school or of a detail that no article speaks of: `parking: [parking, park my car]`. */
  matters: z.record(z.string(), words),
  /** Places that no article has figures for. */
  places: z.record(z.string(), words),
  /** Phrasings of messages that have nothing to do with choosing a program, to train the refusal. */
  phrasings: words
});
var smalltalkSchema = z.array(
  z.strictObject({
    id,
    kind: z.enum(["smalltalk", "handoff", "fallback"]),
    phrasings: words.min(1),
    reply: z.string().trim().min(1),
    /** What it makes the bot do besides: show what can be asked, or forget what was talked of. */
    does: z.enum(["help", "start-over"]).optional(),
    /** Matched anywhere in a message, before anything else is considered. */
    always: z.boolean().default(false)
  })
);
var languageSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z]{2,3}$/, "a language is its two- or three-letter code"),
    name: z.string().trim().min(1),
    /** Frequent words that English does not share; or none where the script alone tells. */
    words: words.default([]),
    script: z.string().trim().min(1).optional(),
    reply: z.string().trim().min(1)
  })
);
var schoolSchema = z.strictObject({
  /** The name the bot goes by. */
  bot: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1),
  /** What the programs have in common, for "I can compare programs in …". */
  field: z.string().trim().min(1),
  /** Whom to ask for what the articles do not cover. */
  contact: z.strictObject({
    name: z.string().trim().min(1),
    email: z.email().optional(),
    phone: z.string().trim().min(1).optional(),
    url: z.url({ protocol: /^https?$/ }).optional()
  })
});

// knowledge/yaml-file.ts
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
function readYaml(directory, name, schema, report) {
  let text;
  try {
    text = readFileSync(join(directory, name), "utf8");
  } catch {
    report({
      file: name,
      field: "(the file)",
      message: "it is missing or cannot be read; every knowledge folder needs it"
    });
    return void 0;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      report({
        file: name,
        line: error.linePos?.[0].line ?? 1,
        field: "(YAML)",
        message: error.message.split("\n")[0] ?? error.code
      });
    }
    return void 0;
  }
  const problem = (path, message) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range)
        return { file: name, line: lines.linePos(node.range[0]).line, field: fieldName(path), message };
    }
    return { file: name, field: fieldName(path), message };
  };
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { name, content: parsed.data, problem };
  for (const issue of parsed.error.issues) report(problem(issue.path, issue.message));
  return void 0;
}

// knowledge/load.ts
function loadKnowledge(directory) {
  const problems = [];
  const read3 = (name, schema) => readYaml(directory, name, schema, (p) => problems.push(p));
  const readAll = (folder, schema) => yamlNames(directory, folder, problems).flatMap((name) => read3(`${folder}/${name}`, schema) ?? []);
  const school = read3("school.yaml", schoolSchema);
  const articles = read3("articles.yaml", z2.array(articleSchema).min(1));
  const programs = read3("programs.yaml", z2.array(programSchema).min(1));
  const topics = read3("topics.yaml", z2.array(topicSchema).min(1));
  const outside = read3("outside.yaml", outsideSchema);
  const smalltalk = read3("smalltalk.yaml", smalltalkSchema);
  const languages = read3("languages.yaml", languageSchema);
  const facts = readAll("facts", factFileSchema);
  const questions = readAll("questions", questionFileSchema);
  if (!school || !articles || !programs || !topics || !outside || !smalltalk || !languages || problems.length > 0) {
    throw new KnowledgeError(directory, problems);
  }
  checkReferences({ articles, programs, topics, facts, questions }, (p) => problems.push(p));
  const parsedFacts = facts.flatMap((file) => withFigures(file, problems));
  if (problems.length > 0) throw new KnowledgeError(directory, problems);
  return {
    school: school.content,
    articles: byId(articles.content),
    programs: byId(programs.content),
    topics: byId(topics.content),
    facts: byId(parsedFacts),
    questions: byId(questions.flatMap((file) => file.content)),
    outside: outside.content,
    smalltalk: smalltalk.content,
    languages: languages.content
  };
}
function yamlNames(directory, folder, problems) {
  try {
    return readdirSync(join2(directory, folder)).filter((name) => name.endsWith(".yaml")).sort();
  } catch {
    problems.push({ file: folder, field: "(the folder)", message: "it is missing; every knowledge folder needs it" });
    return [];
  }
}
var byId = (entries) => new Map(entries.map((entry) => [entry.id, entry]));
function withFigures(file, problems) {
  const { article, facts } = file.content;
  return facts.map((fact, i) => {
    const figures = fact.figures.flatMap((text, j) => {
      try {
        return parseFigure(text);
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        problems.push(file.problem(["facts", i, "figures", j], error.message));
        return [];
      }
    });
    for (const amount of undeclaredAmounts(fact)) {
      problems.push(file.problem(["facts", i, "text"], `it says ${amount}, but "figures" does not; add it there`));
    }
    return { ...fact, article, figures };
  });
}
function undeclaredAmounts(fact) {
  const number = String.raw`\d+(?:[.,]\d+)*`;
  const declared = new Set(fact.figures.join(" ").match(new RegExp(number, "g")));
  const stated = new RegExp(String.raw`\$(${number})|(${number})(?=(?:–${number})? ?%)`, "g");
  const amounts = [...`${fact.text} ${fact.cell ?? ""}`.matchAll(stated)].map((m) => m[1] ?? m[2] ?? "");
  return [...new Set(amounts)].filter((amount) => !declared.has(amount));
}

// knowledge/retrieve.ts
var SCORE = {
  topic: 1,
  aspect: 1.4,
  otherAspect: -0.3,
  /** For a closer matter than was asked for. */
  closer: -0.25,
  words: 2.2,
  /** For a fact of the whole where a part was asked for, and of a part where the whole was. */
  whole: -0.35,
  part: -0.25,
  contrast: -0.4,
  /** For a fact with a figure of the kind that orders programs on the topic. */
  figure: 0.3,
  /** For a fact about the program alone. */
  alone: 0.15,
  /** Per place further down in its article's list of facts on the topic. */
  place: -0.06
};
var FEWEST_PLACES = 8;
function createRetriever(knowledge) {
  const facts = [...knowledge.facts.values()];
  const stems = new Map(facts.map((fact) => [fact.id, stemsOf(fact)]));
  const rarity = rarityOf([...stems.values()]);
  const places = placesOf(facts);
  const wholes = new Map([...knowledge.programs.values()].map((p) => [p.id, p.partOf]));
  const shared = (fact, asked) => {
    const known2 = [...new Set(asked)].filter((s) => rarity.has(s));
    const total = known2.reduce((sum, s) => sum + (rarity.get(s) ?? 0), 0);
    const hit = known2.reduce((sum, s) => sum + (stems.get(fact.id)?.has(s) ? rarity.get(s) ?? 0 : 0), 0);
    return total > 0 ? hit / total : 0;
  };
  const score = (fact, { topic, aspects, stems: asked }) => {
    const onTopic = fact.topic === topic;
    const aspect = onTopic ? aspectScore(fact.aspects, aspects, knowledge.topics.get(topic)?.general ?? []) : 0;
    const decides = fact.figures.some((f) => f.kind === knowledge.topics.get(topic)?.scale?.figure && !f.difference);
    return (onTopic ? SCORE.topic + (decides ? SCORE.figure : 0) : 0) + aspect + SCORE.words * shared(fact, asked) + SCORE.place * Math.min(FEWEST_PLACES, places.get(fact.id) ?? 0);
  };
  const rank = (candidates2) => [...candidates2].sort((a, b) => b.score - a.score);
  const via = (fact, program) => {
    if (fact.programs.includes(program)) return { via: program, cost: 0 };
    const whole = wholes.get(program);
    if (whole && fact.programs.includes(whole)) return { via: whole, cost: SCORE.whole };
    const part = fact.programs.find((p) => wholes.get(p) === program);
    return part && !fact.contrast ? { via: part, cost: SCORE.part } : void 0;
  };
  return {
    about: (program, wanted) => rank(
      facts.flatMap((fact) => {
        const standing = via(fact, program);
        if (!standing) return [];
        const { via: named2, cost } = standing;
        const extra = fact.contrast ? SCORE.contrast : named2 === program && fact.programs.length === 1 ? SCORE.alone : 0;
        return [{ fact, via: named2, score: score(fact, wanted) + cost + extra }];
      })
    ),
    between: (programs, wanted) => rank(
      facts.flatMap((fact) => {
        if (!fact.contrast || fact.topic !== wanted.topic) return [];
        const met = new Set(programs.flatMap((p) => via(fact, p)?.via ?? []));
        if (met.size < 2) return [];
        const exact = programs.filter((p) => fact.programs.includes(p)).length;
        return [
          {
            fact,
            via: programs[0],
            score: score(fact, wanted) + 0.3 * exact - 0.2 * (fact.programs.length - met.size)
          }
        ];
      })
    ),
    anywhere: (wanted) => rank(facts.map((fact) => ({ fact, via: fact.programs[0], score: score(fact, wanted) })))
  };
}
function aspectScore(own, asked, general) {
  if (own.length === 0) return 0;
  if (asked.length > 0) return own.some((a) => asked.includes(a)) ? SCORE.aspect : SCORE.otherAspect;
  return own.some((a) => general.includes(a)) ? 0 : SCORE.closer;
}
function stemsOf(fact) {
  const words2 = [fact.text, ...fact.words, fact.topic, ...fact.aspects].flatMap((text) => tokenise(text)).filter((t) => !STOP_WORDS.has(t.word));
  return new Set(words2.map((t) => t.stem));
}
function rarityOf(documents) {
  const counts = /* @__PURE__ */ new Map();
  for (const document of documents) for (const s of document) counts.set(s, (counts.get(s) ?? 0) + 1);
  return new Map([...counts].map(([s, count]) => [s, Math.log(1 + documents.length / count)]));
}
function placesOf(facts) {
  const next = /* @__PURE__ */ new Map();
  return new Map(
    facts.map((fact) => {
      const list2 = `${fact.article} ${fact.topic} ${fact.programs.join()} ${Boolean(fact.contrast)}`;
      const place = next.get(list2) ?? 0;
      next.set(list2, place + 1);
      return [fact.id, place];
    })
  );
}

// knowledge/classifier.ts
function trainClassifier(examples2, size, { cost = 2, passes = 6 } = {}) {
  const labels = [...new Set(examples2.map((e) => e.label))];
  const own = examples2.map((e) => labels.indexOf(e.label));
  const weights = new Float32Array((size + 1) * labels.length);
  const duals = new Float32Array(examples2.length * labels.length);
  const margins = new Float32Array(labels.length);
  const softness = 1 / (2 * cost);
  const order2 = examples2.map((_, i) => i);
  const random = createRandom(1);
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order2, random);
    for (const i of order2) {
      const { vector } = examples2[i];
      measure(vector, weights, size, margins);
      for (let label = 0; label < labels.length; label += 1) {
        const sign = label === own[i] ? 1 : -1;
        const at = i * labels.length + label;
        const dual = duals[at];
        const slack2 = sign * margins[label] - 1 + softness * dual;
        const next = Math.max(dual - slack2 / (2 + softness), 0);
        if (next === dual) continue;
        duals[at] = next;
        move(vector, weights, size, labels.length, label, (next - dual) * sign);
      }
    }
  }
  return (vector) => {
    measure(vector, weights, size, margins);
    return labels.map((label, i) => ({ label, margin: margins[i] })).sort((a, b) => b.margin - a.margin);
  };
}
function measure({ at, weight }, weights, size, margins) {
  const labels = margins.length;
  const bias = size * labels;
  for (let label = 0; label < labels; label += 1) margins[label] = weights[bias + label];
  for (let i = 0; i < at.length; i += 1) {
    const row = at[i] * labels;
    const by = weight[i];
    for (let label = 0; label < labels; label += 1) {
      margins[label] = margins[label] + by * weights[row + label];
    }
  }
}
function move({ at, weight }, weights, size, labels, label, step) {
  for (let i = 0; i < at.length; i += 1) {
    const place = at[i] * labels + label;
    weights[place] = weights[place] + step * weight[i];
  }
  const bias = size * labels + label;
  weights[bias] = weights[bias] + step;
}
function createRandom(seed) {
  let state = seed;
  return () => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0;
    return state / 2 ** 32;
  };
}
function shuffle(items, random) {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

// knowledge/features.ts
var LETTERS = 4;
var WEIGHT = { word: 1, pair: 0.7, letters: 0.35 };
var FeatureIndex = class {
  #numbers = /* @__PURE__ */ new Map();
  get size() {
    return this.#numbers.size;
  }
  /** The vector of a text, numbering the features not met before. */
  learn(tokens) {
    const features = featuresOf(tokens);
    for (const feature of features.keys()) if (!this.#numbers.has(feature)) this.#numbers.set(feature, this.size);
    return this.read(tokens);
  }
  /** The vector of a text. Features not met in learning still count in its length: an unknown text is far from all. */
  read(tokens) {
    const features = featuresOf(tokens);
    const length = Math.hypot(...features.values()) || 1;
    const known2 = [...features].flatMap(([feature, weight]) => {
      const number = this.#numbers.get(feature);
      return number === void 0 ? [] : [[number, weight / length]];
    });
    return { at: Int32Array.from(known2, ([at]) => at), weight: Float32Array.from(known2, ([, weight]) => weight) };
  }
};
function featuresOf(tokens) {
  const features = /* @__PURE__ */ new Map();
  tokens.forEach(({ stem: stem2, word }, i) => {
    features.set(stem2, WEIGHT.word);
    features.set(`${tokens[i - 1]?.stem ?? "^"} ${stem2}`, WEIGHT.pair);
    const letters = `<${word}>`;
    for (let from = 0; from + LETTERS <= letters.length; from += 1) {
      features.set(`.${letters.slice(from, from + LETTERS)}`, WEIGHT.letters);
    }
  });
  return features;
}

// knowledge/language.ts
var SHORT = 3;
var SHARE2 = 1 / 3;
function createLanguageDetector(languages, english) {
  const byScript = languages.flatMap(
    (language) => language.script ? [{ language, pattern: new RegExp(`\\p{Script=${language.script}}`, "gu") }] : []
  );
  const byWords = languages.map((language) => ({
    language,
    words: new Set(language.words.map((w) => w.toLowerCase()).filter((w) => !english.has(w)))
  }));
  return (text, tokens) => {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const written = byScript.filter(({ pattern }) => (text.match(pattern)?.length ?? 0) > letters / 2);
    const counted = byWords.map(({ language, words: words2 }) => ({ language, hits: tokens.filter((t) => words2.has(t.word)).length })).sort((a, b) => b.hits - a.hits);
    const best = counted[0];
    if (written.length > 0)
      return (written.find((w) => w.language === best?.language && best.hits > 0) ?? written[0])?.language;
    const enough = tokens.length <= SHORT ? 1 : Math.max(2, tokens.length * SHARE2);
    return best && best.hits >= enough ? best.language : void 0;
  };
}

// knowledge/matcher.ts
function createMatcher(phrasings, size) {
  const postings = Array.from({ length: size }, () => []);
  phrasings.forEach(({ vector }, phrasing) => {
    vector.at.forEach((feature, i) => postings[feature]?.push({ phrasing, weight: vector.weight[i] }));
  });
  return (vector, limit = 5) => {
    const sums = new Float32Array(phrasings.length);
    vector.at.forEach((feature, i) => {
      for (const { phrasing, weight } of postings[feature] ?? [])
        sums[phrasing] = sums[phrasing] + weight * vector.weight[i];
    });
    const best = /* @__PURE__ */ new Map();
    sums.forEach((similarity, i) => {
      const { question, text } = phrasings[i];
      if (similarity > (best.get(question)?.similarity ?? 0))
        best.set(question, { question, phrasing: text, similarity });
    });
    return [...best.values()].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  };
}

// knowledge/names.ts
var PROGRAM_NAME = token("\xA7program", 0);
var OTHER_NAME = token("\xA7other", 0);
var MATTER_NAME = token("\xA7matter", 0);
var AGAINST = /^(?:or|vs|versus|between|compare[ds]?|comparing|comparison|differ.*|which|whichever|better|than|apart|distinguish|separate|separately)$/;
var NOT = /^(?:not|no|without|besides|except|isn't|than)$/;
function readNames(tokens, vocabulary, programs) {
  const found = vocabulary.names.find(tokens);
  const sure = found.some((f) => programOf(f)?.sure);
  const named2 = found.filter((f) => programOf(f)?.sure ?? false).concat(sure ? [] : found.filter((f) => programOf(f)?.sure === false));
  const wanted = named2.filter(
    (f) => named2.length === 1 || !NOT.test(tokens[f.from - 1]?.word ?? "") || tokens[f.from - 1]?.word === "than"
  );
  const ids = unique(wanted.map((f) => programOf(f)?.id ?? ""));
  const split = splitWhole(ids, found, tokens, programs);
  return {
    programs: split,
    outside: found.flatMap(
      (f) => f.meanings.flatMap((m) => m.kind === "outside" ? [{ what: m.what, name: m.name }] : [])
    ),
    masked: mask(tokens, found),
    reasons: found.flatMap(
      (f) => f.meanings.map(
        (m) => `"${f.phrase}" is ${m.kind === "program" ? m.id : m.kind === "outside" ? `${m.name} (not covered)` : "not a name here"}`
      )
    )
  };
}
var programOf = (found) => found.meanings.find((m) => m.kind === "program");
var unique = (ids) => [...new Set(ids)];
function splitWhole(ids, found, tokens, programs) {
  const [whole, ...others] = ids;
  if (whole === void 0 || others.length > 0) return ids;
  const parts = [...programs.values()].filter((p) => p.partOf === whole);
  const joined = found.some((f) => programOf(f)?.id === whole && namesAll(f.phrase, parts));
  return joined && parts.length > 1 && tokens.some((t) => AGAINST.test(t.word)) ? inOrder(found, parts) : ids;
}
var namesAll = (phrase, parts) => parts.every((part) => part.aliases.some((a) => phrase.split(" ").includes(a.toLowerCase())));
function inOrder(found, parts) {
  const phrase = found.map((f) => f.phrase).join(" ");
  const place = (part) => Math.min(...part.aliases.map((a) => phrase.indexOf(a.toLowerCase())).filter((at) => at >= 0));
  return [...parts].sort((a, b) => place(a) - place(b)).map((p) => p.id);
}
function mask(tokens, found) {
  const standIn = /* @__PURE__ */ new Map();
  for (const { from, to, meanings } of found) {
    const name = standInFor(meanings);
    if (!name) continue;
    for (let i = from; i < to; i += 1) standIn.set(i, void 0);
    standIn.set(from, { ...name, clause: tokens[from]?.clause ?? 0 });
  }
  return tokens.flatMap((t, i) => standIn.has(i) ? standIn.get(i) ?? [] : [t]);
}
function standInFor(meanings) {
  const [first] = meanings;
  switch (first?.kind) {
    case "program":
      return first.sure ? PROGRAM_NAME : void 0;
    case "outside":
      return first.what === "matter" ? MATTER_NAME : OTHER_NAME;
    default:
      return void 0;
  }
}

// knowledge/phrases.ts
var PhraseTable = class {
  #by;
  #byFirst = /* @__PURE__ */ new Map();
  constructor(by) {
    this.#by = by;
  }
  /** Adds a meaning to a phrase, given as its tokens. */
  add(tokens, meaning) {
    const words2 = tokens.map((t) => t[this.#by]);
    const first = words2[0];
    if (first === void 0) return;
    const entries = this.#byFirst.get(first) ?? [];
    this.#byFirst.set(first, entries);
    const phrase = words2.join(" ");
    const entry = entries.find((e) => e.phrase === phrase);
    if (entry) entry.meanings.push(meaning);
    else entries.push({ words: words2, phrase, meanings: [meaning] });
    entries.sort((a, b) => b.words.length - a.words.length);
  }
  /** The longest phrase at each place, from left to right, none overlapping; `free` says which tokens may be used. */
  find(tokens, free = () => true) {
    const found = [];
    for (let at = 0; at < tokens.length; at += 1) {
      const entry = this.#byFirst.get(tokens[at]?.[this.#by] ?? "")?.find((e) => e.words.every((word, i) => tokens[at + i]?.[this.#by] === word && free(at + i)));
      if (!entry) continue;
      found.push({ from: at, to: at + entry.words.length, phrase: entry.phrase, meanings: entry.meanings });
      at += entry.words.length - 1;
    }
    return found;
  }
};

// knowledge/spelling.ts
import Fuse from "fuse.js";
var SHORTEST = 4;
var CANDIDATES = 24;
function createSpeller(known2) {
  const byPair = /* @__PURE__ */ new Map();
  for (const word of known2) {
    if (word.length < SHORTEST || /\d/.test(word)) continue;
    for (const pair of pairsOf(word)) byPair.set(pair, [...byPair.get(pair) ?? [], word]);
  }
  return (word) => {
    if (word.length < SHORTEST || known2.has(word) || !/^[a-z']+$/.test(word)) return word;
    const allowed = word.length > 7 ? 2 : 1;
    const ranked = new Fuse(candidates(word, byPair), { threshold: 1 }).search(word, { limit: CANDIDATES });
    let best;
    for (const { item } of ranked) {
      const distance = editDistance(word, item);
      if (distance <= allowed && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
        best = { word: item, distance };
    }
    return best?.word ?? word;
  };
}
var pairsOf = (word) => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2));
function candidates(word, byPair) {
  const shared = /* @__PURE__ */ new Map();
  for (const pair of pairsOf(word))
    for (const other of byPair.get(pair) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
  return [...shared].filter(([other]) => Math.abs(other.length - word.length) <= 2).sort((a, b) => b[1] - a[1]).slice(0, CANDIDATES).map(([other]) => other);
}
function editDistance(a, b) {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

// knowledge/topics.ts
var LIFT = 0.6;
var UNTAUGHT = -0.6;
function createTopicReader(knowledge, vocabulary, labelled) {
  const trust = learnTrust(vocabulary, labelled);
  return (tokens, scores) => {
    const cues = vocabulary.cues.find(tokens);
    const margins = new Map(scores.map(({ label, margin }) => [label, margin]));
    return [...knowledge.topics.keys()].map((label) => {
      const margin = margins.get(label) ?? UNTAUGHT;
      const own = cues.filter((f) => f.meanings.some((m) => m.topic === label));
      const lift = Math.max(0, ...own.map((f) => trust(f.phrase, label)));
      const aspects = aspectsOf(
        label,
        own.flatMap((f) => f.meanings)
      );
      return {
        id: label,
        aspects,
        score: confidence(margin + LIFT * lift),
        reasons: own.map((f) => `"${f.phrase}" asks for ${label}`)
      };
    }).sort((a, b) => b.score - a.score);
  };
}
var confidence = (margin) => 1 / (1 + Math.exp(-4 * (margin + 0.1)));
function aspectsOf(topic, cues) {
  const counts = /* @__PURE__ */ new Map();
  for (const { topic: of, aspect } of cues)
    if (of === topic && aspect) counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([aspect]) => aspect);
}
function learnTrust(vocabulary, labelled) {
  const seen = /* @__PURE__ */ new Map();
  const right = /* @__PURE__ */ new Map();
  const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { tokens, label } of labelled) {
    for (const phrase of new Set(vocabulary.cues.find(tokens).map((f) => f.phrase))) {
      count(seen, phrase);
      count(right, `${label}|${phrase}`);
    }
  }
  return (phrase, topic) => ((right.get(`${topic}|${phrase}`) ?? 0) + 0.5) / ((seen.get(phrase) ?? 0) + 1);
}

// knowledge/training.ts
var OUTSIDE = "outside";
var SMALLTALK = "smalltalk:";
function trainingTexts(knowledge, vocabulary) {
  const read3 = (text) => readNames(tokeniseTemplate(text), vocabulary, knowledge.programs).masked;
  const entry = (text, label, question) => ({
    text,
    tokens: read3(text),
    label,
    ...question ? { question } : {}
  });
  return [
    ...[...knowledge.questions.values()].flatMap(
      (q) => [q.question, ...q.phrasings].map((text) => entry(text, q.topic, q.id))
    ),
    ...knowledge.smalltalk.flatMap((s) => s.phrasings.map((text) => entry(text, SMALLTALK + s.id))),
    ...knowledge.outside.phrasings.map((text) => entry(text, OUTSIDE))
  ];
}
function tokeniseTemplate(text) {
  return text.split("{program}").flatMap((part, i) => [...i > 0 ? [PROGRAM_NAME] : [], ...tokenise(part)]);
}

// knowledge/vocabulary.ts
function createVocabulary(knowledge) {
  const names = new PhraseTable("word");
  const cues = new PhraseTable("stem");
  for (const { id: id3, aliases, hints, notMeant } of knowledge.programs.values()) {
    for (const alias of aliases) names.add(tokenise(alias), { kind: "program", id: id3, sure: true });
    for (const hint of hints) names.add(tokenise(hint), { kind: "program", id: id3, sure: false });
    for (const phrase of notMeant) names.add(tokenise(phrase), { kind: "nothing" });
  }
  for (const [list2, what] of [
    ["programs", "program"],
    ["matters", "matter"],
    ["places", "place"]
  ]) {
    for (const [name, phrases] of Object.entries(knowledge.outside[list2])) {
      for (const phrase of phrases) names.add(tokenise(phrase), { kind: "outside", what, name });
    }
  }
  for (const topic of knowledge.topics.values()) {
    for (const word of topic.words) cues.add(tokenise(word), { topic: topic.id });
    for (const aspect of topic.aspects) {
      for (const word of aspect.words) cues.add(tokenise(word), { topic: topic.id, aspect: aspect.id });
    }
  }
  return { names, cues, words: allWords(knowledge) };
}
function allWords(knowledge) {
  const words2 = new Set(STOP_WORDS);
  const learn = (text) => tokenise(text).forEach((t) => words2.add(t.word));
  for (const p of knowledge.programs.values())
    [p.name, p.short, ...p.aliases, ...p.hints, ...p.notMeant].forEach(learn);
  for (const t of knowledge.topics.values()) [t.name, ...t.words, ...t.aspects.flatMap((a) => a.words)].forEach(learn);
  for (const f of knowledge.facts.values()) [f.text, ...f.words].forEach(learn);
  for (const q of knowledge.questions.values()) [q.question, ...q.phrasings].forEach(learn);
  for (const s of knowledge.smalltalk) s.phrasings.forEach(learn);
  for (const list2 of [knowledge.outside.programs, knowledge.outside.matters, knowledge.outside.places]) {
    Object.values(list2).flat().forEach(learn);
  }
  knowledge.outside.phrasings.forEach(learn);
  return words2;
}
var isContent = ({ word }) => !STOP_WORDS.has(word) && /[\p{L}\p{N}]/u.test(word);

// knowledge/understand.ts
var NO_TALK = { programs: [], topics: [] };
var SURE_ENOUGH = 0.42;
var ALSO_ASKED = 0.62;
var MOST_TOPICS = 3;
var ELLIPSIS = 7;
var NOTHING_UNDERSTOOD = {
  programs: [],
  topics: [],
  outside: [],
  carried: { programs: false, topics: false },
  confidence: 0,
  matches: [],
  stems: [],
  reasons: []
};
function createUnderstanding(knowledge) {
  const vocabulary = createVocabulary(knowledge);
  const spell = createSpeller(vocabulary.words);
  const detectLanguage = createLanguageDetector(knowledge.languages, vocabulary.words);
  const findUrgent = createUrgentFinder(knowledge);
  const features = new FeatureIndex();
  const texts = trainingTexts(knowledge, vocabulary).map((text) => ({ ...text, vector: features.learn(text.tokens) }));
  const classify = trainClassifier(texts, features.size);
  const match = createMatcher(
    texts.flatMap(({ question, ...t }) => question ? [{ ...t, question }] : []),
    features.size
  );
  const readTopics = createTopicReader(knowledge, vocabulary, texts);
  return (text, talk = NO_TALK) => {
    const spoken = tokenise(text);
    const urgent = findUrgent(spoken);
    if (urgent)
      return {
        ...NOTHING_UNDERSTOOD,
        smalltalk: urgent,
        confidence: 1,
        reasons: [`says what "${urgent.id}" listens for`]
      };
    const language = detectLanguage(text, spoken);
    if (language)
      return { ...NOTHING_UNDERSTOOD, language, confidence: 1, reasons: [`is written in ${language.name}`] };
    const tokens = spoken.map((t) => respell(t, spell));
    const names = readNames(tokens, vocabulary, knowledge.programs);
    const vector = features.read(names.masked);
    const scores = classify(vector);
    const topics = topicsOf(names.masked, readTopics, (part) => classify(features.read(part)));
    const read3 = {
      ...NOTHING_UNDERSTOOD,
      programs: names.programs,
      topics,
      outside: names.outside,
      matches: match(vector),
      stems: tokens.filter(isContent).map((t) => t.stem),
      confidence: topics[0]?.score ?? 0,
      reasons: [
        ...spoken.flatMap((t, i) => t.word === tokens[i]?.word ? [] : [`read "${t.word}" as "${tokens[i]?.word}"`]),
        ...names.reasons,
        ...topics.flatMap((t) => t.reasons),
        `nearest: ${scores.slice(0, 3).map((s) => `${s.label} ${s.margin.toFixed(2)}`).join(", ")}`
      ]
    };
    return carryOver(unasked(read3, scores, knowledge), talk);
  };
}
function createUrgentFinder(knowledge) {
  const table = new PhraseTable("word");
  for (const entry of knowledge.smalltalk) {
    if (entry.always) for (const phrasing of entry.phrasings) table.add(tokenise(phrasing), entry);
  }
  return (tokens) => table.find(tokens)[0]?.meanings[0];
}
function respell(spoken, spell) {
  const word = spell(spoken.word);
  return word === spoken.word ? spoken : token(word, spoken.clause);
}
function topicsOf(tokens, readTopics, scoresOf) {
  const best = /* @__PURE__ */ new Map();
  const parts = partsOf(tokens);
  const asking = [tokens, ...parts.length > 1 ? parts : []].filter((part) => !part.some(isMatter));
  for (const part of asking) {
    const [first, second] = readTopics(part, scoresOf(part));
    for (const topic of [first, second]) {
      if (topic && topic.score > (best.get(topic.id)?.score ?? 0)) best.set(topic.id, topic);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score).filter(({ score }, i) => score >= (i === 0 ? SURE_ENOUGH : ALSO_ASKED)).slice(0, MOST_TOPICS);
}
var isMatter = ({ word }) => word === MATTER_NAME.word;
var OPENS_QUESTION = /^(?:can|could|is|are|do|does|did|will|would|should|what|whats|which|who|how|where|when|why|if)$/;
function partsOf(tokens) {
  const parts = [[]];
  tokens.forEach((t, i) => {
    const opens = t.word === "and" && OPENS_QUESTION.test(tokens[i + 1]?.word ?? "");
    if (i > 0 && (opens || t.clause !== tokens[i - 1]?.clause)) parts.push([]);
    parts.at(-1)?.push(t);
  });
  return parts;
}
function unasked(read3, scores, knowledge) {
  const [top] = scores;
  if (!top || read3.programs.length > 0 || top.margin < 0 || read3.confidence > 0.75) return read3;
  if (top.label === OUTSIDE) return { ...read3, topics: [], confidence: 0 };
  const smalltalk = knowledge.smalltalk.find((entry) => SMALLTALK + entry.id === top.label);
  return smalltalk ? { ...read3, topics: [], smalltalk, confidence: 1 } : read3;
}
function carryOver(read3, talk) {
  if (read3.smalltalk || read3.outside.length > 0 || read3.stems.length > ELLIPSIS) return read3;
  const programs = read3.programs.length === 0 && read3.topics.length > 0 && talk.programs.length > 0;
  const topics = read3.topics.length === 0 && read3.programs.length > 0 && talk.topics.length > 0;
  return {
    ...read3,
    programs: programs ? talk.programs : read3.programs,
    topics: topics ? talk.topics.map((id3) => ({ id: id3, aspects: [], score: 0.6, reasons: [] })) : read3.topics,
    confidence: topics ? 0.6 : read3.confidence,
    carried: { programs, topics },
    reasons: [
      ...read3.reasons,
      ...programs ? ["programs carried over"] : [],
      ...topics ? ["topics carried over"] : []
    ]
  };
}

// dialogs/choices.ts
var askId = ({ topic, programs }) => `ask/${topic ?? "-"}/${programs.join(",")}`;
function readAskId(id3) {
  const [kind, topic, programs, ...rest] = id3.split("/");
  if (kind !== "ask" || topic === void 0 || programs === void 0 || rest.length > 0) return void 0;
  return { programs: programs.split(",").filter(Boolean), ...topic === "-" ? {} : { topic } };
}
var choice = (label, asked) => ({ id: askId(asked), label });
var understoodFrom = ({ topic, programs }) => ({
  ...NOTHING_UNDERSTOOD,
  programs,
  topics: topic ? [{ id: topic, aspects: [], score: 1, reasons: [] }] : [],
  confidence: 1,
  reasons: ["a choice was tapped"]
});

// dialogs/wording.ts
function list(items, joined = "and") {
  return items.length < 2 ? items[0] ?? "" : `${items.slice(0, -1).join(", ")} ${joined} ${items.at(-1)}`;
}
var capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
var named = (programs, knowledge) => programs.map((id3) => knowledge.programs.get(id3)?.short ?? id3);
var allPrograms = (knowledge) => list([...knowledge.programs.values()].map((p) => p.short));
function contact({ school }) {
  const { name, email, phone, url } = school.contact;
  const ways = [email, phone, url].filter((way) => way !== void 0);
  return ways.length > 0 ? `${name} (${ways.join(", ")})` : name;
}
function fillIn(sentence2, knowledge) {
  const values = {
    bot: knowledge.school.bot,
    school: knowledge.school.name,
    field: knowledge.school.field,
    contact: contact(knowledge),
    programs: allPrograms(knowledge)
  };
  return sentence2.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// dialogs/ask.ts
function notCovered(outside) {
  if (outside.length === 0) return [];
  const names = list([...new Set(outside.map((o) => o.name))], "or");
  const places = outside.every((o) => o.what === "place");
  const text = places ? `The articles give no figures for ${names} in particular.` : `The articles do not cover ${names}.`;
  return [{ kind: "note", statements: [{ text, citations: [] }] }];
}
var plain = (text) => ({ kind: "paragraph", statements: [{ text, citations: [] }] });

// dialogs/select.ts
function select(ranked, { most, words: words2, form, within: within2 = 1 }) {
  const best = ranked[0]?.score ?? 0;
  const chosen = [];
  let left = words2;
  for (const candidate of ranked) {
    if (chosen.length === most || candidate.score < best - within2) break;
    const length = said(candidate.fact, form).split(/\s+/).length;
    if (chosen.length > 0 && (length > left || chosen.some((c) => repeats(candidate.fact, c.fact)))) continue;
    chosen.push(candidate);
    left -= length;
  }
  return chosen;
}
var said = (fact, form) => form === "cell" ? fact.cell ?? fact.text : fact.text;
function repeats(a, b) {
  const figures = (fact) => fact.figures.map((f) => f.text).sort().join();
  if (a.figures.length > 0 || b.figures.length > 0) return figures(a) === figures(b);
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const shared = [...one].filter((w) => other.has(w)).length;
  return shared / Math.min(one.size, other.size) > 0.7;
}
var wordsOf = (fact) => new Set(fact.text.toLowerCase().match(/\p{L}{4,}/gu));

// dialogs/sources.ts
var Sources = class {
  #articles;
  #positions = /* @__PURE__ */ new Map();
  constructor(articles) {
    this.#articles = articles;
  }
  /** What a fact says, in full or as it reads in a table cell. */
  state(fact, form = "text", label) {
    return this.say(form === "cell" ? fact.cell ?? fact.text : fact.text, [fact], label);
  }
  /** A sentence of our own that rests on facts. */
  say(text, facts, label) {
    const citations = [...new Set(facts.map((fact) => this.#position(fact.article)))];
    return { text, citations, ...label === void 0 ? {} : { label } };
  }
  get citations() {
    return [...this.#positions].flatMap(([id3, position]) => {
      const article = this.#articles.get(id3);
      if (!article) return [];
      const { title, publisher, author, date, url } = article;
      return [
        {
          position,
          article: id3,
          title,
          publisher,
          ...author && { author },
          ...date && { date },
          ...url && { url }
        }
      ];
    });
  }
  #position(article) {
    const position = this.#positions.get(article) ?? this.#positions.size + 1;
    this.#positions.set(article, position);
    return position;
  }
};

// dialogs/answer.ts
var MOST_FACTS = 4;
var MOST_WORDS = 80;
var composeAnswer = (understood, kit) => {
  const sources = new Sources(kit.knowledge.articles);
  const topics = understood.topics;
  const share = Math.max(1, topics.length);
  const blocks = topics.flatMap((topic) => blocksFor(topic, understood, kit, sources, share));
  return {
    kind: "answer",
    programs: understood.programs,
    topics: topics.map((t) => t.id),
    confidence: understood.confidence,
    blocks: [...blocks, ...notCovered(understood.outside)],
    citations: sources.citations,
    choices: nextChoices(understood, kit)
  };
};
function blocksFor(topic, understood, kit, sources, share) {
  const [program] = understood.programs;
  const wanted = { topic: topic.id, aspects: topic.aspects, stems: understood.stems };
  const ranked = program ? kit.retriever.about(program, wanted) : kit.retriever.anywhere(wanted);
  const facts = select(ranked, { most: Math.ceil(MOST_FACTS / share), words: MOST_WORDS / share, form: "text" });
  const [lead, ...more] = answering(facts, topic.id);
  if (!lead) return [unstated(topic.id, program, kit)];
  const label = understood.carried.programs && program ? `For ${named([program], kit.knowledge)[0]}` : void 0;
  const paragraph = { kind: "paragraph", statements: [sources.state(lead.fact, "text", label)] };
  return more.length === 0 ? [paragraph] : [paragraph, { kind: "points", statements: more.map((m) => sources.state(m.fact)) }];
}
var OFF_TOPIC = 0.9;
var answering = (facts, topic) => facts.filter((f) => f.fact.topic === topic || f.score >= OFF_TOPIC);
function unstated(topic, program, { knowledge }) {
  const unknown = knowledge.topics.get(topic)?.unknown ?? "that";
  const of = program ? ` for ${named([program], knowledge)[0]}` : "";
  return { kind: "paragraph", statements: [{ text: `The articles do not say ${unknown}${of}.`, citations: [] }] };
}
function nextChoices({ programs, topics }, { knowledge }, most = 3) {
  const asked = new Set(topics.map((t) => t.id));
  const next = topics.flatMap((t) => knowledge.topics.get(t.id)?.next ?? []).filter((id3) => !asked.has(id3));
  const about = capitalised(list(named(programs, knowledge), "or"));
  return [...new Set(next)].slice(0, most).map((topic) => {
    const name = knowledge.topics.get(topic)?.name ?? topic;
    return choice(about ? `${about}: ${name.toLowerCase()}` : name, { topic, programs });
  });
}

// dialogs/clarification.ts
var MOST_CHOICES = 4;
var composeClarification = ({ programs, topics, confidence: confidence2 }, kit) => {
  const { knowledge } = kit;
  const [topic] = topics.map((t) => t.id);
  const [text, choices] = programs.length > 0 ? [`What would you like to know about ${list(named(programs, knowledge))}?`, topicChoices(programs, kit)] : [whichProgram(knowledge.topics.get(topic ?? ""), kit), programChoices(topic, kit)];
  return {
    kind: "clarification",
    programs,
    topics: topic ? [topic] : [],
    confidence: confidence2,
    blocks: [plain(text)],
    citations: [],
    choices
  };
};
var overviewTopics = ({ knowledge }) => [...knowledge.topics.values()].filter((t) => t.overview !== void 0).sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0));
var topicChoices = (programs, kit) => overviewTopics(kit).slice(0, MOST_CHOICES).map(({ id: id3, name }) => choice(name, { topic: id3, programs }));
var whichProgram = (topic, { knowledge }) => topic ? `For which program would you like to know that (${topic.name.toLowerCase()})? I know ${allPrograms(knowledge)}.` : `Which programs would you like to compare? I know ${allPrograms(knowledge)}.`;
function programChoices(topic, { knowledge }) {
  const programs = [...knowledge.programs.values()];
  const ask = (ids) => choice(capitalised(list(named(ids, knowledge), "or")), { programs: ids, ...topic && { topic } });
  const parts = programs.filter((p) => p.partOf).map((p) => p.id);
  const apart = parts.length > 1 ? [ask(parts)] : [];
  const alone = programs.filter((p) => !p.partOf).map((p) => ask([p.id]));
  return [...alone.slice(0, MOST_CHOICES - apart.length), ...apart];
}

// dialogs/verdict.ts
function computeVerdict(topic, ranked) {
  const kind = topic.scale?.figure;
  if (!kind || ranked.size < 2) return void 0;
  const measured = [...ranked].map(([program, facts]) => measuresOf(program, facts, topic.id, kind));
  const [first = [], ...rest] = measured;
  const rows = first.flatMap((start2) => {
    const others = rest.map(
      (list2) => list2.find((m) => alike(start2, m) && m.fact.article === start2.fact.article) ?? list2.find((m) => alike(start2, m))
    );
    return others.every((m) => m !== void 0) ? [[start2, ...others]] : [];
  });
  const oneArticle = rows.filter((row) => new Set(row.map((m) => m.fact.article)).size === 1);
  for (const row of [...oneArticle, ...rows]) {
    const verdict = ahead(row, topic);
    if (verdict) return verdict;
  }
  return void 0;
}
function measuresOf(program, ranked, topic, kind) {
  return ranked.flatMap(({ fact, via }) => {
    const [figure] = fact.figures;
    if (via !== program || fact.topic !== topic || fact.contrast || fact.programs.length > 1) return [];
    return figure?.kind === kind && !figure.difference ? [{ program, fact, figure }] : [];
  });
}
var alike = (a, b) => comparable(a.figure, b.figure) && (a.fact.aspects[0] ?? "") === (b.fact.aspects[0] ?? "");
function ahead(row, topic) {
  const wanted = topic.scale?.prefer;
  const winner = row.find((one) => row.every((other) => other === one || order(one.figure, other.figure) === wanted));
  if (!winner) return void 0;
  const sorted = [winner, ...row.filter((m) => m !== winner)];
  return {
    winner: winner.program,
    others: sorted.slice(1).map((m) => m.program),
    facts: sorted.map((m) => m.fact),
    figures: sorted.map((m) => m.figure)
  };
}

// dialogs/comparison.ts
var GENERAL = "differences";
var ROW_WORDS = { single: 90, several: 55, general: 40 };
var composeComparison = (understood, kit) => {
  const sources = new Sources(kit.knowledge.articles);
  const { programs } = understood;
  const asked = understood.topics.filter((t) => !isGeneral(t.id, kit) || understood.topics.length === 1);
  const rows = rowsOf(asked, kit);
  const general = rows.length > asked.length || asked.length === 0;
  const words2 = general ? ROW_WORDS.general : rows.length > 1 ? ROW_WORDS.several : ROW_WORDS.single;
  const facts = rows.map((row) => ({
    row,
    byProgram: new Map(programs.map((p) => [p, kit.retriever.about(p, wantedFor(row, understood))]))
  }));
  const leads = asked.length === 0 ? [leadFor({ id: GENERAL, aspects: [] }, /* @__PURE__ */ new Map(), understood, kit, sources)] : asked.map(
    (topic) => leadFor(topic, facts.find((f) => f.row.id === topic.id)?.byProgram ?? /* @__PURE__ */ new Map(), understood, kit, sources)
  );
  const lead = leads.flatMap((l) => l ?? []);
  const table = {
    kind: "table",
    caption: `${capitalised(list(named(programs, kit.knowledge), "or"))}: ${rows.map((r) => nameOf(r.id, kit).toLowerCase()).join(", ")}`,
    columns: programs.map((id3) => ({ program: id3, name: kit.knowledge.programs.get(id3)?.name ?? id3 })),
    rows: facts.map(({ row, byProgram }) => ({
      topic: row.id,
      name: nameOf(row.id, kit),
      cells: programs.map((program) => cellOf(row.id, byProgram.get(program) ?? [], words2 / programs.length, sources))
    }))
  };
  const blocks = [
    { kind: "paragraph", statements: lead.length > 0 ? lead : [opening(programs, kit)] },
    table,
    ...notCovered(understood.outside)
  ];
  return {
    kind: "comparison",
    programs,
    topics: asked.length > 0 ? asked.map((t) => t.id) : [GENERAL],
    confidence: understood.confidence,
    blocks,
    citations: sources.citations,
    choices: nextChoices({ ...understood, topics: asked }, kit)
  };
};
var nameOf = (topic, { knowledge }) => knowledge.topics.get(topic)?.name ?? topic;
var wantedFor = (row, { stems }) => ({ topic: row.id, aspects: row.aspects, stems });
var isGeneral = (topic, { knowledge }) => topic === GENERAL || topic === "definition" || !knowledge.topics.has(topic);
function rowsOf(asked, kit) {
  if (asked.length > 0 && !asked.every((t) => isGeneral(t.id, kit))) return [...asked];
  return [...kit.knowledge.topics.values()].filter((t) => t.overview !== void 0).sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0)).map(({ id: id3 }) => ({ id: id3, aspects: [] }));
}
function cellOf(topic, ranked, words2, sources) {
  const own = ranked.filter(({ fact }) => fact.topic === topic && !fact.contrast);
  const facts = select(own, { most: words2 < 25 ? 1 : 3, words: words2, form: "cell", within: 0.8 });
  return facts.length > 0 ? facts.map(({ fact }) => sources.state(fact, "cell")) : [{ text: "not stated in the articles", citations: [] }];
}
function leadFor(row, byProgram, understood, kit, sources) {
  const topic = kit.knowledge.topics.get(row.id);
  const computed = topic && sentenceOf(topic, byProgram, kit, sources);
  const said2 = kit.retriever.between(understood.programs, wantedFor(row, understood))[0];
  const statements = [...computed ? [computed] : [], ...said2 ? [sources.state(said2.fact)] : []];
  return statements.slice(
    0,
    computed && said2 && computed.citations.join() === String(sources.state(said2.fact).citations) ? 1 : 2
  );
}
function sentenceOf(topic, byProgram, kit, sources) {
  const verdict = computeVerdict(topic, byProgram);
  if (!verdict || !topic.scale) return void 0;
  const [winner, ...others] = named([verdict.winner, ...verdict.others], kit.knowledge);
  const [own, ...theirs] = verdict.figures.map((f) => f.text);
  const against = theirs.map((figure, i) => `${figure} for ${others[i]}`);
  return sources.say(
    `${capitalised(winner ?? "")} ${topic.scale[topic.scale.prefer]}: ${own} against ${list(against)}.`,
    verdict.facts
  );
}
var opening = (programs, { knowledge }) => ({
  text: `Here is what the articles say about ${list(named(programs, knowledge))}.`,
  citations: []
});

// dialogs/small-talk.ts
var WELCOME = "Hi! I am {bot}. I compare {programs} side by side, from published articles only, and name the source of everything I say. What would you like to know?";
var composeWelcome = (kit) => saying(WELCOME, "smalltalk", 1, kit);
var composeSmalltalk = ({ smalltalk, language, confidence: confidence2 }, kit) => saying(smalltalk?.reply ?? language?.reply ?? "", smalltalk?.kind ?? "fallback", confidence2, kit);
function saying(sentence2, kind, confidence2, kit) {
  const blocks = [plain(fillIn(sentence2, kit.knowledge))];
  return {
    kind,
    programs: [],
    topics: [],
    confidence: confidence2,
    blocks,
    citations: [],
    choices: kind === "smalltalk" ? openers(kit) : []
  };
}
function openers({ knowledge }) {
  const programs = [...knowledge.programs.values()];
  const parts = programs.filter((p) => p.partOf).map((p) => p.id);
  const alone = programs.filter((p) => !p.partOf).map((p) => p.id);
  const pairs = [parts, [alone[0], alone.at(-1)].filter((id3) => id3 !== void 0)];
  return pairs.filter((pair) => new Set(pair).size === 2).map((pair) => choice(capitalised(list(named(pair, knowledge), "or")), { programs: pair }));
}

// dialogs/refusal.ts
var composeRefusal = ({ outside, programs, confidence: confidence2 }, kit) => {
  const names = list([...new Set(outside.map((o) => o.name))], "or");
  const refusal = `The articles I answer from do not cover ${names || "that"}.`;
  const offer = outside.some((o) => o.what === "matter") ? `${capitalised(contact(kit.knowledge))} can help with it.` : `I can compare ${allPrograms(kit.knowledge)}: cost, length, pay, job growth and more.`;
  return {
    kind: "fallback",
    programs,
    topics: [],
    confidence: confidence2,
    blocks: [plain(`${refusal} ${offer}`)],
    citations: [],
    choices: openers(kit)
  };
};

// dialogs/compose.ts
var SPEAKS_FOR_ITSELF = 2;
function decide(understood, { retriever }) {
  const { smalltalk, language, programs, topics, outside, stems } = understood;
  if (smalltalk?.does) return smalltalk.does;
  if (smalltalk || language) return "smalltalk";
  const covered = programs.length > 0 && (topics.length > 0 || !outside.some((o) => o.what === "matter"));
  if (outside.length > 0 && !covered) return "not-covered";
  if (programs.length > 1) return "comparison";
  const [topic] = topics;
  if (programs.length === 1) return topic ? "faq" : "clarification";
  if (!topic) return "not-covered";
  const [best] = retriever.anywhere({ topic: topic.id, aspects: topic.aspects, stems });
  return best && best.score >= SPEAKS_FOR_ITSELF ? "faq" : "clarification";
}
var COMPOSERS = {
  smalltalk: composeSmalltalk,
  help: composeSmalltalk,
  "start-over": composeSmalltalk,
  "not-covered": composeRefusal,
  clarification: composeClarification,
  comparison: composeComparison,
  faq: composeAnswer
};
var DECISIONS = Object.keys(COMPOSERS);
var composeAs = (decision, understood, kit) => COMPOSERS[decision](understood, kit);

// dialogs/dialogs.ts
import { Dialog } from "botbuilder-dialogs/lib/dialog.js";
import { DialogSet } from "botbuilder-dialogs/lib/dialogSet.js";
var NEW = { ...NO_TALK, welcomed: false };
var Conversation = class {
  #memory;
  #dialogs;
  #kit;
  #say;
  constructor(state, kit, say) {
    this.#memory = state.createProperty("talk");
    this.#dialogs = new DialogSet(state.createProperty("dialogs"));
    this.#kit = kit;
    this.#say = say;
    for (const id3 of DECISIONS)
      this.#dialogs.add(id3 === "clarification" ? new AskingDialog(id3, this) : new ReplyDialog(id3, this));
  }
  talk(context) {
    return this.#memory.get(context, NEW);
  }
  /** Greets a user, once in a conversation. */
  async welcome(context) {
    const memory = await this.#memory.get(context, NEW);
    if (memory.welcomed) return;
    await this.#say(context, composeWelcome(this.#kit));
    await this.#memory.set(context, { ...memory, welcomed: true });
  }
  /** Answers what was understood: goes on with a dialog that waits for an answer, or begins the one decided on. */
  async turn(context, understood) {
    context.turnState.set(UNDERSTOOD, understood);
    const dialogs = await this.#dialogs.createContext(context);
    const { status } = await dialogs.continueDialog();
    if (status === "empty") await dialogs.beginDialog(this.next(understood), understood);
  }
  next(understood) {
    return decide(understood, this.#kit);
  }
  /** Composes and says the reply of a dialog, and remembers what it was about. */
  async reply(context, decision, understood) {
    const reply = composeAs(decision, understood, this.#kit);
    await this.#say(context, reply);
    const memory = await this.#memory.get(context, NEW);
    await this.#memory.set(context, { ...memory, ...decision === "start-over" ? NO_TALK : talkAfter(reply, memory) });
    return reply;
  }
};
var UNDERSTOOD = /* @__PURE__ */ Symbol("understood");
function talkAfter({ programs, topics }, before) {
  return {
    programs: programs.length > 0 ? programs : before.programs,
    topics: topics.length > 0 ? topics : before.topics
  };
}
var ReplyDialog = class extends Dialog {
  #conversation;
  #decision;
  constructor(decision, conversation) {
    super(decision);
    this.#decision = decision;
    this.#conversation = conversation;
  }
  async beginDialog(dialogs, understood) {
    const reply = await this.#conversation.reply(dialogs.context, this.#decision, understood);
    return dialogs.endDialog(reply.kind);
  }
};
var AskingDialog = class extends Dialog {
  #conversation;
  constructor(decision, conversation) {
    super(decision);
    this.#conversation = conversation;
  }
  async beginDialog(dialogs, understood) {
    await this.#conversation.reply(dialogs.context, "clarification", understood);
    return Dialog.EndOfTurn;
  }
  async continueDialog(dialogs) {
    const understood = dialogs.context.turnState.get(UNDERSTOOD);
    return dialogs.replaceDialog(this.#conversation.next(understood), understood);
  }
};

// src/bot.ts
function createBot({ kit, understand, states, say }) {
  const state = new ConversationState(states);
  const conversation = new Conversation(state, kit, say);
  return {
    async run(context) {
      const { type } = context.activity;
      if (type === ActivityTypes.ConversationUpdate && someoneJoined(context)) await conversation.welcome(context);
      else if (type === ActivityTypes.Message) await conversation.turn(context, await read3(context));
      else return;
      await state.saveChanges(context);
    }
  };
  async function read3(context) {
    const asked = readAskId(chosenId(context.activity.value) ?? "");
    if (asked && known(asked.programs, kit.knowledge.programs) && known([asked.topic ?? []].flat(), kit.knowledge.topics)) {
      return understoodFrom(asked);
    }
    return understand(context.activity.text ?? "", await conversation.talk(context));
  }
}
function chosenId(value2) {
  const choice2 = typeof value2 === "object" && value2 !== null && "choice" in value2 ? value2.choice : void 0;
  return typeof choice2 === "string" ? choice2 : void 0;
}
var known = (ids, entries) => ids.every((id3) => entries.has(id3));
function someoneJoined({ activity: activity2 }) {
  return (activity2.membersAdded ?? []).some((member) => member.id !== activity2.recipient.id);
}

// src/http.ts
var HttpError = class extends Error {
  name = "HttpError";
  status;
  code;
  headers;
  constructor(status, code, message, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
};

// src/rate-limit.ts
var minute = 6e4;
function createRateLimit(perMinute, now) {
  const windows = /* @__PURE__ */ new Map();
  let swept = now();
  const sweep = (time) => {
    for (const [key, { start: start2 }] of windows) if (time - start2 >= minute) windows.delete(key);
    swept = time;
  };
  return {
    take(key) {
      if (perMinute === 0) return;
      const time = now();
      if (time - swept >= minute) sweep(time);
      const window = windows.get(key);
      if (!window || time - window.start >= minute) windows.set(key, { start: time, count: 1 });
      else if (++window.count > perMinute) throw tooMany(window.start + minute - time);
    }
  };
}
function tooMany(milliseconds) {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1e3));
  const message = `Too many requests; try again in ${seconds} seconds.`;
  return new HttpError(429, "RateLimitExceeded", message, { "Retry-After": String(seconds) });
}

// src/channels/website/access.ts
import { randomBytes } from "node:crypto";
function createDoorkeeper(tokens, conversations, secret2) {
  const identify = async (credential) => {
    if (!credential) throw new HttpError(401, "Unauthorized", "Send Authorization: Bearer with a token.");
    return secret2 && equal(credential, secret2) ? "all" : tokens.verify(credential);
  };
  return {
    identify: (request) => identify(bearerOf(request)),
    async requireSecret(request) {
      if (await identify(bearerOf(request)) !== "all")
        throw new HttpError(403, "Forbidden", "This takes the secret, not a token.");
    },
    async enter(request, token2) {
      const { id: id3 = "" } = request.params;
      const access = await identify(token2 ?? bearerOf(request));
      if (access !== "all" && access.conversationId !== id3)
        throw new HttpError(403, "Forbidden", "The token is for another conversation.");
      const conversation = isConversationId(id3) ? await conversations.find(id3) : void 0;
      if (!conversation) throw conversationGone();
      const other = access !== "all" && access.userId && conversation.userId && access.userId !== conversation.userId;
      if (other) throw new HttpError(403, "Forbidden", "The token is for another user.");
      return { access, conversation };
    }
  };
}
function requireOpen(conversation) {
  if (conversation.ended) throw conversationGone();
}
function conversationGone() {
  return new HttpError(404, "ConversationNotFound", "There is no such conversation, or it has ended.");
}
function createConversationId() {
  return randomBytes(16).toString("base64url");
}
function createUserId() {
  return `dl_${randomBytes(16).toString("base64url")}`;
}
function isConversationId(id3) {
  return /^[\w-]{1,64}$/.test(id3);
}

// src/channels/website/adapter.ts
import { BotAdapter, TurnContext } from "botbuilder";

// src/channels/website/transcript.ts
var page = 50;
function createTranscript(store, now) {
  const followers = /* @__PURE__ */ new Map();
  const of = (id3) => followers.get(id3) ?? /* @__PURE__ */ new Set();
  return {
    async append(id3, activity2) {
      const time = now();
      const stored = await store.append(id3, (sequence) => complete(id3, activity2, sequence, time), time);
      if (activity2.type === "endOfConversation") await store.end(id3);
      for (const follower of of(id3)) follower.wake();
      return stored.activity;
    },
    show(id3, activity2) {
      for (const follower of of(id3)) follower.glimpse(activity2);
    },
    async after(id3, place) {
      const stored = await store.list(id3, place, page);
      const activities = stored.map(({ activity: activity2 }) => activity2);
      return { place: stored.at(-1)?.sequence ?? place, activities, more: stored.length === page };
    },
    follow(id3, follower) {
      const all = of(id3).add(follower);
      followers.set(id3, all);
      return () => {
        all.delete(follower);
        if (all.size === 0 && followers.get(id3) === all) followers.delete(id3);
      };
    },
    countFollowers: (id3) => of(id3).size
  };
}
function complete(conversationId, activity2, sequence, time) {
  return {
    ...activity2,
    id: `${conversationId}|${String(sequence).padStart(7, "0")}`,
    timestamp: new Date(time),
    channelId,
    conversation: { ...activity2.conversation, id: conversationId },
    channelData: { ...activity2.channelData, "webchat:sequence-id": sequence }
  };
}
var channelId = "webchat";

// src/channels/website/adapter.ts
var ActivityImmutable = class extends Error {
  name = "ActivityImmutable";
  code = "ACTIVITY_IMMUTABLE";
  constructor() {
    super("The website channel cannot change or delete what was sent");
  }
};
var WebsiteAdapter = class extends BotAdapter {
  #transcript;
  constructor(transcript) {
    super();
    this.#transcript = transcript;
  }
  /** Runs a turn through the middleware. Rejects as the logic does, unless `onTurnError` is set. */
  process(activity2, logic) {
    return this.runMiddleware(new TurnContext(this, activity2), logic);
  }
  async sendActivities(_, activities) {
    const responses = [];
    for (const activity2 of activities) responses.push({ id: await this.#send(activity2) });
    return responses;
  }
  /** Rejects with `ActivityImmutable`. */
  updateActivity() {
    return Promise.reject(new ActivityImmutable());
  }
  /** Rejects with `ActivityImmutable`. */
  deleteActivity() {
    return Promise.reject(new ActivityImmutable());
  }
  /** Runs a turn that no activity of the user began. */
  continueConversation(reference, logic) {
    const event = { type: "event", name: "ContinueConversation", channelId };
    return this.process(TurnContext.applyConversationReference(event, reference, true), logic);
  }
  async #send(activity2) {
    const conversationId = activity2.conversation?.id ?? "";
    switch (activity2.type) {
      case "delay":
        await new Promise((resolve3) => setTimeout(resolve3, Number(activity2.value ?? 1e3)));
        return "";
      case "trace":
      case "invokeResponse":
        return "";
      case "typing":
        this.#transcript.show(conversationId, { ...activity2, channelId });
        return "";
      default:
        return (await this.#transcript.append(conversationId, activity2)).id ?? "";
    }
  }
};

// src/channels/website/direct-line.ts
import { randomUUID } from "node:crypto";

// src/channels/website/incoming.ts
import { z as z3 } from "zod";
var maxText = 2e3;
var short = z3.string().max(200);
var id2 = z3.string().min(1).max(200);
var account = z3.object({ id: id2, name: short.nullish(), role: short.nullish() });
var activity = z3.object({
  type: z3.enum([
    "message",
    "event",
    "typing",
    "conversationUpdate",
    "invoke",
    "messageReaction",
    "endOfConversation"
  ]),
  from: account.partial().nullish(),
  text: z3.string().max(maxText).nullish(),
  textFormat: short.nullish(),
  name: short.nullish(),
  value: z3.unknown().optional(),
  valueType: short.nullish(),
  locale: short.nullish(),
  localTimestamp: short.nullish(),
  localTimezone: short.nullish(),
  code: short.nullish(),
  replyToId: short.nullish(),
  channelData: z3.record(z3.string(), z3.unknown()).nullish(),
  entities: z3.array(z3.looseObject({ type: z3.string() })).max(50).nullish(),
  attachments: z3.array(z3.unknown()).max(0, "files are not accepted").nullish(),
  membersAdded: z3.array(account).nullish(),
  membersRemoved: z3.array(account).nullish(),
  reactionsAdded: z3.array(z3.object({ type: short })).nullish(),
  reactionsRemoved: z3.array(z3.object({ type: short })).nullish()
}).refine(({ type, text, value: value2 }) => type !== "message" || text?.trim() || value2 != null, {
  path: ["text"],
  error: "a message needs a text or a value"
});
var parameters = z3.object({
  user: z3.object({ id: id2.nullish(), name: short.nullish() }).nullish(),
  locale: short.nullish(),
  trustedOrigins: z3.array(z3.string()).nullish()
}).nullish();
function readActivity(request) {
  return read(activity, request);
}
function readParameters(request) {
  const given = read(parameters, request);
  return { userId: given?.user?.id ?? void 0, locale: given?.locale ?? void 0 };
}
function requireUnguessable(userId) {
  if (userId !== void 0 && !userId.startsWith("dl_"))
    throw new HttpError(400, "BadArgument", "user.id: must begin with dl_");
}
function readWatermark({ url }) {
  const given = url.searchParams.get("watermark") ?? "";
  if (["", "null", "undefined"].includes(given)) return 0;
  if (!/^\d{1,9}$/.test(given)) throw new HttpError(400, "BadArgument", "watermark: not one that was given out");
  return Number(given);
}
function read(schema, request) {
  const result = schema.safeParse(request.json());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join(".") || "body";
  const code = path === "text" && issue?.code === "too_big" ? "MessageTooLong" : "BadArgument";
  throw new HttpError(400, code, `${path}: ${issue?.message}`);
}

// src/log.ts
import { pino, stdTimeFunctions } from "pino";
function createLog(level, destination) {
  const options = {
    level,
    base: void 0,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) }
  };
  return destination ? pino(options, destination) : pino(options);
}
function describeError(error) {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = "code" in error && typeof error.code === "string" ? error.code : void 0;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...code && { cause: code }, at: frames.slice(0, 8).map((line) => line.trim()) };
}

// src/channels/website/turns.ts
var botAccount = { id: "crossroads", name: "Crossroads", role: "bot" };
function userAccount(id3, name = "") {
  return { id: id3, name, role: "user" };
}
var apology = {
  type: "message",
  text: "Sorry, something went wrong on our side and your question was not answered. Please try it again.",
  channelData: { answer: { kind: "fallback", programs: [], topics: [], confidence: 0, citations: [] } }
};
function createTurns({ adapter, bot, queue, metrics, log }) {
  const report = (error) => log.error({ code: "TURN_FAILED", channel: "website", ...describeError(error) }, "turn failed");
  const take = async (activity2) => {
    const began = performance.now();
    const failed = await adapter.process(activity2, (context) => bot.run(context)).catch(async (error) => {
      report(error);
      await adapter.process(activity2, async (context) => void await context.sendActivity(apology)).catch(report);
      return true;
    });
    metrics.turn("website", failed ? "failed" : "done", (performance.now() - began) / 1e3);
  };
  return (conversationId, activity2) => {
    const addressed = {
      ...activity2,
      channelId,
      conversation: { id: conversationId },
      recipient: botAccount
    };
    void queue.run(conversationId, () => take(addressed));
  };
}
function arrival(members, user, locale) {
  return { type: "conversationUpdate", from: user, membersAdded: [...members], ...locale && { locale } };
}

// src/channels/website/direct-line.ts
function directLineRoutes(options) {
  const route = (method, path, handle) => {
    return { method, path: `/v3/directline${path}`, crossOrigin: true, handle };
  };
  return [
    route("POST", "/tokens/generate", (request) => generate(request, options)),
    route("POST", "/tokens/refresh", (request) => refresh(request, options)),
    route("POST", "/conversations", (request) => start(request, options)),
    route("GET", "/conversations/:id", (request) => reconnect(request, options)),
    route("GET", "/conversations/:id/activities", (request) => read2(request, options)),
    route("POST", "/conversations/:id/activities", (request) => post(request, options)),
    route("POST", "/conversations/:id/upload", (request) => upload(request, options)),
    route("GET", "/conversations/:id/stream", upgradeRequired),
    route("GET", "/session/getsessionid", () => ({ status: 200, body: { sessionId: randomUUID() } }))
  ];
}
async function generate(request, { door, sessions, perAddress }) {
  await door.requireSecret(request);
  const { userId } = readParameters(request);
  requireUnguessable(userId);
  perAddress.take(`token ${request.address}`);
  return { status: 200, body: await sessions.grant(createConversationId(), userId) };
}
async function refresh(request, { door, sessions, conversations }) {
  const access = await door.identify(request);
  if (access === "all") throw new HttpError(403, "Forbidden", "This takes a token, not the secret.");
  if ((await conversations.find(access.conversationId))?.ended) throw conversationGone();
  return { status: 200, body: await sessions.grant(access.conversationId, access.userId) };
}
async function start(request, options) {
  const { door, sessions, conversations, takeTurn, perAddress, now } = options;
  const access = await door.identify(request);
  const given = readParameters(request);
  perAddress.take(`conversation ${request.address}`);
  const { conversationId: id3, userId = given.userId } = access === "all" ? { conversationId: createConversationId() } : access;
  const { created, conversation } = await conversations.open({ id: id3, now: now(), ...userId && { userId } });
  if (conversation.ended) throw new HttpError(409, "ConversationEnded", "The conversation has ended.");
  if (userId && conversation.userId !== userId)
    throw new HttpError(409, "ConversationExists", "The conversation is another user\u2019s.");
  const user = conversation.userId ? userAccount(conversation.userId) : void 0;
  if (created) takeTurn(id3, arrival(user ? [botAccount, user] : [botAccount], user ?? botAccount, given.locale));
  return { status: created ? 201 : 200, body: await sessions.join(request, id3, conversation.userId, 0) };
}
async function reconnect(request, { door, sessions }) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  const userId = access === "all" ? conversation.userId : access.userId;
  return { status: 200, body: await sessions.join(request, conversation.id, userId, readWatermark(request)) };
}
async function read2(request, { door, transcript }) {
  const { conversation } = await door.enter(request);
  const { activities, place } = await transcript.after(conversation.id, readWatermark(request));
  if (activities.length === 0) requireOpen(conversation);
  return { status: 200, body: { activities, watermark: `${place}` } };
}
async function post(request, { door, receive }) {
  const { access, conversation } = await door.enter(request);
  requireOpen(conversation);
  return { status: 200, body: { id: await receive(request, access, conversation) } };
}
async function upload(request, { door }) {
  await door.enter(request);
  throw new HttpError(415, "FilesNotAccepted", "Files are not accepted; ask in words.");
}
function upgradeRequired() {
  throw new HttpError(426, "UpgradeRequired", "This address takes WebSockets alone.", {
    Upgrade: "websocket",
    Connection: "Upgrade"
  });
}

// src/channels/website/embed-token.ts
function embedTokenRoute(sessions, origins2, perAddress) {
  return {
    method: "POST",
    path: "/embed/token",
    crossOrigin: true,
    async handle(request) {
      if (origins2.refuses(request.headers))
        throw new HttpError(403, "OriginNotAllowed", "Pages of this origin may not use the chat.");
      const { userId } = readParameters(request);
      requireUnguessable(userId);
      perAddress.take(`token ${request.address}`);
      return { status: 200, body: await sessions.grant(createConversationId(), userId ?? createUserId()) };
    }
  };
}

// src/channels/website/receive.ts
import { randomUUID as randomUUID2 } from "node:crypto";
function createReceive({ conversations, transcript, takeTurn, perUser }) {
  const settleUser = async ({ id: id3, userId }, named2) => {
    if (userId) return userId;
    if (!named2) throw new HttpError(400, "MissingProperty", "from.id: missing, and the token names no user");
    if (await conversations.bind(id3, named2)) takeTurn(id3, arrival([userAccount(named2)], userAccount(named2)));
    else if ((await conversations.find(id3))?.userId !== named2)
      throw new HttpError(403, "Forbidden", "The conversation is another user\u2019s.");
    return named2;
  };
  return async (request, access, conversation) => {
    const incoming = readActivity(request);
    const named2 = access !== "all" && access.userId || incoming.from?.id;
    const userId = await settleUser(conversation, named2);
    const activity2 = toActivity(incoming, userId);
    const unstored = { ...activity2, id: `${conversation.id}|${randomUUID2()}` };
    if (activity2.type === "typing" || onlyRepeatsArrival(incoming, userId)) return unstored.id;
    perUser.take(userId);
    if (activity2.type === "conversationUpdate") {
      takeTurn(conversation.id, unstored);
      return unstored.id;
    }
    const stored = await transcript.append(conversation.id, activity2);
    takeTurn(conversation.id, stored);
    return stored.id ?? "";
  };
}
function toActivity({ from, ...incoming }, userId) {
  const given = Object.entries(incoming).filter(([, value2]) => value2 != null);
  return { ...Object.fromEntries(given), from: userAccount(userId, from?.name ?? void 0) };
}
function onlyRepeatsArrival({ type, membersAdded, membersRemoved }, userId) {
  const known2 = [userId, botAccount.id];
  return type === "conversationUpdate" && !membersRemoved?.length && (membersAdded ?? []).every(({ id: id3 }) => known2.includes(id3));
}

// src/channels/website/session.ts
function createSessions(tokens, publicUrl) {
  const grant = async (conversationId, userId) => {
    const token2 = await tokens.issue({ conversationId, ...userId && { userId } });
    return { conversationId, token: token2, expires_in: tokens.lifetime };
  };
  return {
    grant,
    async join(request, conversationId, userId, watermark) {
      const session = await grant(conversationId, userId);
      const base = (publicUrl ?? request.url.origin).replace(/^http/, "ws");
      const query = new URLSearchParams({ t: session.token, ...watermark > 0 && { watermark: `${watermark}` } });
      return { ...session, streamUrl: `${base}/v3/directline/conversations/${conversationId}/stream?${query}` };
    }
  };
}

// src/channels/website/stream.ts
var closeCodes = { ended: 1e3, restarting: 1012, failed: 1011 };
var maxBuffered = 4 * 1024 * 1024;
var Stream = class {
  #socket;
  #transcript;
  #conversationId;
  #place;
  #work = Promise.resolve();
  #waking = false;
  #heard = true;
  constructor(socket, transcript, conversationId, place) {
    this.#socket = socket;
    this.#transcript = transcript;
    this.#conversationId = conversationId;
    this.#place = place;
    const leave = transcript.follow(conversationId, this);
    socket.on("close", leave);
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => this.#hear());
    socket.on("message", () => this.#hear());
    this.wake();
  }
  wake() {
    if (this.#waking) return;
    this.#waking = true;
    this.#enqueue(async () => {
      this.#waking = false;
      await this.#catchUp();
    });
  }
  glimpse(activity2) {
    this.#enqueue(() => this.#send({ activities: [activity2] }));
  }
  /** To be called at intervals: drops the client if it was not heard of since the last time or does not read. */
  beat() {
    if (!this.#heard || this.#socket.bufferedAmount > maxBuffered) this.#socket.terminate();
    if (!this.#isOpen()) return;
    this.#heard = false;
    this.#socket.ping();
    this.#enqueue(() => this.#write(""));
  }
  /** Sends what is left and closes; cuts the connection if the client does not answer within a second. */
  async close(code) {
    const cut = setTimeout(() => this.#socket.terminate(), 1e3);
    const closed = new Promise((resolve3) => this.#socket.once("close", resolve3));
    await this.#work;
    this.#socket.close(code);
    if (this.#socket.readyState !== this.#socket.CLOSED) await closed;
    clearTimeout(cut);
  }
  #hear() {
    this.#heard = true;
  }
  #enqueue(job) {
    this.#work = this.#work.then(() => this.#isOpen() ? job() : void 0).catch(() => this.#socket.close(closeCodes.failed));
  }
  async #catchUp() {
    let ended = false;
    for (let more = true; more && this.#isOpen(); ) {
      const next = await this.#transcript.after(this.#conversationId, this.#place);
      if (next.activities.length > 0) await this.#send({ activities: next.activities, watermark: `${next.place}` });
      this.#place = next.place;
      more = next.more;
      ended ||= next.activities.some(({ type }) => type === "endOfConversation");
    }
    if (ended) this.#socket.close(closeCodes.ended);
  }
  #send(set) {
    return this.#write(JSON.stringify(set));
  }
  /** Resolves once the text is handed to the network, so that a slow client holds up nothing but itself. */
  #write(text) {
    return new Promise((resolve3, reject) => this.#socket.send(text, (error) => error ? reject(error) : resolve3()));
  }
  #isOpen() {
    return this.#socket.readyState === this.#socket.OPEN;
  }
};

// src/channels/website/streams.ts
var beatEvery = 2e4;
var lookEvery = 1e3;
var maxPerConversation = 10;
function createStreams(door, transcript, shared) {
  const streams = /* @__PURE__ */ new Set();
  const timers = [];
  const every = (milliseconds, act) => {
    timers.push(setInterval(() => streams.forEach(act), milliseconds).unref());
  };
  return {
    route: {
      path: "/v3/directline/conversations/:id/stream",
      async admit(request) {
        const { conversation } = await door.enter(request, request.url.searchParams.get("t") ?? void 0);
        const place = readWatermark(request);
        const { activities } = await transcript.after(conversation.id, place);
        if (activities.length === 0) requireOpen(conversation);
        if (transcript.countFollowers(conversation.id) >= maxPerConversation)
          throw new HttpError(429, "TooManyStreams", `A conversation has at most ${maxPerConversation} streams.`);
        return (socket) => {
          const stream = new Stream(socket, transcript, conversation.id, place);
          streams.add(stream);
          socket.once("close", () => streams.delete(stream));
        };
      }
    },
    async start() {
      every(beatEvery, (stream) => stream.beat());
      if (shared) every(lookEvery, (stream) => stream.wake());
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...streams].map((stream) => stream.close(closeCodes.restarting)));
    }
  };
}

// src/channels/website/tokens.ts
import { createHmac, randomBytes as randomBytes2 } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
var algorithm = "HS256";
function createTokens({ key, lifetime, now }) {
  return {
    lifetime,
    issue({ conversationId, userId }) {
      const issued = Math.floor(now() / 1e3);
      return new SignJWT({ conv: conversationId, ...userId && { user: userId } }).setProtectedHeader({ alg: algorithm, typ: "JWT" }).setIssuedAt(issued).setExpirationTime(issued + lifetime).sign(key);
    },
    async verify(token2) {
      try {
        const options = { algorithms: [algorithm], currentDate: new Date(now()) };
        const { payload } = await jwtVerify(token2, key, options);
        return { conversationId: payload.conv, userId: payload.user };
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new HttpError(403, "TokenExpired", "The token has expired.");
        throw new HttpError(401, "Unauthorized", "The token is not valid.");
      }
    }
  };
}
var storedUnder = "website/signing-key";
async function loadSigningKey(states, secret2) {
  if (secret2) return createHmac("sha256", secret2).update("crossroads website tokens").digest();
  const stored = (await states.read([storedUnder]))[storedUnder];
  const key = stored?.key ?? randomBytes2(32).toString("base64");
  await states.write({ [storedUnder]: { key } });
  return Buffer.from(key, "base64");
}

// src/channels/website/channel.ts
var tokenLifetime = 30 * 60;
var addressesPerUser = 5;
function createWebsiteChannel(options) {
  const { database, origins: origins2, publicUrl, secret: secret2, rateLimitPerMinute, now = Date.now } = options;
  const { conversations } = database;
  const tokens = createTokens({ key: options.signingKey, lifetime: tokenLifetime, now });
  const door = createDoorkeeper(tokens, conversations, secret2);
  const sessions = createSessions(tokens, publicUrl);
  const transcript = createTranscript(conversations, now);
  const takeTurn = createTurns({ ...options, adapter: new WebsiteAdapter(transcript) });
  const perUser = createRateLimit(rateLimitPerMinute, now);
  const perAddress = createRateLimit(rateLimitPerMinute * addressesPerUser, now);
  const receive = createReceive({ conversations, transcript, takeTurn, perUser });
  const streams = createStreams(door, transcript, options.shared);
  return {
    routes: [
      embedTokenRoute(sessions, origins2, perAddress),
      ...directLineRoutes({ door, sessions, conversations, transcript, takeTurn, receive, perAddress, now })
    ],
    sockets: [streams.route],
    start: streams.start,
    stop: streams.stop
  };
}

// src/channels/plain-text.ts
function plainText(reply) {
  return [...reply.blocks.map(plainBlock), plainSources(reply.citations), plainChoices(reply)].filter(Boolean).join("\n\n");
}
function plainTable(table) {
  const lines = table.rows.map((row) => {
    const cells = table.columns.map((column, i) => `${column.name}: ${plainStatements(row.cells[i] ?? [])}`);
    return `${row.name} \u2013 ${cells.join("; ")}`;
  });
  return [table.caption, ...lines].join("\n");
}
function imprint(citation) {
  return [citation.publisher, citation.date].filter(Boolean).join(", ");
}
function plainBlock(block) {
  switch (block.kind) {
    case "paragraph":
      return plainStatements(block.statements);
    case "points":
      return block.statements.map((statement) => `- ${plainStatement(statement)}`).join("\n");
    case "note":
      return `Note: ${plainStatements(block.statements)}`;
    case "table":
      return plainTable(block);
    default:
      return block;
  }
}
function plainStatements(statements) {
  return statements.map(plainStatement).join(" ");
}
function plainStatement({ label, text, citations }) {
  const markers = citations.map((position) => `[${position}]`);
  return [label && `${label}:`, text.replace(/\s+/g, " ").trim(), ...markers].filter(Boolean).join(" ");
}
function plainSources(citations) {
  if (citations.length === 0) return "";
  return ["Sources:", ...citations.map((citation) => `${citation.position}. ${plainSource(citation)}`)].join("\n");
}
function plainSource(citation) {
  const source = `${citation.title} \u2013 ${[citation.author, imprint(citation)].filter(Boolean).join(", ")}`;
  return citation.url ? `${source}. ${citation.url}` : source;
}
function plainChoices({ choices }) {
  return choices.length === 0 ? "" : `You can say: ${choices.map(({ label }) => label).join(" \xB7 ")}`;
}

// src/channels/website/markdown.ts
var referenceMarker = (position) => `[${position}]`;
function markdownBlock(block) {
  switch (block.kind) {
    case "paragraph":
      return markdownStatements(block.statements);
    case "points":
      return block.statements.map((statement) => `- ${markdownStatement(statement, referenceMarker)}`).join("\n");
    case "note":
      return `> ${markdownStatements(block.statements)}`;
    case "table":
      return "";
    default:
      return block;
  }
}
function markdownStatement({ label, text, citations }, marker) {
  return [label && `**${escapeMarkdown(label)}:**`, escapeMarkdown(text), ...citations.map(marker)].filter(Boolean).join(" ");
}
function linkDefinitions(citations, url) {
  return citations.map(
    ({ position, article, title }) => `[${position}]: ${url(article)} "${escapeMarkdown(title).replaceAll('"', '\\"')}"`
  ).join("\n");
}
function escapeMarkdown(text) {
  return text.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<]|~(?=~)|&(?=#?\w+;)/g, "\\$&").replace(/^(?:[#>+-]|\d+(?=[.)]\s))/, (start2) => /^\d/.test(start2) ? `${start2}\\` : `\\${start2}`);
}
function markdownStatements(statements) {
  return statements.map((statement) => markdownStatement(statement, referenceMarker)).join(" ");
}

// src/channels/website/table-card.ts
function tableCard(table, marker) {
  const spoken = plainTable(table);
  return {
    contentType: "application/vnd.microsoft.card.adaptive",
    content: {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.5",
      fallbackText: spoken,
      speak: spoken,
      body: [
        { ...textBlock(escapeMarkdown(table.caption)), weight: "Bolder", size: "Medium", style: "heading" },
        drawTable(table, marker)
      ]
    }
  };
}
function drawTable({ columns, rows }, marker) {
  return {
    type: "Table",
    firstRowAsHeader: true,
    showGridLines: true,
    columns: [{ width: 2 }, ...columns.map(() => ({ width: 3 }))],
    rows: [
      tableRow([[textBlock("Topic")], ...columns.map(({ name }) => [textBlock(escapeMarkdown(name))])]),
      ...rows.map(
        (row) => tableRow([
          [{ ...textBlock(escapeMarkdown(row.name)), weight: "Bolder" }],
          ...row.cells.map((statements) => statements.map((statement) => cellText(statement, marker)))
        ])
      )
    ]
  };
}
function cellText(statement, marker) {
  const text = textBlock(markdownStatement(statement, marker));
  return statement.citations.length > 0 ? text : { ...text, isSubtle: true };
}
function tableRow(cells) {
  return { type: "TableRow", cells: cells.map((items) => ({ type: "TableCell", items })) };
}
function textBlock(text) {
  return { type: "TextBlock", text, wrap: true };
}

// src/channels/website/draw.ts
function drawForWebChat(reply, { sourceUrl }) {
  const tables = reply.blocks.filter((block) => block.kind === "table");
  const links = new Map(reply.citations.map(({ position, article }) => [position, sourceUrl(article)]));
  const linkMarker = (position) => `[[${position}]](${links.get(position) ?? ""})`;
  const text = [...reply.blocks.map(markdownBlock), linkDefinitions(reply.citations, sourceUrl)];
  return [
    {
      type: "message",
      textFormat: "markdown",
      text: text.filter(Boolean).join("\n\n"),
      speak: plainText(reply),
      ...tables.length > 0 && { attachments: tables.map((table) => tableCard(table, linkMarker)) },
      ...reply.citations.length > 0 && { entities: [claims(reply.citations, sourceUrl)] },
      ...reply.choices.length > 0 && { suggestedActions: { to: [], actions: reply.choices.map(choiceAction) } },
      channelData: { answer: answerOf(reply) }
    }
  ];
}
function claims(citations, sourceUrl) {
  return {
    "@context": "https://schema.org",
    "@id": "",
    "@type": "Message",
    type: "https://schema.org/Message",
    citation: citations.map((citation) => ({
      "@id": sourceUrl(citation.article),
      "@type": "Claim",
      position: `${citation.position}`,
      appearance: {
        "@type": "DigitalDocument",
        name: citation.title,
        url: sourceUrl(citation.article),
        abstract: imprint(citation)
      }
    }))
  };
}
function choiceAction({ id: id3, label }) {
  return { type: "messageBack", title: label, displayText: label, text: label, value: { choice: id3 } };
}
function answerOf({ kind, programs, topics, confidence: confidence2, citations }) {
  return {
    kind,
    programs,
    topics,
    confidence: confidence2,
    citations: citations.map(({ article, title, publisher, date }) => ({ article, title, publisher, date }))
  };
}

// src/channels/website/pages.ts
import { randomBytes as randomBytes3 } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join as join4 } from "node:path";

// src/channels/website/assets.ts
import { createHash as createHash2 } from "node:crypto";
import { existsSync, readdirSync as readdirSync2, readFileSync as readFileSync2 } from "node:fs";
import { extname, join as join3 } from "node:path";
var CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml"
};
var ENCODINGS = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" }
];
function openAssets(folder) {
  const assets = new Map(listAssets(folder));
  return {
    address(name) {
      const version = assets.get(name)?.version;
      return `/assets/${name}${version ? `?v=${version}` : ""}`;
    },
    serve(name, request, headers = {}) {
      const asset = assets.get(name);
      if (!asset) throw new HttpError(404, "NotFound", "There is no such file.");
      return serveAsset(asset, request, headers);
    }
  };
}
function listAssets(folder) {
  const names = existsSync(folder) ? readdirSync2(folder) : [];
  return names.flatMap((name) => {
    const type = CONTENT_TYPES[extname(name)];
    const file = join3(folder, name);
    return type ? [[name, { file, type, version: digest(readFileSync2(file)) }]] : [];
  });
}
function serveAsset({ file, type, version }, request, extra) {
  const encoding = ENCODINGS.find(({ name, ending }) => accepts(request, name) && existsSync(file + ending));
  const etag = `"${version}${encoding ? `-${encoding.name}` : ""}"`;
  const lasting = request.url.searchParams.get("v") === version;
  const headers = {
    "Cache-Control": lasting ? "public, max-age=31536000, immutable" : "public, no-cache",
    ETag: etag,
    Vary: "Accept-Encoding",
    ...extra
  };
  if (request.headers["if-none-match"]?.includes(etag)) return { status: 304, headers };
  const coding = encoding && { "Content-Encoding": encoding.name };
  return {
    status: 200,
    headers: { ...headers, ...coding, "Content-Type": type },
    file: file + (encoding?.ending ?? "")
  };
}
function accepts({ headers }, encoding) {
  const offers = `${headers["accept-encoding"] ?? ""}`.split(",").map((offer) => offer.trim().split(/\s*;\s*/));
  return offers.some(([name, quality]) => name === encoding && !/^q=0(?:\.0*)?$/.test(quality ?? ""));
}
function digest(content) {
  return createHash2("sha256").update(content).digest("base64url").slice(0, 12);
}

// src/channels/website/html.ts
var Html = class {
  markup;
  constructor(markup) {
    this.markup = markup;
  }
};
function html(texts, ...parts) {
  return new Html(texts.reduce((markup, text, i) => markup + markupOf(parts[i - 1]) + text));
}
function markupOf(part) {
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(markupOf).join("");
  return `${part ?? ""}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// src/channels/website/source-page.ts
function sourcePage({ style, article, facts }) {
  const title = article ? article.title : "Unknown source";
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Crossroads</title>
<link rel="stylesheet" href="${style}">
<main class="source">
  <p class="kicker">Source</p>
  <h1>${title}</h1>
  ${article ? aboutArticle(article) : html`<p>None of the articles that Crossroads knows has this address.</p>`}
  ${facts.length > 0 ? takenFrom(facts) : void 0}
</main>
</html>
`;
}
function aboutArticle({ publisher, author, date, url }) {
  return html`<dl>
    <div><dt>Published by</dt><dd>${publisher}</dd></div>
    ${author ? html`<div><dt>Author</dt><dd>${author}</dd></div>` : void 0}
    <div><dt>Date</dt><dd>${date ?? "not stated"}</dd></div>
  </dl>
  ${url ? html`<p><a class="button" href="${url}" rel="noopener">Read the article</a></p>` : void 0}`;
}
function takenFrom(facts) {
  return html`<h2>What Crossroads took from it</h2>
  <ul class="facts">
    ${facts.map(({ id: id3, text }) => html`<li id="${id3}">${text}</li>`)}
  </ul>`;
}

// src/channels/website/pages.ts
function websitePages(options) {
  const assets = openAssets(options.assets ?? builtAssets());
  const articles = new Map(options.articles.map((article) => [article.id, article]));
  return [
    get("/", (request) => assets.serve("school.html", request, { "Content-Security-Policy": policy({}) })),
    get("/embed.js", (request) => assets.serve("embed.js", request, FOR_ANY_PAGE)),
    get("/assets/*", (request) => assets.serve(request.params["*"] ?? "", request, FOR_ANY_PAGE)),
    get("/chat", (request) => chatReply(assets, request, options.allowedOrigins)),
    get("/sources/:article", ({ params }) => {
      const article = articles.get(params.article ?? "");
      const style = assets.address("site.css");
      if (!article) return page2(404, sourcePage({ style, facts: [] }));
      return page2(200, sourcePage({ style, article, facts: options.factsOf(article.id) }));
    })
  ];
}
var FOR_ANY_PAGE = { "Cross-Origin-Resource-Policy": "cross-origin" };
function get(path, handle) {
  return { method: "GET", path, handle };
}
function builtAssets() {
  return join4(dirname(createRequire(import.meta.url).resolve("#package.json")), "dist/public");
}
function page2(status, content) {
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy({}),
      "Cache-Control": "no-cache"
    },
    body: content.markup
  };
}
function chatReply(assets, { url }, allowedOrigins) {
  const nonce = randomBytes3(16).toString("base64");
  const content = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Ask about programs – Crossroads</title>
<link rel="stylesheet" href="${assets.address("chat.css")}">
<script src="${assets.address("webchat.js")}" nonce="${nonce}" defer></script>
<script src="${assets.address("chat.js")}" nonce="${nonce}" defer></script>
<main>
  <h1>Ask about programs</h1>
  <div id="notice" role="alert" hidden></div>
  <div id="chat"></div>
</main>
</html>
`;
  const reply = page2(200, content);
  return { ...reply, headers: { ...reply.headers, "Content-Security-Policy": policy({ nonce, url, allowedOrigins }) } };
}
var EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
function policy({ nonce, url, allowedOrigins = [] }) {
  const styles = nonce ? [`'nonce-${nonce}'`, EMPTY_STYLE] : [];
  const sockets = url ? [`ws://${url.host}`, `wss://${url.host}`] : [];
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    ["frame-ancestors 'self'", ...allowedOrigins].join(" "),
    ["connect-src 'self'", ...sockets].join(" "),
    "img-src 'self' blob: data:",
    nonce ? `script-src 'nonce-${nonce}'` : "script-src 'self'",
    ["style-src 'self'", ...styles].join(" ")
  ].join("; ");
}

// src/engine.ts
function createEngine(knowledgeDir) {
  const knowledge = loadKnowledge(knowledgeDir);
  return { kit: { knowledge, retriever: createRetriever(knowledge) }, understand: createUnderstanding(knowledge) };
}

// src/health.ts
function healthRoutes(database) {
  return [
    { method: "GET", path: "/healthz", handle: () => ({ status: 200, body: { status: "alive" } }) },
    {
      method: "GET",
      path: "/readyz",
      async handle() {
        if (!await database.ping()) throw new HttpError(503, "NotReady", "The database cannot be reached.");
        return { status: 200, body: { status: "ready" } };
      }
    }
  ];
}

// src/metrics.ts
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: "crossroads_turns_total",
    help: "Turns taken",
    labelNames: ["channel", "outcome"],
    registers
  });
  const turnSeconds = new Histogram({
    name: "crossroads_turn_seconds",
    help: "How long turns took, in seconds",
    labelNames: ["channel"],
    buckets: [2e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers
  });
  const requests = new Counter({
    name: "crossroads_http_requests_total",
    help: "HTTP requests answered",
    labelNames: ["method", "route", "status"],
    registers
  });
  const sockets = new Gauge({ name: "crossroads_open_sockets", help: "Open WebSockets", registers });
  return {
    turn(channel, outcome, seconds) {
      turns.inc({ channel, outcome });
      turnSeconds.observe({ channel }, seconds);
    },
    httpRequest: (method, route, status) => requests.inc({ method, route, status }),
    sockets: (change) => sockets.inc(change),
    registry
  };
}
function metricsRoute(metrics, mayRead) {
  return {
    method: "GET",
    path: "/metrics",
    async handle(request) {
      if (!mayRead(request)) throw new HttpError(403, "Forbidden", "The figures are not for everyone.");
      const body = await metrics.registry.metrics();
      return { status: 200, headers: { "Content-Type": metrics.registry.contentType }, body };
    }
  };
}

// src/origins.ts
function createOriginPolicy(listed, publicUrl) {
  const own = publicUrl && new URL(publicUrl).origin;
  const passes = (origin, host) => listed.includes("*") || listed.includes(origin) || origin === own || hostOf(origin) === host;
  const allowed = (headers) => headers.origin && passes(headers.origin, headers.host) ? headers.origin : void 0;
  return { allowed, refuses: (headers) => headers.origin !== void 0 && !allowed(headers) };
}
function hostOf(origin) {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
function crossOriginHeaders(policy2, headers) {
  const origin = policy2.allowed(headers);
  if (!origin) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    // Direct Line clients ask for the session id with credentials.
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Expose-Headers": "Retry-After"
  };
}
function preflightHeaders(methods) {
  return {
    "Access-Control-Allow-Methods": methods.join(", "),
    "Access-Control-Allow-Headers": "Authorization, Content-Type, x-ms-bot-agent",
    "Access-Control-Max-Age": "600"
  };
}

// src/server.ts
import restify from "restify";

// src/request.ts
var maxBody = 64 * 1024;
var maxDiscarded = 4 * 1024 * 1024;
var maxDepth = 64;
async function readRequest(message, params, reading) {
  const body = await readBody(message);
  if (body.length > 0 && (message.headers["content-encoding"] ?? "identity") !== "identity")
    throw new HttpError(415, "UnsupportedEncoding", "Send the body uncompressed.");
  return toRequest(message, params, reading, body);
}
function toRequest(message, params, reading, body = Buffer.alloc(0)) {
  const { method = "GET", headers } = message;
  const json = () => parseJson(body, headers["content-type"]);
  return { method, url: urlOf(message), params, headers, address: addressOf(message, reading), body, json };
}
function urlOf({ url = "/", headers }) {
  const base = `http://${headers.host ?? "localhost"}`;
  const address = url.startsWith("/") ? base + url : url;
  if (!URL.canParse(address, base)) throw new HttpError(400, "BadAddress", "The address cannot be read.");
  return new URL(address, base);
}
function addressOf(message, { trustedProxies }) {
  const forwarded = String(message.headers["x-forwarded-for"] ?? "").split(",");
  const named2 = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : void 0;
  return named2 || (message.socket.remoteAddress ?? "");
}
async function readBody(message) {
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
    else if (size > maxDiscarded) break;
  }
  if (size > maxBody) throw new HttpError(413, "BodyTooLarge", `The body may hold at most ${maxBody} bytes.`);
  return Buffer.concat(chunks);
}
function parseJson(body, contentType = "") {
  if (body.length === 0) return void 0;
  if (!/^(application|text)\/([\w.+-]*\+)?json\s*(;|$)/i.test(contentType))
    throw new HttpError(415, "UnsupportedMediaType", "Send the body as application/json.");
  const value2 = decodeJson(body);
  if (isBad(value2, maxDepth))
    throw new HttpError(
      400,
      "MalformedData",
      `The body holds a null character or is nested deeper than ${maxDepth} levels.`
    );
  return value2;
}
function decodeJson(body) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new HttpError(400, "MalformedData", "The body is not JSON in UTF-8.");
  }
}
function isBad(value2, levels) {
  if (typeof value2 === "string") return value2.includes("\0");
  if (typeof value2 !== "object" || value2 === null) return false;
  if (levels === 0) return true;
  return Object.entries(value2).some(([key, part]) => key.includes("\0") || isBad(part, levels - 1));
}

// src/reply.ts
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
var always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cache-Control": "no-store"
};
function errorReply(error) {
  const { status, code, message, headers } = error instanceof HttpError ? error : new HttpError(500, "InternalError", "Something went wrong on our side.");
  return { status, headers, body: { error: { code, message } } };
}
async function writeReply(response, reply, headers = {}) {
  if ("file" in reply) await writeFile(response, reply, headers);
  else writeBody(response, reply, headers);
}
function writeBody(response, reply, headers) {
  const isData = typeof reply.body === "object" && !Buffer.isBuffer(reply.body);
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(isData ? JSON.stringify(reply.body) : reply.body ?? "");
  const type = isData ? { "Content-Type": "application/json; charset=utf-8" } : {};
  const length = reply.status === 204 || reply.status === 304 ? {} : { "Content-Length": body.length };
  response.writeHead(reply.status, { ...always, ...headers, ...type, ...length, ...reply.headers });
  response.end(response.req.method === "HEAD" ? void 0 : body);
}
async function writeFile(response, reply, headers) {
  const file = await open(reply.file);
  try {
    const { size } = await file.stat();
    response.writeHead(reply.status, { ...always, ...headers, "Content-Length": size, ...reply.headers });
    if (response.req.method === "HEAD") response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

// src/responder.ts
function createResponder(metrics, log) {
  const report = (error) => log.error({ code: "REQUEST_FAILED", ...describeError(error) }, "request failed");
  const toReply = (response) => (error) => {
    if (!(error instanceof HttpError) && !response.destroyed) report(error);
    return errorReply(error);
  };
  const fail = async (response, error) => {
    if (response.destroyed) return;
    report(error);
    if (response.headersSent) response.destroy();
    else await writeReply(response, errorReply(error));
  };
  return {
    report,
    async respond(response, path, headers, handle) {
      const reply = await handle().catch(toReply(response));
      if (reply.status === 413) response.shouldKeepAlive = false;
      await writeReply(response, reply, headers).catch((error) => fail(response, error));
      metrics.httpRequest(response.req.method ?? "", path, response.statusCode);
    }
  };
}
var unreadable2 = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout"
};
function answerUnreadable(error, socket) {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = unreadable2[error.code ?? ""] ?? "400 Bad Request";
  const body = JSON.stringify({ error: { code: "MalformedRequest", message: "The request cannot be read." } });
  const head = `HTTP/1.1 ${status}\r
Connection: close\r
Content-Type: application/json\r
Content-Length: ${body.length}`;
  socket.end(`${head}\r
\r
${body}`);
}
function routingError(request, status) {
  if (status === 405) return new HttpError(405, "MethodNotAllowed", `This address does not take ${request.method}.`);
  if (status === 404) return new HttpError(404, "NotFound", "There is nothing at this address.");
  return new HttpError(400, "BadAddress", "The address cannot be read.");
}

// src/sockets.ts
import { ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
var maxPayload = 1024;
function createUpgrade(routes, options) {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
  const endpoints = routes.map((route) => ({ route, match: matcher(route.path) }));
  const admit = async (message) => {
    const path = (message.url ?? "").replace(/\?.*/s, "");
    for (const { route, match } of endpoints) {
      const params = match(path);
      if (params) return route.admit(toRequest(message, params, options));
    }
    throw new HttpError(404, "NotFound", "There is no WebSocket at this address.");
  };
  return async (message, socket, head) => {
    socket.on("error", () => socket.destroy());
    try {
      const take = await admit(message);
      server.handleUpgrade(message, socket, head, (webSocket) => {
        options.metrics.sockets(1);
        webSocket.once("close", () => options.metrics.sockets(-1));
        take(webSocket);
      });
    } catch (error) {
      if (!(error instanceof HttpError)) options.report(error);
      await refuse(message, socket, error);
    }
  };
}
async function refuse(message, socket, error) {
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  await writeReply(response, errorReply(error));
}
function matcher(path) {
  const pattern = new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
  return (asked) => {
    const match = pattern.exec(asked);
    return match ? { ...match.groups } : void 0;
  };
}

// src/server.ts
var requestTimeout = 2e4;
var verbs = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "del" };
function createServer(options) {
  const server = restify.createServer({ name: "", log: options.log });
  const responder = createResponder(options.metrics, options.log);
  const door = { open: true };
  turnAwayUnaddressed(server, responder);
  for (const route of options.routes) mount(server, route, options, responder, door);
  mountPreflights(server, options, responder);
  answerUnrouted(server, responder);
  const upgrade = createUpgrade(options.sockets, { ...options, report: responder.report });
  const node = server.server;
  node.on("upgrade", (message, socket, head) => void upgrade(message, socket, head));
  node.on("clientError", answerUnreadable);
  node.requestTimeout = requestTimeout;
  let closed = Promise.resolve();
  return {
    listen: (port, host) => new Promise((resolve3, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => resolve3(node.address().port));
    }),
    refuse() {
      door.open = false;
      closed = new Promise((resolve3) => node.close(() => resolve3()));
      node.closeIdleConnections();
    },
    async close(patience2) {
      const cut = setTimeout(() => node.closeAllConnections(), patience2);
      node.closeIdleConnections();
      await closed;
      clearTimeout(cut);
    }
  };
}
function turnAwayUnaddressed(server, { respond }) {
  server.pre((request, response, next) => {
    try {
      urlOf(request);
      next();
    } catch (error) {
      void respond(response, "none", {}, () => Promise.reject(error)).then(() => next(false));
    }
  });
}
function mount(server, route, options, { respond }, door) {
  const handler = async (request, response) => {
    const headers = route.crossOrigin ? crossOriginHeaders(options.origins, request.headers) : {};
    await respond(response, route.path, headers, async () => {
      if (!door.open) throw new HttpError(503, "Stopping", "The service is restarting.", { "Retry-After": "5" });
      return route.handle(await readRequest(request, request.params, options));
    });
  };
  server[verbs[route.method]](route.path, handler);
  if (route.method === "GET") server.head(route.path, handler);
}
function mountPreflights(server, { routes, origins: origins2 }, { respond }) {
  const crossOrigin = routes.filter((route) => route.crossOrigin);
  for (const path of new Set(crossOrigin.map((route) => route.path))) {
    const methods = crossOrigin.filter((route) => route.path === path).map((route) => route.method);
    server.opts(path, async (request, response) => {
      const headers = { ...crossOriginHeaders(origins2, request.headers), ...preflightHeaders(methods) };
      await respond(response, path, headers, async () => ({ status: 204 }));
    });
  }
}
function answerUnrouted(server, { respond }) {
  server.on("restifyError", (request, response, error) => {
    void respond(response, "none", {}, () => Promise.reject(routingError(request, error.statusCode)));
  });
}

// src/storage/open.ts
import { Kysely, sql as sql2 } from "kysely";

// src/storage/errors.ts
var StateConflict = class extends Error {
  code = "STATE_CONFLICT";
  constructor(key) {
    super(`State "${key}" has changed since it was read`);
    this.name = "StateConflict";
  }
};
var ConversationGone = class extends Error {
  code = "CONVERSATION_GONE";
  constructor(id3) {
    super(`There is no conversation "${id3}"`);
    this.name = "ConversationGone";
  }
};
var DatabaseUrlInvalid = class extends Error {
  code = "DATABASE_URL_INVALID";
  constructor(scheme, possible) {
    const given = scheme ? `this one begins with "${scheme}:"` : "this one names no scheme";
    super(`A database URL looks like ${possible.join(" or ")}; ${given}`);
    this.name = "DatabaseUrlInvalid";
  }
};
var DatabaseUnavailable = class extends Error {
  code = "DATABASE_UNAVAILABLE";
  constructor(cause) {
    super(`The database could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "DatabaseUnavailable";
  }
};

// src/storage/conversations.ts
function createConversations(db) {
  return {
    open: ({ id: id3, userId, now }) => db.transaction().execute(async (trx) => {
      const fresh = await insert(trx, id3, userId, now);
      return { created: fresh !== void 0, conversation: toConversation(fresh ?? await touch(trx, id3, now)) };
    }),
    async find(id3) {
      const row = await db.selectFrom("conversations").selectAll().where("id", "=", id3).executeTakeFirst();
      return row && toConversation(row);
    },
    async bind(id3, userId) {
      const { numUpdatedRows } = await db.updateTable("conversations").set({ user_id: userId }).where("id", "=", id3).where("user_id", "is", null).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async end(id3) {
      await db.updateTable("conversations").set({ ended: 1 }).where("id", "=", id3).execute();
    },
    append: (id3, complete2, now) => db.transaction().execute(async (trx) => {
      const sequence = await takePlace(trx, id3, now);
      const row = { conversation_id: id3, sequence, activity: JSON.stringify(complete2(sequence)) };
      await trx.insertInto("activities").values(row).execute();
      return toStored(row);
    }),
    async list(id3, after, limit) {
      const rows = await db.selectFrom("activities").selectAll().where("conversation_id", "=", id3).where("sequence", ">", after).orderBy("sequence").limit(limit).execute();
      return rows.map(toStored);
    }
  };
}
function insert(db, id3, userId, now) {
  return db.insertInto("conversations").values({ id: id3, user_id: userId ?? null, created_at: now, last_active_at: now, ended: 0, last_sequence: 0 }).onConflict((conflict) => conflict.column("id").doNothing()).returningAll().executeTakeFirst();
}
function touch(db, id3, now) {
  return db.updateTable("conversations").set({ last_active_at: now }).where("id", "=", id3).returningAll().executeTakeFirstOrThrow(() => new ConversationGone(id3));
}
async function takePlace(db, id3, now) {
  const { last_sequence } = await db.updateTable("conversations").set((row) => ({ last_sequence: row("last_sequence", "+", 1), last_active_at: now })).where("id", "=", id3).returning("last_sequence").executeTakeFirstOrThrow(() => new ConversationGone(id3));
  return last_sequence;
}
function toConversation(row) {
  return {
    id: row.id,
    userId: row.user_id ?? void 0,
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    ended: row.ended === 1
  };
}
function toStored(row) {
  return { sequence: row.sequence, activity: JSON.parse(row.activity) };
}

// src/storage/migrations.ts
import { Migrator } from "kysely";
var migrations = {
  "0001_states": {
    async up(db) {
      await db.schema.createTable("states").ifNotExists().addColumn("key", "text", (column) => column.primaryKey()).addColumn("value", "text", (column) => column.notNull()).addColumn("etag", "text", (column) => column.notNull()).addColumn("updated_at", "bigint", (column) => column.notNull()).execute();
      await db.schema.createIndex("states_by_age").ifNotExists().on("states").column("updated_at").execute();
    }
  },
  "0002_conversations": {
    async up(db) {
      await db.schema.createTable("conversations").ifNotExists().addColumn("id", "text", (column) => column.primaryKey()).addColumn("user_id", "text").addColumn("created_at", "bigint", (column) => column.notNull()).addColumn("last_active_at", "bigint", (column) => column.notNull()).addColumn("ended", "integer", (column) => column.notNull().defaultTo(0)).addColumn("last_sequence", "integer", (column) => column.notNull().defaultTo(0)).execute();
      await db.schema.createIndex("conversations_by_age").ifNotExists().on("conversations").column("last_active_at").execute();
    }
  },
  "0003_activities": {
    async up(db) {
      await db.schema.createTable("activities").ifNotExists().addColumn(
        "conversation_id",
        "text",
        (column) => column.notNull().references("conversations.id").onDelete("cascade")
      ).addColumn("sequence", "integer", (column) => column.notNull()).addColumn("activity", "text", (column) => column.notNull()).addPrimaryKeyConstraint("activities_by_place", ["conversation_id", "sequence"]).execute();
    }
  }
};
async function migrateToLatest(db) {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

// src/storage/sqlite.ts
import { mkdir } from "node:fs/promises";
import { dirname as dirname2, resolve } from "node:path";
import {
  SqliteAdapter,
  SqliteDialect,
  sql
} from "kysely";
import Libsql from "libsql";
var inMemory = ":memory:";
var busyTimeout = 5e3;
function sqliteDialect(path) {
  return new LibsqlDialect({ database: () => connect(path) });
}
var LibsqlDialect = class extends SqliteDialect {
  createAdapter() {
    return new LockingAdapter();
  }
};
var LockingAdapter = class extends SqliteAdapter {
  async acquireMigrationLock(db) {
    await sql`begin immediate`.execute(db);
  }
  async releaseMigrationLock(db) {
    await sql`commit`.execute(db);
  }
};
async function connect(path) {
  const database = new Libsql(path === inMemory ? inMemory : await makeRoomFor(path), { timeout: busyTimeout });
  try {
    database.pragma("journal_mode = wal");
    database.pragma("synchronous = full");
    database.pragma("foreign_keys = on");
  } catch (error) {
    database.close();
    throw error;
  }
  return { prepare: (sql3) => guarded(database.prepare(sql3)), close: () => database.close() };
}
async function makeRoomFor(path) {
  const absolute = resolve(path);
  await mkdir(dirname2(absolute), { recursive: true });
  return absolute;
}
function guarded(statement) {
  return {
    reader: statement.reader,
    all: (parameters2) => statement.all(parameters2.map(bindable)),
    run: (parameters2) => statement.run(parameters2.map(bindable)),
    iterate: (parameters2) => statement.iterate(parameters2.map(bindable))
  };
}
function bindable(value2) {
  if (typeof value2 === "boolean") throw new TypeError("SQLite stores no booleans");
  if (typeof value2 === "string" && value2.includes("\0")) throw new TypeError("Text with a NUL cannot be stored");
  return value2;
}

// src/storage/states.ts
import { randomUUID as randomUUID3 } from "node:crypto";
function createStates(db, clock) {
  return {
    async read(keys) {
      if (keys.length === 0) return {};
      const rows = await db.selectFrom("states").selectAll().where("key", "in", keys).execute();
      return Object.fromEntries(rows.map((row) => [row.key, toItem(row)]));
    },
    async write(changes) {
      const rows = toRows(changes, clock());
      if (rows.length === 0) return;
      await db.transaction().execute(async (trx) => {
        for (const { row, expected } of rows) await (expected ? replace(trx, row, expected) : put(trx, row));
      });
    },
    async delete(keys) {
      if (keys.length === 0) return;
      await db.deleteFrom("states").where("key", "in", keys).execute();
    }
  };
}
function toRows(changes, now) {
  return Object.keys(changes).sort().map((key) => {
    const { eTag, ...value2 } = changes[key];
    const row = { key, value: JSON.stringify(value2), etag: randomUUID3(), updated_at: now };
    return { row, expected: eTag === "*" ? void 0 : eTag };
  });
}
function toItem(row) {
  return { ...JSON.parse(row.value), eTag: row.etag };
}
async function put(db, { key, ...values }) {
  await db.insertInto("states").values({ key, ...values }).onConflict((conflict) => conflict.column("key").doUpdateSet(values)).execute();
}
async function replace(db, { key, ...values }, expected) {
  const { numUpdatedRows } = await db.updateTable("states").set(values).where("key", "=", key).where("etag", "=", expected).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StateConflict(key);
}

// src/storage/open.ts
var dialects = {
  sqlite: sqliteDialect
};
var examples = ["sqlite:./path/to/file.db", "sqlite::memory:"];
async function openDatabase(url, clock = Date.now) {
  const db = new Kysely({ dialect: dialectOf(url) });
  try {
    await migrateToLatest(db);
  } catch (cause) {
    await db.destroy();
    throw new DatabaseUnavailable(cause);
  }
  return {
    states: createStates(db, clock),
    conversations: createConversations(db),
    ping: () => ping(db),
    removeIdle: (before) => removeIdle(db, before),
    close: () => db.destroy()
  };
}
function dialectOf(url) {
  const [, scheme = "", rest = ""] = /^([a-z]+):(?:\/\/)?(.*)$/i.exec(url) ?? [];
  const dialect = Object.hasOwn(dialects, scheme) ? dialects[scheme] : void 0;
  if (!dialect || !rest) throw new DatabaseUrlInvalid(scheme, examples);
  return dialect(rest);
}
async function ping(db) {
  try {
    await sql2`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
function removeIdle(db, before) {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom("states").where("updated_at", "<", before).execute();
    const { numDeletedRows } = await trx.deleteFrom("conversations").where("last_active_at", "<", before).executeTakeFirst();
    return Number(numDeletedRows);
  });
}

// src/turns.ts
function createTurnQueue() {
  const newest = /* @__PURE__ */ new Map();
  function run(id3, turn) {
    const result = (newest.get(id3) ?? Promise.resolve()).then(turn);
    const done = result.then(leave, leave);
    function leave() {
      if (newest.get(id3) === done) newest.delete(id3);
    }
    newest.set(id3, done);
    return result;
  }
  async function idle() {
    while (newest.size > 0) await Promise.all(newest.values());
  }
  return {
    run,
    idle,
    get busy() {
      return newest.size;
    }
  };
}

// src/app.ts
var day = 24 * 60 * 60 * 1e3;
var idleFor = 30 * day;
var sweepEvery = 60 * 60 * 1e3;
var patience = 1e4;
async function createApp(config, parts = {}) {
  const { now = Date.now, log = createLog(config.logLevel) } = parts;
  const database = await openDatabase(config.databaseUrl, now);
  const queue = createTurnQueue();
  const metrics = createMetrics();
  const origins2 = createOriginPolicy(config.allowedOrigins, config.publicUrl);
  let url = config.publicUrl ?? addressOf2(config.host, config.port);
  const { bot, pages } = parts.bot ? { bot: parts.bot, pages: [] } : answering2(config, database.states, () => url);
  const signingKey = await loadSigningKey(database.states, config.directLineSecret);
  const shared = config.databaseUrl.startsWith("postgres");
  const website = {
    ...config,
    secret: config.directLineSecret,
    bot,
    database,
    queue,
    metrics,
    log,
    origins: origins2,
    signingKey,
    shared,
    now
  };
  const channels = [createWebsiteChannel(website)];
  const mayRead = createAdminCheck(config.adminToken);
  const server = createServer({
    routes: [
      ...healthRoutes(database),
      metricsRoute(metrics, mayRead),
      ...pages,
      ...channels.flatMap(({ routes }) => routes)
    ],
    sockets: channels.flatMap(({ sockets = [] }) => sockets),
    origins: origins2,
    trustedProxies: config.trustedProxies,
    metrics,
    log
  });
  const sweep = async () => {
    await loadSigningKey(database.states, config.directLineSecret);
    await database.removeIdle(now() - idleFor);
  };
  let sweeper;
  return {
    async start() {
      const port = await server.listen(config.port, config.host);
      for (const channel of channels) await channel.start?.();
      sweeper = setInterval(
        () => sweep().catch((error) => log.error({ code: "SWEEP_FAILED", ...describeError(error) })),
        sweepEvery
      ).unref();
      url = config.publicUrl ?? addressOf2(config.host, port);
      log.info({ url, port }, "listening");
      return url;
    },
    async stop() {
      clearInterval(sweeper);
      server.refuse();
      await within(patience, queue.idle());
      for (const channel of channels) await channel.stop?.();
      await server.close(patience);
      await within(patience, queue.idle());
      await database.close();
      log.info("stopped");
    }
  };
}
function answering2(config, states, url) {
  const { kit, understand } = createEngine(config.knowledgeDir);
  const { articles, facts } = kit.knowledge;
  const sourceUrl = (article) => `${url()}/sources/${article}`;
  const say = async (context, reply) => void await context.sendActivities(drawForWebChat(reply, { sourceUrl }));
  const pages = websitePages({
    articles: [...articles.values()],
    factsOf: (article) => [...facts.values()].filter((fact) => fact.article === article),
    allowedOrigins: config.allowedOrigins
  });
  return { bot: createBot({ kit, understand, states, say }), pages };
}
function addressOf2(host, port) {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
async function within(milliseconds, work) {
  let timer;
  const patienceEnds = new Promise((resolve3) => {
    timer = setTimeout(resolve3, milliseconds);
  });
  await Promise.race([work, patienceEnds]);
  clearTimeout(timer);
}

// src/config.ts
import { existsSync as existsSync3 } from "node:fs";
import { join as join6, resolve as resolve2 } from "node:path";

// src/settings.ts
import { existsSync as existsSync2 } from "node:fs";
import { createRequire as createRequire2 } from "node:module";
import { dirname as dirname3, join as join5 } from "node:path";
import { z as z4 } from "zod";
var packageRoot = dirname3(createRequire2(import.meta.url).resolve("#package.json"));
var wholeNumber = (from, to, advice) => z4.string().regex(/^\d{1,9}$/, advice).transform(Number).refine((value2) => value2 >= from && value2 <= to, advice);
var webUrl = (advice) => z4.string().refine((value2) => /^https?:$/.test(urlOf2(value2)?.protocol ?? ""), advice).transform((value2) => value2.replace(/\/+$/, ""));
var secret = z4.string().regex(/^\S+$/, "write a value without spaces");
var guid = (what) => z4.guid(`write the ${what} as a GUID, such as 00000000-0000-0000-0000-000000000000`);
var originAdvice = "write origins separated by commas, such as https://www.school.example,https://apply.school.example";
var origins = z4.string().transform((value2) => value2.split(",").map((origin) => origin.trim().replace(/\/$/, ""))).refine((list2) => list2.every((origin) => origin === "*" || urlOf2(origin)?.origin === origin), originAdvice);
var databaseAdvice = "write sqlite:./data/crossroads.db, sqlite::memory: or postgres://user:password@host/database";
var settings = z4.object({
  HOST: z4.string().regex(/^[\w.:-]+$/, "write a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0"),
  PORT: wholeNumber(0, 65535, "write a whole number from 0 (any free port) to 65535, such as 3978"),
  PUBLIC_URL: webUrl(
    "write the address under which browsers reach the service, such as https://chat.school.example"
  ).optional(),
  DATABASE_URL: z4.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, databaseAdvice),
  KNOWLEDGE_DIR: z4.string().refine((path) => existsSync2(path), "there is no such folder; write the path of one with articles.yaml in it"),
  LOG_LEVEL: z4.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
    error: "write one of fatal, error, warn, info, debug, trace, silent"
  }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(
    0,
    1e5,
    "write a whole number of messages per minute and user, or 0 for no limit"
  ),
  ALLOWED_ORIGINS: origins.optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10, "write how many reverse proxies stand in front of the service, 0 to 10"),
  DIRECT_LINE_SECRET: secret.optional(),
  ADMIN_TOKEN: secret.optional(),
  MicrosoftAppId: guid("app's id").optional(),
  MicrosoftAppPassword: secret.optional(),
  MicrosoftAppTenantId: guid("tenant's id").optional(),
  MicrosoftAppType: z4.enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"], {
    error: "write one of MultiTenant, SingleTenant, UserAssignedMSI"
  }),
  BotOpenIdMetadata: webUrl("write the address of the OpenID configuration").optional(),
  SLACK_BOT_TOKEN: z4.string().regex(/^xoxb-\S+$/, "write the bot's token, which begins with xoxb-").optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: z4.string().regex(/^xapp-\S+$/, "write the app-level token, which begins with xapp-").optional(),
  SLACK_API_URL: webUrl("write the address of the Slack Web API, such as https://slack.com/api").optional()
});
var defaults = {
  HOST: "127.0.0.1",
  PORT: "3978",
  DATABASE_URL: "sqlite:./data/crossroads.db",
  KNOWLEDGE_DIR: join5(packageRoot, "knowledge/content"),
  LOG_LEVEL: "info",
  RATE_LIMIT_PER_MINUTE: "20",
  TRUSTED_PROXIES: "0",
  MicrosoftAppType: "MultiTenant"
};
var settingNames = Object.keys(settings.shape);
var secrets = /* @__PURE__ */ new Set([
  "DATABASE_URL",
  "DIRECT_LINE_SECRET",
  "ADMIN_TOKEN",
  "MicrosoftAppPassword",
  "SLACK_BOT_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SLACK_APP_TOKEN"
]);
function urlOf2(value2) {
  return URL.canParse(value2) ? new URL(value2) : void 0;
}

// src/config.ts
var ConfigError = class extends Error {
  name = "ConfigError";
  code = "CONFIG_INVALID";
  problems;
  constructor(problems) {
    super(["The settings cannot be used:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
    this.problems = problems;
  }
};
function loadEnv() {
  const file = join6(packageRoot, ".env");
  if (existsSync3(file)) process.loadEnvFile?.(file);
  return process.env;
}
function readConfig(env) {
  const given = Object.fromEntries(
    settingNames.map((name) => [name, env[name]?.trim()]).filter(([, value2]) => value2)
  );
  const result = settings.safeParse({ ...defaults, ...given });
  const problems = [...result.success ? [] : result.error.issues.map((issue) => describe(issue, given))];
  problems.push(...missingCompanions(given));
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(arrange(result.data));
}
function describe(issue, given) {
  const name = String(issue.path[0]);
  const value2 = secrets.has(name) ? "what is set cannot be used" : `${JSON.stringify(given[name])} cannot be used`;
  return `${name}: ${value2}; ${issue.message}`;
}
function missingCompanions(given) {
  const problems = [];
  const needs = (name, present, companions) => {
    if (present && !companions.split(" or ").some((companion) => given[companion]))
      problems.push(`${companions}: missing; ${name} needs it`);
  };
  const managed = given.MicrosoftAppType === "UserAssignedMSI";
  needs("MicrosoftAppId", Boolean(given.MicrosoftAppId) && !managed, "MicrosoftAppPassword");
  needs("MicrosoftAppPassword", Boolean(given.MicrosoftAppPassword), "MicrosoftAppId");
  needs("MicrosoftAppType=SingleTenant", given.MicrosoftAppType === "SingleTenant", "MicrosoftAppTenantId");
  needs("SLACK_BOT_TOKEN", Boolean(given.SLACK_BOT_TOKEN), "SLACK_SIGNING_SECRET or SLACK_APP_TOKEN");
  needs("SLACK_SIGNING_SECRET", Boolean(given.SLACK_SIGNING_SECRET), "SLACK_BOT_TOKEN");
  needs("SLACK_APP_TOKEN", Boolean(given.SLACK_APP_TOKEN), "SLACK_BOT_TOKEN");
  return problems;
}
function arrange(read3) {
  return {
    host: read3.HOST,
    port: read3.PORT,
    publicUrl: read3.PUBLIC_URL,
    databaseUrl: read3.DATABASE_URL.replace(
      /^sqlite:(?!:)(.*)$/,
      (_, path) => `sqlite:${resolve2(packageRoot, path)}`
    ),
    knowledgeDir: resolve2(read3.KNOWLEDGE_DIR),
    logLevel: read3.LOG_LEVEL,
    rateLimitPerMinute: read3.RATE_LIMIT_PER_MINUTE,
    allowedOrigins: read3.ALLOWED_ORIGINS ?? [],
    trustedProxies: read3.TRUSTED_PROXIES,
    directLineSecret: read3.DIRECT_LINE_SECRET,
    adminToken: read3.ADMIN_TOKEN,
    teams: read3.MicrosoftAppId ? teams(read3, read3.MicrosoftAppId) : void 0,
    slack: read3.SLACK_BOT_TOKEN ? slack(read3, read3.SLACK_BOT_TOKEN) : void 0
  };
}
function teams(read3, appId) {
  return {
    appId,
    appPassword: read3.MicrosoftAppPassword,
    tenantId: read3.MicrosoftAppTenantId,
    appType: read3.MicrosoftAppType,
    openIdMetadata: read3.BotOpenIdMetadata
  };
}
function slack(read3, botToken) {
  return {
    botToken,
    signingSecret: read3.SLACK_SIGNING_SECRET,
    appToken: read3.SLACK_APP_TOKEN,
    apiUrl: read3.SLACK_API_URL
  };
}
function deepFreeze(value2) {
  for (const part of Object.values(value2)) if (typeof part === "object" && part !== null) deepFreeze(part);
  return Object.freeze(value2);
}

// src/main.ts
try {
  const config = readConfig(loadEnv());
  const log = createLog(config.logLevel);
  const app = await createApp(config, { log });
  const stop = async (code) => {
    await app.stop();
    process.exit(code);
  };
  const giveUp = (error) => {
    log.fatal({ code: "UNFORESEEN", ...describeError(error) }, "stopping after an unforeseen error");
    void stop(1);
  };
  process.once("SIGTERM", () => void stop(0));
  process.once("SIGINT", () => void stop(0));
  process.once("uncaughtException", giveUp);
  process.once("unhandledRejection", giveUp);
  await app.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}
`);
  process.exit(1);
}
