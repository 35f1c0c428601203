/** Builds before a start. An installation for production (`npm ci --omit=dev`) cannot, and runs what was built before. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('node_modules/esbuild')) {
  const { status } = spawnSync('npm run -s build', { shell: true, stdio: 'inherit' });
  process.exit(status ?? 1);
}
if (!existsSync('dist/main.js')) {
  process.stderr.write(
    'Nothing is built here, and what builds is not installed.\n' +
      'Run "npm ci && npm run build", then "npm prune --omit=dev"; or bring the folder dist/ from where it was built.\n',
  );
  process.exit(1);
}
