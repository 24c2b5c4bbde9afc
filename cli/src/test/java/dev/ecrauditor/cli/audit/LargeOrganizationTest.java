package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** 300 accounts with 4,000 repositories, of which three accounts have no role to assume. */
class LargeOrganizationTest {

    private static final int ACCOUNTS = 300;
    private static final int REPOSITORIES = 4_000;
    private static final Set<String> REFUSING = Set.of(account(7), account(123), account(299));
    /** Those that a repository gets a row for. */
    private static final int RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RepositoryRule.class::isInstance)
            .count();

    /** Those that a registry gets a row for. */
    private static final int REGISTRY_RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RegistryRule.class::isInstance)
            .count();

    @AutoClose
    private final Estate estate = new Estate();

    @Test
    void threeAccountsRefuseAndTheRestIsEvaluated() {
        IntStream.range(0, ACCOUNTS).forEach(i -> {
            String role = REFUSING.contains(account(i)) ? "another-role" : "ecr-auditor-read";
            estate.account(account(i), "ACTIVE", "r-abcd", role)
                    .repositories(account(i), "us-east-1", repositoriesOf(i));
        });
        estate.load();

        CommandRun audit = estate.audit("--organizational-units", "r-abcd", "--output", "json");

        assertThat(audit.status()).isEqualTo(3);
        List<String> gaps = audit.out()
                .lines()
                .filter(line -> line.contains("\"coverage\":\"GAP\""))
                .toList();
        assertThat(gaps)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"deniedAction\":\"sts:AssumeRole\""));
        assertThat(REFUSING).allSatisfy(account -> assertThat(gaps).anyMatch(line -> line.contains(account)));
        int refused = IntStream.range(0, ACCOUNTS)
                .filter(i -> REFUSING.contains(account(i)))
                .map(LargeOrganizationTest::repositoriesOf)
                .sum();
        List<String> verdicts = audit.out()
                .lines()
                .filter(line -> line.contains("\"verdict\":"))
                .toList();
        assertThat(verdicts)
                .hasSize((REPOSITORIES - refused) * RULES + (ACCOUNTS - REFUSING.size() + 1) * REGISTRY_RULES);
        assertThat(verdicts.stream()
                        .filter(line -> line.contains("\"rule\":\"ecr-policy-not-public\""))
                        .collect(Collectors.toSet()))
                .hasSize(REPOSITORIES - refused)
                .allMatch(line -> line.contains("\"verdict\":\"FAIL\""));
        noRequestCarriedAnotherAccountsCredentials();
    }

    /** The journal has the account of the access key; each name of a repository holds its own account. */
    private void noRequestCarriedAnotherAccountsCredentials() {
        List<LoggedRequest> reads = estate.aws.requests().stream()
                .filter(request -> request.service().equals("ecr"))
                .toList();
        assertThat(reads).hasSizeGreaterThan(REPOSITORIES - 50).allSatisfy(request -> {
            assertThat(request.errorCode()).isIn("", "RegistryPolicyNotFoundException");
            assertThat(request.account()).isNotIn(REFUSING);
            if (request.parameters().contains("registryId")) {
                assertThat(request.parameters()).contains("\"registryId\":\"" + request.account() + "\"");
            }
            if (request.parameters().contains("of-")) {
                assertThat(request.parameters()).contains("of-" + request.account() + "/");
            }
        });
        assertThat(reads.stream().map(LoggedRequest::account).distinct()).hasSize(ACCOUNTS - REFUSING.size() + 1);
    }

    private static String account(int number) {
        return "%012d".formatted(500_000_000_000L + number);
    }

    /** 4,000 over 300 accounts: 13 or 14 each. */
    private static int repositoriesOf(int number) {
        return REPOSITORIES * (number + 1) / ACCOUNTS - REPOSITORIES * number / ACCOUNTS;
    }
}
