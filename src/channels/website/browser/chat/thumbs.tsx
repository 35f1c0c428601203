import { hooks } from 'botframework-webchat-component';
import type { ReactElement } from 'react';
import type { Activity } from './server.ts';

const VOTE = 'webchat:activity-status/feedback';

interface Action {
  readonly '@type'?: unknown;
  readonly object?: { readonly identifier?: string };
}

interface StatusProps {
  readonly activity: Activity;
}

type RenderStatus = (props: StatusProps) => ReactElement;

/**
 * Puts thumbs beside the time of answers that may be rated. Web Chat's own forget what was pressed with the page; these
 * read it from the conversation, where every vote stands.
 */
export function thumbsMiddleware() {
  return (next: RenderStatus) => (props: StatusProps) => {
    const actions = actionsOf(props.activity);
    if (actions.length === 0) return next(props);
    return (
      <div className="status">
        {next({ ...props, activity: withoutActions(props.activity) })}
        <Thumbs actions={actions} />
      </div>
    );
  };
}

function Thumbs({ actions }: { readonly actions: readonly Action[] }) {
  const [activities] = hooks.useActivities();
  const post = hooks.usePostActivity();
  const chosen = lastVote(activities as readonly Activity[], actions[0]?.object?.identifier);
  const vote = (action: Action) => {
    if (action['@type'] !== chosen) post({ type: 'event', name: VOTE, entities: [action] } as never);
  };
  return (
    <div className="thumbs">
      {actions.map((action) => {
        const up = action['@type'] === 'LikeAction';
        const label = up ? 'This helped' : 'This did not help';
        return (
          <button
            key={label}
            type="button"
            className={up ? 'thumb' : 'thumb down'}
            aria-label={label}
            title={label}
            aria-pressed={action['@type'] === chosen}
            onClick={() => vote(action)}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M6.5 9 9.6 2.6c1.2 0 2.1 1 2.1 2.1V7.5h3.7c1 0 1.8.9 1.6 1.9l-1 5.6c-.1.9-.9 1.5-1.7 1.5H6.5M6.5 9v7.5M6.5 9H3.6v7.5h2.9" />
            </svg>
          </button>
        );
      })}
    </div>
  );
}

/** Which thumb was pressed last for a message: `LikeAction`, `DislikeAction`, or none. */
function lastVote(activities: readonly Activity[], message: string | undefined): unknown {
  const votes = activities
    .filter(({ type, name }) => type === 'event' && name === VOTE)
    .flatMap(({ entities = [] }) => entities as readonly Action[]);
  return votes.filter(({ object }) => object?.identifier === message).at(-1)?.['@type'];
}

function actionsOf({ entities = [] }: Activity): readonly Action[] {
  const actions = entities.flatMap(({ potentialAction }) => (Array.isArray(potentialAction) ? potentialAction : []));
  return actions.filter((action) => ['LikeAction', 'DislikeAction'].includes(action['@type']));
}

function withoutActions(activity: Activity): Activity {
  return { ...activity, entities: activity.entities?.map(({ potentialAction: _, ...entity }) => entity) ?? [] };
}
