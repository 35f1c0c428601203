import { contrast, textOn } from '../colour.ts';

const LIGHT = {
  page: '#f5f7f8',
  bubble: '#ffffff',
  text: '#1b2428',
  subtle: '#526069',
  line: '#d5dce0',
  hover: '#e7eef0',
  accent: '#0b5563',
};
const DARK = {
  page: '#14191c',
  bubble: '#1f272b',
  text: '#eef3f5',
  subtle: '#a9b7be',
  line: '#3a464c',
  hover: '#2b353a',
  accent: '#7fd0e0',
};

/** Web Chat's look: the school's colour for what the user says and may tap, quiet surfaces for the rest. */
export function styleOptions(colour: string, dark: boolean): object {
  const tone = dark ? DARK : LIGHT;
  const legible = Math.min(contrast(colour, tone.bubble), contrast(colour, tone.hover)) >= 4.5;
  const accent = legible ? colour : tone.accent;
  return {
    accent,
    backgroundColor: tone.page,
    primaryFont: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    subtle: tone.subtle,
    timestampColor: tone.subtle,
    bubbleBackground: tone.bubble,
    bubbleBorderColor: tone.line,
    bubbleBorderRadius: 12,
    bubbleTextColor: tone.text,
    bubbleMaxWidth: 640,
    bubbleMinWidth: 0,
    bubbleFromUserBackground: colour,
    bubbleFromUserBorderColor: colour,
    bubbleFromUserBorderRadius: 12,
    bubbleFromUserTextColor: textOn(colour),
    cardEmphasisBackgroundColor: tone.hover,
    suggestedActionLayout: 'flow',
    suggestedActionsFlowMaxHeight: 170,
    suggestedActionHeight: 34,
    suggestedActionBackgroundColor: tone.bubble,
    suggestedActionBackgroundColorOnHover: tone.hover,
    suggestedActionBackgroundColorOnActive: tone.hover,
    suggestedActionBorderColor: accent,
    suggestedActionBorderRadius: 20,
    suggestedActionBorderWidth: 1,
    suggestedActionTextColor: accent,
    suggestedActionKeyboardFocusIndicatorBorderRadius: 16,
    sendBoxBackground: tone.bubble,
    sendBoxTextColor: tone.text,
    sendBoxPlaceholderColor: tone.subtle,
    sendBoxBorderTop: `solid 1px ${tone.line}`,
    sendBoxButtonShadeColorOnHover: tone.hover,
    sendBoxButtonShadeColorOnActive: tone.hover,
    sendBoxHeight: 48,
    sendBoxTextWrap: true,
    hideUploadButton: true,
    // The longest that Web Chat takes: until then, what could not be sent is tried again without asking.
    sendTimeout: 300_000,
    // The thumbs stand beside the time; answers that shared one would lose theirs.
    groupTimestamp: 0,
    // A long answer stops scrolling at its first line instead of its last.
    autoScrollSnapOnPage: true,
  };
}
