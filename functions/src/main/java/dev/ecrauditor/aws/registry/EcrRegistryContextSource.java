package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import java.time.Clock;
import java.util.List;

/**
 * Reads the settings of a registry that apply to its repositories: GetRegistryPolicy, GetAccountSetting where there is a policy,
 * GetSigningConfiguration if asked for, and DescribePullThroughCacheRules.
 */
public final class EcrRegistryContextSource implements RegistryContextReader.Source {

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final SigningReads signing;

    public EcrRegistryContextSource(AwsClients clients, AccountCredentials credentials, SigningReads signing) {
        this.clients = clients;
        this.credentials = credentials;
        this.signing = signing;
    }

    /** A reader with this source that uses each registry's facts for a minute. */
    public static RegistryContextReader cached(
            AwsClients clients, AccountCredentials credentials, SigningReads signing, Clock clock) {
        return new RegistryContextReader(new EcrRegistryContextSource(clients, credentials, signing), clock);
    }

    @Override
    public RegistryContext read(String account, String region) {
        RegistryCalls calls = new RegistryCalls(clients, credentials, account, region);
        return new RegistryContext(new RegistryPolicyCalls(calls).policyForRepositories(), signing.read(calls));
    }

    @Override
    public Reading<List<String>> cachePrefixes(String account, String region) {
        return new CreationTemplateCalls(new RegistryCalls(clients, credentials, account, region)).cachePrefixes();
    }
}
