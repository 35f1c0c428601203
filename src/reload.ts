import { KnowledgeError } from '../knowledge/index.ts';
import type { Config } from './config.ts';
import { createEngine, type Engine } from './engine.ts';
import { describeError, type Log } from './log.ts';
import { studyBeside } from './study.ts';

/**
 * Reads the knowledge folder anew and hands it to `answerFrom`. If it cannot be used, the log says what is wrong with it
 * and nothing changes. Never rejects.
 */
export async function reload(config: Config, log: Log, answerFrom: (engine: Engine) => void): Promise<void> {
  try {
    answerFrom(createEngine(await studyBeside(config.knowledgeDir), config.retentionDays));
    log.info('knowledge reloaded');
  } catch (error) {
    // What editors wrote may be logged, unlike what users write.
    const problems = error instanceof KnowledgeError ? error.message.split('\n') : [];
    log.error({ code: 'RELOAD_FAILED', ...describeError(error), problems }, 'the knowledge stays as it was');
  }
}
