import type { TurnContext } from 'botbuilder';
import { chartById, compose, composeWelcome, understoodFrom } from '../dialogs/index.ts';
import type { Understand } from '../knowledge/index.ts';
import { createBot } from './bot.ts';
import type { Bot } from './channels/channel.ts';
import { type Draw, drawOnce } from './channels/drawn.ts';
import type { PageAnswers } from './channels/website/page.ts';
import { websitePages } from './channels/website/pages.ts';
import { chartRoutes } from './charts/routes.ts';
import type { Config } from './config.ts';
import { createEngine, type Engine, study } from './engine.ts';
import { createFeedback } from './feedback/feedback.ts';
import type { Outbox } from './handoff/outbox.ts';
import type { Route } from './http/http.ts';
import type { Metrics } from './http/metrics.ts';
import type { RateLimit } from './http/rate-limit.ts';
import { step, turnOf } from './observe/current-turn.ts';
import { watchReplies } from './observe/watch.ts';
import { createRepeated } from './repeated.ts';
import type { Database } from './storage/storage.ts';

/** A bot whose replies are drawn so; `form` tells apart how one reply may be drawn. */
type BotFor = (draw: Draw, form: (context: TurnContext) => string) => Bot;

/** What answers, over each way there is to ask. */
interface Answering {
  readonly botFor: BotFor;
  readonly pages: readonly Route[];
  readonly answers: PageAnswers | undefined;
  /** What a chat may offer to ask first. */
  readonly prompts: readonly string[];
}

/** What answers, and takes another knowledge while it runs. */
export interface LiveAnswering extends Answering {
  /** Answers from another knowledge from the next turn on. */
  answerFrom(engine: Engine): void;
}

interface AnsweringParts {
  readonly database: Database;
  readonly outbox: Outbox;
  /** How much an address may have answered in a minute, in messages, pages and charts. */
  readonly questions: RateLimit;
  readonly url: () => string;
  readonly metrics: Metrics;
  readonly now: () => number;
}

/** Answers from the engine, or else from the knowledge folder, studied on the spot. Throws `KnowledgeError`. */
export function createAnswering(config: Config, engine: Engine | undefined, parts: AnsweringParts): LiveAnswering {
  const first = engine ?? createEngine(study(config.knowledgeDir), config.retentionDays);
  let current = answering(config, first, parts);
  return {
    botFor(draw, form) {
      const bots = new WeakMap<Answering, Bot>();
      return live(() => {
        const bot = bots.get(current) ?? current.botFor(draw, form);
        bots.set(current, bot);
        return bot;
      });
    },
    // The same pages in the same order, whatever is known.
    pages: current.pages.map((page, i) => ({
      ...page,
      handle: (request) => (current.pages[i] ?? page).handle(request),
    })),
    answers: live(() => current.answers as PageAnswers),
    get prompts() {
      return current.prompts;
    },
    answerFrom(engine) {
      current = answering(config, engine, parts);
    },
  };
}

/** A bot that answers in place of the knowledge, without pages. */
export function answeringWith(bot: Bot): LiveAnswering {
  return { botFor: () => bot, pages: [], answers: undefined, prompts: [], answerFrom: () => {} };
}

/** An object whose members are those of whatever is current when they are read. */
function live<T extends object>(current: () => T): T {
  return new Proxy({} as T, { get: (_, member) => Reflect.get(current(), member) });
}

/** What answers from the knowledge folder: a bot for each channel, and the pages that show it and its sources. */
function answering(
  config: Config,
  engine: Engine,
  { database, outbox, questions, metrics, url, now }: AnsweringParts,
): Answering {
  const { states, forget, feedback: store } = database;
  const { kit } = engine;
  const repeated = createRepeated(engine);
  const { understand }: { understand: Understand } = repeated;
  const { articles, facts, programs, topics, school } = kit.knowledge;
  const inOverview = [...topics.values()].filter(({ overview, byName }) => overview || byName === 'one');
  const answers: PageAnswers = {
    programs: [...programs.values()],
    topics: [...topics.values()],
    mainTopics: inOverview.sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0)),
    answer: (question) => compose(understand(question), kit),
    about(asked) {
      const known = asked.programs.every((id) => programs.has(id)) && (!asked.topic || topics.has(asked.topic));
      return known ? compose(understoodFrom(asked), kit) : undefined;
    },
    recognise(words) {
      const understood = understand(words);
      return { programs: understood.programs, topics: understood.topics.map(({ id }) => id) };
    },
  };
  const pages = websitePages({
    school: school.name,
    answers,
    origin: url,
    limit: questions,
    articles: [...articles.values()],
    factsOf: (article) => [...facts.values()].filter((fact) => fact.article === article),
    allowedOrigins: config.allowedOrigins,
  });
  const botFor: BotFor = (draw, form) => {
    const drawn = drawOnce(draw, form);
    const say = watchReplies(async (context, reply) => {
      await context.sendActivities(step(turnOf(context), 'draw', () => [...drawn(reply, context)]));
    }, metrics);
    const watch = <T>(context: TurnContext, name: string, work: () => T) => step(turnOf(context), name, work);
    const rate = createFeedback({ store, storeQuestions: config.storeQuestions, kit, say, now });
    return {
      ...createBot({ kit, understand, compose: repeated.compose, watch, states, say, submit: outbox.submit, forget }),
      rate,
    };
  };
  const charts = chartRoutes((id) => chartById(id, kit.knowledge), questions);
  const prompts = composeWelcome(kit).choices.map(({ label }) => label);
  return { botFor, pages: [...pages, ...charts], answers, prompts };
}
