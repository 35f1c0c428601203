/** Starts the service and stops it when the system asks. */
import { loadEnv, readConfig } from './config.ts';
import { createEngine } from './engine.ts';
import { createLog, describeError } from './log.ts';
import { recalled } from './recall.ts';
import { reload } from './reload.ts';
import { studyBeside } from './study.ts';

try {
  const config = readConfig(loadEnv());
  const log = createLog(config.logLevel);
  // Another thread costs time and memory: it is worth them where there is something to study, while the rest is loaded.
  const [studied, { createApp }] = await Promise.all([
    recalled(config.knowledgeDir) ?? studyBeside(config.knowledgeDir),
    import('./app.ts'),
  ]);
  const app = await createApp(config, { log, engine: createEngine(studied, config.retentionDays) });
  const stop = async (code: number) => {
    await app.stop();
    process.exit(code);
  };
  const giveUp = (error: unknown) => {
    log.fatal({ code: 'UNFORESEEN', ...describeError(error) }, 'stopping after an unforeseen error');
    void stop(1);
  };
  process.once('SIGTERM', () => void stop(0));
  process.once('SIGINT', () => void stop(0));
  process.once('uncaughtException', giveUp);
  process.once('unhandledRejection', giveUp);
  // One after another: the last to be read is the newest.
  let reloaded = Promise.resolve();
  process.on('SIGHUP', () => {
    reloaded = reloaded.then(() => reload(config, log, app.answerFrom));
  });
  await app.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
