package dev.ecrauditor.aws.registry;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.registry.RegistryReader;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Reads registries with one call to ECR for each fact, and more where an answer has several pages. The signing
 * configuration is read only if asked for.
 */
public final class EcrRegistryReader implements RegistryReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final Clock clock;
    private final SigningReads signing;

    /** Reads everything but the signing configuration. */
    public EcrRegistryReader(AwsClients clients, AccountCredentials credentials, Clock clock) {
        this(clients, credentials, clock, SigningReads.NO);
    }

    /** Reads what the rules that are on need. */
    public EcrRegistryReader(AwsClients clients, AccountCredentials credentials, Clock clock, SigningReads signing) {
        this.clients = clients;
        this.credentials = credentials;
        this.clock = clock;
        this.signing = signing;
    }

    @Override
    public Reading<RegistrySnapshot> read(String account, String region) {
        RegistryCalls calls = new RegistryCalls(clients, credentials, account, region);
        try {
            CreationTemplateCalls templates = new CreationTemplateCalls(calls);
            ImageCalls images = new ImageCalls(calls);
            return new Reading.Known<>(new RegistrySnapshot(
                    account,
                    region,
                    clock.instant(),
                    new RegistrySnapshot.AccessSettings(
                            new RegistryPolicyCalls(calls).policy(),
                            new ReplicationCalls(calls).rules(),
                            templates.templates(),
                            templates.cacheRules()),
                    images.scanning(),
                    signing.read(calls),
                    images.repositories()));
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "sts:AssumeRole", "the account's read role cannot be assumed", AwsErrors.denial(fault));
            }
            if (AwsErrors.isOfRegionNotEnabled(fault) && !AwsErrors.isOfAssumeRole(fault)) {
                return new Reading.Unreadable<>(
                        RegistryFact.POLICY.permission(),
                        "AWS rejects the credentials in " + region,
                        Denial.REGION_NOT_ENABLED);
            }
            throw fault;
        }
    }
}
