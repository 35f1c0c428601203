import type { Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../../log.ts';

/**
 * The logger that Slack's clients write to. Their lines quote what was sent, so none is kept; that there was a warning
 * or an error is.
 */
export function quietLogger(log: Log): Logger {
  const drop = () => {};
  return {
    debug: drop,
    info: drop,
    warn: () => log.debug({ code: 'CLIENT_WARNING', channel: 'slack' }),
    error: () => log.debug({ code: 'CLIENT_ERROR', channel: 'slack' }),
    setLevel: drop,
    getLevel: () => 'error' as LogLevel,
    setName: drop,
  };
}
