/** Exits with 0 if the service on this machine is ready, else with 1: the health check of the container. */
import { loadEnv, readConfig } from '../config.ts';

const patience = 4000;

try {
  const { host, port } = readConfig(loadEnv());
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host;
  const answer = await fetch(`http://${name}:${port}/readyz`, { signal: AbortSignal.timeout(patience) });
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
