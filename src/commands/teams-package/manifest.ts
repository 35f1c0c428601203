import { type Answers, comparablePairs } from '../../channels/answers.ts';

export interface ManifestOptions {
  readonly appId: string;
  /** Of this package, such as `1.0.0`: Teams takes an update only under a higher one. */
  readonly version: string;
  /** The bot's name and its school's. */
  readonly bot: string;
  readonly school: string;
  /** Where browsers reach the service, over HTTPS. */
  readonly publicUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
  readonly programs: Answers['programs'];
}

/** The lowest version of the manifest's schema that has all that is used here, so that old tenants take it too. */
export const MANIFEST_VERSION = '1.14';

/** How long texts may be, in characters; how many commands a list may have. */
const LONGEST = { name: 30, fullName: 100, developer: 32, command: 32 } as const;
const MOST_COMMANDS = 10;

/** The manifest of the Teams app, as `manifest.json` of its package. */
export function createManifest(options: ManifestOptions) {
  const { appId, version, bot, school, publicUrl, privacyUrl, termsUrl, programs } = options;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    developer: { name: within(school, LONGEST.developer), websiteUrl: publicUrl, privacyUrl, termsOfUseUrl: termsUrl },
    name: { short: within(bot, LONGEST.name), full: within(`${bot} – ${school}`, LONGEST.fullName) },
    description: {
      short: 'Compares programs of study side by side, with sources',
      full: `${bot} answers questions about the programs of study at ${school}: what they cost, how long they take, what they pay and more. It sets programs side by side, answers from published articles alone, and names the source of everything it says.`,
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#0B5563',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal', 'team', 'groupChat'], commands: commandsFor(programs) }],
      },
    ],
    // Also in channels that not everyone of a team is in.
    supportedChannelTypes: ['sharedChannels', 'privateChannels'],
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    composeExtensions: [{ botId: appId, canUpdateConfiguration: false, commands: [searchCommand] }],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(publicUrl).hostname],
  };
}

/** A text within so many characters, cut between words. */
const within = (text: string, most: number) =>
  text.length > most
    ? text
        .slice(0, most + 1)
        .replace(/\s+\S*$/, '')
        .slice(0, most)
    : text;

/** What Teams offers to be asked: a title is put into the box as it stands. */
function commandsFor(programs: Answers['programs']) {
  const comparisons = comparablePairs(programs).map(([one, other]) => ({
    title: `${one.short} or ${other.short}?`.replace(/^./, (first) => first.toUpperCase()),
    description: `Sets ${one.short} and ${other.short} side by side`,
  }));
  return [
    ...comparisons.filter(({ title }) => title.length <= LONGEST.command).slice(0, MOST_COMMANDS - 2),
    { title: 'Help me choose', description: 'Asks a few questions and says which program fits' },
    { title: 'What can I ask?', description: 'Says what can be asked' },
  ];
}

const searchCommand = {
  id: 'compare',
  type: 'query',
  title: 'Compare programs',
  description: 'Finds a comparison of programs to put into a message',
  context: ['compose', 'commandBox'],
  initialRun: true,
  parameters: [
    { name: 'query', title: 'Programs', description: 'Two programs, or a question about them', inputType: 'text' },
  ],
};
