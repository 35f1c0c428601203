import { type Config, loadEnv, readConfig } from '../config.ts';
import { createEngine, type Engine } from '../engine.ts';
import { recall } from '../recall.ts';

/** Settings and engine for a command; what is wrong with either is said on the terminal and ends the process. */
export function setUp(): Engine & { readonly config: Config } {
  try {
    const config = readConfig(loadEnv());
    return { config, ...createEngine(recall(config.knowledgeDir), config.retentionDays) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
