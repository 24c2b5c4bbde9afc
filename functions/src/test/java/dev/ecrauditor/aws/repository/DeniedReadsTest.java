package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.SampleRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every call that can be denied, through the real client: the kind of policy arrives, and the fact stays unreadable.
 */
class DeniedReadsTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final ReaderFixture fixture = new ReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(DenialReason.class)
    void everyKindOfPolicyIsDistinguished(DenialReason reason) {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), "ecr:GetRepositoryPolicy", reason);
        assertThat(denial(fixture.known().policy())).isEqualTo(expected(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "ecr:DescribeRepositories, RESOURCE_POLICY, RESOURCE",
        "ecr:DescribeRepositories, SERVICE_CONTROL_POLICY, SERVICE_CONTROL",
        "sts:AssumeRole, ROLE_TRUST_POLICY, ROLE_TRUST"
    })
    void aRepositoryThatCannotBeReadAtAllSaysWhy(String action, DenialReason reason, PolicyType type) {
        fixture.accounts.repository(ARN, true);
        fixture.aws.deny(ARN.account(), action, reason);
        assertThat(denial(fixture.reader.read(ARN))).isEqualTo(new Denial(type, true));
    }

    @ParameterizedTest
    @EnumSource(
            value = DenialReason.class,
            names = {"NO_RESOURCE_POLICY", "RESOURCE_POLICY", "RESOURCE_CONTROL_POLICY"})
    void theKeyAndTheScanningSettingsSayWhyAsWell(DenialReason reason) {
        fixture.accounts.repository(ARN, true);
        fixture.accounts.registry(ARN, "ENHANCED", LocalAccounts.RULES_FOR_DOCS_ONLY);
        fixture.aws.deny(ARN.account(), "kms:DescribeKey", reason);
        fixture.aws.deny(ARN.account(), "ecr:BatchGetRepositoryScanningConfiguration", reason);
        assertThat(denial(fixture.known().encryption().key())).isEqualTo(expected(reason));
        assertThat(denial(fixture.known().scanning())).isEqualTo(expected(reason));
    }

    private static Denial denial(Reading<?> reading) {
        return ((Reading.Unreadable<?>) reading).denial();
    }

    private static Denial expected(DenialReason reason) {
        if (reason == DenialReason.EXPLICIT) {
            return new Denial(PolicyType.NOT_SAID, true);
        }
        if (reason == DenialReason.NOT_SAID) {
            return Denial.NOT_SAID;
        }
        boolean explicit = !reason.name().startsWith("NO_");
        String type = reason.name().replaceFirst("^NO_", "").replaceFirst("_POLICY$", "");
        return new Denial(PolicyType.valueOf(type), explicit);
    }
}
