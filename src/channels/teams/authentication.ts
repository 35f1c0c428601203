import { CallerIdConstants, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type BotFrameworkAuthentication,
  AuthenticationConstants as bot,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  JwtTokenProviderFactory,
  ManagedIdentityServiceClientCredentialsFactory,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { createRecent } from '../../recent.ts';
import { createConnectorHttp, type Patience } from './connector-http.ts';

/** The app's registration with Microsoft. */
export interface Registration {
  readonly appId: string;
  /** Absent with a managed identity. */
  readonly appPassword?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly appType: 'MultiTenant' | 'SingleTenant' | 'UserAssignedMSI';
  /** Where the keys of incoming requests are published, if not at the Bot Framework's own address. */
  readonly openIdMetadata?: string | undefined;
}

/** Where the keys of incoming requests are published. */
export const openIdMetadataOf = (registration?: Registration): string =>
  registration?.openIdMetadata ?? bot.ToBotFromChannelOpenIdMetadataUrl;

/** How requests from the Bot Framework are checked, and how requests to it are signed. Without a registration: not at all. */
export function createAuthentication(registration?: Registration, patience?: Patience): BotFrameworkAuthentication {
  // All of them, for as soon as one is given, the SDK takes the others for left out on purpose.
  const endpoints = {
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: bot.ToChannelFromBotLoginUrl,
    ToChannelFromBotOAuthScope: bot.ToChannelFromBotOAuthScope,
    ToBotFromChannelTokenIssuer: bot.ToBotFromChannelTokenIssuer,
    OAuthUrl: bot.OAuthUrl,
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataOf(registration),
    ToBotFromEmulatorOpenIdMetadataUrl: bot.ToBotFromEmulatorOpenIdMetadataUrl,
    CallerId: CallerIdConstants.PublicAzureChannel,
  };
  const httpClient = createConnectorHttp(patience);
  return new SparingAuthentication(endpoints, credentials(registration), undefined, undefined, { httpClient });
}

/** How many of the connector's addresses are kept a client for; Microsoft has one for each region. */
const mostClients = 50;

/** The SDK builds two clients, each with a pipeline of its own, for every turn. One bot needs no more than one of each kind. */
class SparingAuthentication extends ConfigurationBotFrameworkAuthentication {
  #factory: ConnectorFactory | undefined;
  #tokens: Promise<UserTokenClient> | undefined;

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    this.#factory ??= keepingClients(super.createConnectorFactory(identity));
    return this.#factory;
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#tokens ??= super.createUserTokenClient(identity);
    return this.#tokens;
  }
}

function keepingClients(factory: ConnectorFactory): ConnectorFactory {
  const clients = createRecent<Promise<ConnectorClient>>(mostClients);
  return {
    create(url, audience = '') {
      const key = `${audience} ${url}`;
      return clients.get(key) ?? clients.keep(key, factory.create(url, audience));
    },
  };
}

function credentials(registration?: Registration): ServiceClientCredentialsFactory {
  const { appId = '', appPassword = '', tenantId = '', appType } = registration ?? {};
  if (appType === 'UserAssignedMSI')
    return new ManagedIdentityServiceClientCredentialsFactory(appId, new JwtTokenProviderFactory());
  return new PasswordServiceClientCredentialFactory(appId, appPassword, appType === 'SingleTenant' ? tenantId : '');
}
