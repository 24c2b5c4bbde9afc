package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRegistryRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoryCreationTemplatesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.GetAccountSettingRequest;
import software.amazon.awssdk.services.ecr.model.GetRegistryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetSigningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.ListReplicationBackfillsRequest;
import software.amazon.awssdk.services.ecr.model.PutRegistryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.PutReplicationConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReplicationConfiguration;
import software.amazon.awssdk.services.ecr.model.ReplicationDestination;
import software.amazon.awssdk.services.ecr.model.ReplicationRule;
import software.amazon.awssdk.services.ecr.model.RepositoryFilter;
import software.amazon.awssdk.services.ecr.model.RepositoryFilterType;
import software.amazon.awssdk.services.ecr.model.SigningConfigurationNotFoundException;
import software.amazon.awssdk.services.ecr.model.ValidationException;

/** The settings of a registry: its policy, its replication, and what else ECR answers about it. */
interface RegistryContract extends BackendContractPart {

    @Test
    default void aRegistryPolicyIsReadAsItWasSetAndIsAbsentBefore() throws Exception {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        GetRegistryPolicyRequest read = GetRegistryPolicyRequest.builder().build();
        assertThatExceptionOfType(RegistryPolicyNotFoundException.class).isThrownBy(() -> ecr.getRegistryPolicy(read));
        String policy = registryPolicy("ecr:ReplicateImage");
        ecr.putRegistryPolicy(policyRequest(policy));
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(ecr.getRegistryPolicy(read).policyText())).isEqualTo(json.readTree(policy));
        EcrClient theirs = fixture().otherOwner().ecr();
        assertThatExceptionOfType(RegistryPolicyNotFoundException.class)
                .isThrownBy(() -> theirs.getRegistryPolicy(read));
    }

    @Test
    default void aRegistryPolicyMayAllowAnyAction() throws Throwable {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        PutRegistryPolicyRequest request = policyRequest(registryPolicy("ecr:BatchGetImage"));
        Expectation.asOnAws(() ->
                        assertThat(ecr.putRegistryPolicy(request).policyText()).contains("ecr:BatchGetImage"))
                .unless(
                        Difference.TWO_ACTIONS_OF_REGISTRY_POLICIES,
                        () -> assertThatExceptionOfType(InvalidParameterException.class)
                                .isThrownBy(() -> ecr.putRegistryPolicy(request)))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aReplicationRuleIsReadAsItWasSet() {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        DescribeRegistryRequest read = DescribeRegistryRequest.builder().build();
        assertThat(ecr.describeRegistry(read).replicationConfiguration().rules())
                .isEmpty();
        ecr.putReplicationConfiguration(replication("eu-west-1"));
        assertThat(ecr.describeRegistry(read).replicationConfiguration())
                .isEqualTo(replication("eu-west-1").replicationConfiguration());
    }

    @Test
    default void aRegistryHasSeveralReplicationRules() throws Throwable {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        PutReplicationConfigurationRequest two = replication("eu-west-1", "eu-west-2");
        Expectation.asOnAws(() -> assertThat(ecr.putReplicationConfiguration(two)
                                .replicationConfiguration()
                                .rules())
                        .hasSize(2))
                .unless(
                        Difference.ONE_REPLICATION_RULE,
                        () -> assertThatExceptionOfType(ValidationException.class)
                                .isThrownBy(() -> ecr.putReplicationConfiguration(two)))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aNewRegistryHasTheSettingsOfAws() throws Throwable {
        fixture().requireEcr();
        EcrClient ecr = fixture().owner().ecr();
        GetAccountSettingRequest scope =
                GetAccountSettingRequest.builder().name("REGISTRY_POLICY_SCOPE").build();
        DescribeRepositoryCreationTemplatesRequest templates =
                DescribeRepositoryCreationTemplatesRequest.builder().build();
        GetSigningConfigurationRequest signing =
                GetSigningConfigurationRequest.builder().build();
        ListReplicationBackfillsRequest backfills =
                ListReplicationBackfillsRequest.builder().build();
        Expectation.asOnAws(() -> {
                    assertThat(ecr.getAccountSetting(scope).value()).isEqualTo("V2");
                    assertThat(ecr.describeRepositoryCreationTemplates(templates)
                                    .repositoryCreationTemplates())
                            .isEmpty();
                    assertThat(ecr.listReplicationBackfills(backfills).backfills())
                            .isEmpty();
                    assertThatExceptionOfType(SigningConfigurationNotFoundException.class)
                            .isThrownBy(() -> ecr.getSigningConfiguration(signing));
                })
                .unless(Difference.UNSUPPORTED_CALLS_ANSWER_500, () -> {
                    List<Runnable> calls = List.of(
                            () -> ecr.getAccountSetting(scope),
                            () -> ecr.describeRepositoryCreationTemplates(templates),
                            () -> ecr.listReplicationBackfills(backfills),
                            () -> ecr.getSigningConfiguration(signing));
                    assertThat(calls)
                            .allSatisfy(call -> assertThatExceptionOfType(EcrException.class)
                                    .isThrownBy(call::run)
                                    .satisfies(refused ->
                                            assertThat(refused.statusCode()).isEqualTo(500)));
                })
                .holdsOn(fixture().backend());
    }

    private String registryPolicy(String action) {
        return """
                {"Version":"2012-10-17","Statement":[{"Sid":"other","Effect":"Allow",
                "Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"%s",
                "Resource":"arn:aws:ecr:us-east-1:%s:repository/*"}]}""".formatted(action, fixture().owner().account());
    }

    private static PutRegistryPolicyRequest policyRequest(String text) {
        return PutRegistryPolicyRequest.builder().policyText(text).build();
    }

    /** One rule for each Region of another account. */
    private static PutReplicationConfigurationRequest replication(String... regions) {
        List<ReplicationRule> rules = Arrays.stream(regions)
                .map(region -> ReplicationRule.builder()
                        .destinations(ReplicationDestination.builder()
                                .region(region)
                                .registryId("444455556666")
                                .build())
                        .repositoryFilters(RepositoryFilter.builder()
                                .filter("payments")
                                .filterType(RepositoryFilterType.PREFIX_MATCH)
                                .build())
                        .build())
                .toList();
        return PutReplicationConfigurationRequest.builder()
                .replicationConfiguration(
                        ReplicationConfiguration.builder().rules(rules).build())
                .build();
    }
}
