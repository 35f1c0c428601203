/** Starts the service and stops it when the system asks. */
import { loadEnv, readConfig } from './config.ts';
import { createLog, describeError } from './log.ts';
import { reload } from './reload.ts';
import { studyBeside } from './study.ts';

try {
  const config = readConfig(loadEnv());
  const log = createLog(config.logLevel);
  // The SDK alone takes a second to load: it is loaded while the knowledge is studied.
  const [studied, { createApp }, { createEngine }] = await Promise.all([
    studyBeside(config.knowledgeDir),
    import('./app.ts'),
    import('./engine.ts'),
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
