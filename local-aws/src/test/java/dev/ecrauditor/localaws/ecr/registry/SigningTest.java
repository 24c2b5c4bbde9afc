package dev.ecrauditor.localaws.ecr.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.SigningConfiguration;
import software.amazon.awssdk.services.ecr.model.SigningConfigurationNotFoundException;
import software.amazon.awssdk.services.ecr.model.SigningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.SigningRule;

class SigningTest {

    private static final String PROFILE = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aConfigurationIsReturnedAsPutUntilItIsDeleted() {
        assertThatThrownBy(() -> cloud.ecr.getSigningConfiguration(b -> {}))
                .isInstanceOf(SigningConfigurationNotFoundException.class);
        SigningConfiguration signing =
                SigningConfiguration.builder().rules(rule(PROFILE)).build();
        cloud.ecr.putSigningConfiguration(b -> b.signingConfiguration(signing));

        assertThat(cloud.ecr.getSigningConfiguration(b -> {}).signingConfiguration())
                .isEqualTo(signing);
        assertThat(cloud.ecr.deleteSigningConfiguration(b -> {}).signingConfiguration())
                .isEqualTo(signing);
        assertThatThrownBy(() -> cloud.ecr.deleteSigningConfiguration(b -> {}))
                .isInstanceOf(SigningConfigurationNotFoundException.class);
    }

    @Test
    void whatIsNoProfileIsRefused() {
        assertThatThrownBy(() ->
                        cloud.ecr.putSigningConfiguration(b -> b.signingConfiguration(c -> c.rules(rule("release")))))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static SigningRule rule(String profile) {
        return SigningRule.builder()
                .signingProfileArn(profile)
                .repositoryFilters(SigningRepositoryFilter.builder()
                        .filter("prod/*")
                        .filterType("WILDCARD_MATCH")
                        .build())
                .build();
    }
}
