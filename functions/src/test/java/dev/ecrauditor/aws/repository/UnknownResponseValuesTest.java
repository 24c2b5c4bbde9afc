package dev.ecrauditor.aws.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RewritingProxy;
import dev.ecrauditor.testing.SampleRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that AWS may add, and values it omits: none of them makes a repository compliant. */
class UnknownResponseValuesTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;
    private static final String SCANNED = "\"scanFrequency\":\"SCAN_ON_PUSH\"";

    private final Clock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scanFrequency\":\"ON_FULL_MOON\"",
                "\"scanFrequency\":\"SCAN_ON_PULL\"",
                "\"scanFrequency\":\"scan_on_push\"",
                "\"scanFrequency\":\"CONTINUOUS\"",
                "\"scanFrequency\":\"SCAN_ON_PUSH \"",
                "\"scanFrequency\":\"\"",
                "\"scanFrequency\":\"MANUAL\"",
                "\"scanFrequency\":null"
            })
    void aScanFrequencyThatIsNotKnownToScanIsNotCountedAsScanned(String frequency) throws IOException {
        rulesScanEverything();
        RepositorySnapshot read = read(body -> body.replace(SCANNED, frequency));
        assertThat(read.scanning())
                .isNotEqualTo(new Reading.Absent<>())
                .isInstanceOfSatisfying(
                        Reading.Known.class,
                        known -> assertThat(((EffectiveScanning) known.value()).scanned())
                                .isFalse());
        assertThat(verdict(read, "ecr-scan-on-push")).isNotInstanceOf(Verdict.Pass.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"})
    void aFrequencyThatScansIsCountedAsScanned(String frequency) throws IOException {
        rulesScanEverything();
        RepositorySnapshot read = read(body -> body.replace(SCANNED, "\"scanFrequency\":\"" + frequency + "\""));
        assertThat(verdict(read, "ecr-scan-on-push")).isEqualTo(new Verdict.Pass());
    }

    /** The flag decides in a registry of BASIC scanning without rules alone. */
    @Test
    void anUnknownScanTypeLeavesTheDecisionToEcr() throws IOException {
        accounts.repository(ARN, true);
        RepositorySnapshot read = read(body -> body.replace("\"scanType\":\"BASIC\"", "\"scanType\":\"DEEP\"")
                .replace(SCANNED, "\"scanFrequency\":\"MANUAL\""));
        assertThat(verdict(read, "ecr-scan-on-push")).isNotInstanceOf(Verdict.Pass.class);
        assertThat(accounts.requests("BatchGetRepositoryScanningConfiguration")).hasSize(1);
    }

    @Test
    void anAnswerWithoutThisRepositoryIsUnknown() throws IOException {
        rulesScanEverything();
        RepositorySnapshot read =
                read(body -> body.contains("\"scanningConfigurations\"") ? "{\"scanningConfigurations\":[]}" : body);
        assertThat(verdict(read, "ecr-scan-on-push")).isInstanceOf(Verdict.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"encryptionType\":\"QUANTUM\"",
                "\"encryptionType\":\"kms\"",
                "\"encryptionType\":\"\"",
                "\"encryptionType\":null"
            })
    void anEncryptionTypeNobodyKnowsDoesNotPass(String type) throws IOException {
        accounts.repository(ARN, true);
        RepositorySnapshot read = read(body -> body.replace("\"encryptionType\":\"KMS\"", type));
        assertThat(verdict(read, "ecr-encryption-customer-managed-key")).isNotInstanceOf(Verdict.Pass.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"KeyManager\":\"PARTNER\"", "\"KeyManager\":\"customer\"", "\"KeyManager\":null"})
    void aKeyManagerNobodyKnowsDoesNotPass(String manager) throws IOException {
        accounts.repository(ARN, true);
        RepositorySnapshot read = read(body -> body.replace("\"KeyManager\":\"CUSTOMER\"", manager));
        assertThat(verdict(read, "ecr-encryption-customer-managed-key")).isNotInstanceOf(Verdict.Pass.class);
    }

    @Test
    void whatTheSimulatedEndpointAnswersUnchangedPasses() throws IOException {
        rulesScanEverything();
        RepositorySnapshot read = read(UnaryOperator.identity());
        assertThat(verdict(read, "ecr-scan-on-push")).isEqualTo(new Verdict.Pass());
        assertThat(verdict(read, "ecr-encryption-customer-managed-key")).isEqualTo(new Verdict.Pass());
    }

    private void rulesScanEverything() {
        accounts.repository(ARN, true);
        accounts.registry(ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY.replace("docs/*", "*"));
    }

    private RepositorySnapshot read(UnaryOperator<String> answer) throws IOException {
        try (RewritingProxy proxy = new RewritingProxy(aws.endpoint(), UnaryOperator.identity(), answer);
                AwsClients clients = proxy.clients("999988887777")) {
            AccountCredentials credentials = new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock);
            Reading<RepositorySnapshot> reading = new EcrRepositoryReader(clients, credentials, clock).read(ARN);
            return ((Reading.Known<RepositorySnapshot>) reading).value();
        }
    }

    private static Verdict verdict(RepositorySnapshot repository, String ruleId) {
        return RuleCatalog.standard(Duration.ofMinutes(15)).evaluate(repository).entrySet().stream()
                .filter(rule -> rule.getKey().id().equals(ruleId))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
