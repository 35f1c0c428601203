import { z } from 'zod/v4';

const tap = z.object({
  channelData: z.object({
    Payload: z.object({
      actions: z.array(z.object({ value: z.string(), text: z.object({ text: z.string() }).nullish() })).min(1),
    }),
  }),
});

/** A button of a Slack message that was tapped, as the Azure Bot Service passes it on: its label and its value. */
export function readSlackTap(activity: {
  readonly channelId?: unknown;
}): { readonly text: string; readonly value: string } | undefined {
  if (activity.channelId !== 'slack') return undefined;
  const [action] = tap.safeParse(activity).data?.channelData.Payload.actions ?? [];
  return action && { text: action.text?.text ?? '', value: action.value };
}
