import { type Activity, CallerIdConstants, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  type BotFrameworkAuthentication,
  ClaimsIdentity,
} from 'botframework-connector';
import { createAuthentication, openIdMetadataOf, type Registration } from './authentication.ts';
import type { Patience } from './connector-http.ts';
import { createTokenCheck, TokenRefused } from './token.ts';

/**
 * The SDK's adapter, in two steps: a request is authenticated as it comes in; its turn may run later, for a message is
 * stored first.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: BotFrameworkAuthentication;
  readonly #appId: string | undefined;
  readonly #checkToken: ReturnType<typeof createTokenCheck> | undefined;

  /** Without a registration it believes whoever it hears. */
  constructor(registration?: Registration, patience?: Patience) {
    const authentication = createAuthentication(registration, patience);
    super(authentication);
    this.#authentication = authentication;
    this.#appId = registration?.appId;
    this.#checkToken = registration && createTokenCheck(registration.appId, openIdMetadataOf(registration));
  }

  /**
   * Checks that the Bot Framework posted an activity. Rejects with `TokenRefused` if it did not, with whatever kept the SDK
   * from getting its keys if that cannot be told for now.
   * @param authorization the header as it came.
   */
  async authenticate(activity: Partial<Activity>, authorization = ''): Promise<void> {
    if (!this.#checkToken) return;
    await this.#checkToken(authorization);
    // The SDK compares no service URL where there is none.
    if (!activity.serviceUrl) throw new TokenRefused('NO_SERVICE_URL');
    try {
      await this.#authentication.authenticateRequest(activity as Activity, authorization);
    } catch (error) {
      throw isRefusal(error) ? new TokenRefused('REFUSED_BY_SDK') : error;
    }
  }

  /**
   * Runs a turn of an activity that was authenticated. Resolves to the answer to an invoke, or to expected replies. Rejects
   * with `LoginFailed`, with `ConnectorUnavailable`, or as the logic does.
   */
  run(
    activity: Partial<Activity>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const appId = this.#appId;
    const claimsIdentity = appId
      ? this.createClaimsIdentity(appId)
      : new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType);
    const identity = {
      audience: AuthenticationConstants.ToChannelFromBotOAuthScope,
      callerId: CallerIdConstants.PublicAzureChannel,
      claimsIdentity,
      connectorFactory: this.#authentication.createConnectorFactory(claimsIdentity),
    };
    return this.processActivity(identity, activity as Activity, logic).catch((error: unknown) => {
      const code = loginCode(error);
      throw code ? new LoginFailed(code) : error;
    });
  }
}

/** Microsoft gave the bot no token to answer with; `code` is Microsoft's own, such as `AADSTS7000215`, or `NO_MANAGED_IDENTITY`. */
export class LoginFailed extends Error {
  override readonly name = 'LoginFailed';
  readonly code: string;

  constructor(code: string) {
    super(
      'The bot cannot log in: check MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId and MicrosoftAppType',
    );
    this.code = code;
  }
}

/** As the library rejects that asks the host for the token of a managed identity. */
const identityErrors = new Set(['AggregateAuthenticationError', 'AuthenticationError', 'CredentialUnavailableError']);

/** Why there was no token, if that is what an error of a turn says. */
function loginCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (identityErrors.has(error.name)) return 'NO_MANAGED_IDENTITY';
  // As the library rejects that logs in with a password.
  if (!('errorCode' in error && typeof error.errorCode === 'string')) return undefined;
  return 'errorNo' in error && error.errorNo ? `AADSTS${error.errorNo}` : error.errorCode;
}

/** Whether the SDK found the token wanting, as against not getting the keys to check it with. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode === 401;
  return error instanceof Error && ['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError'].includes(error.name);
}
