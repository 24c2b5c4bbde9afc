package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of many accounts on local-aws. */
class OrganizationAuditTest {

    private static final String FIRST = "222233334444";
    private static final String SECOND = "333344445555";
    /** Those that a repository gets a row for. */
    private static final int RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RepositoryRule.class::isInstance)
            .count();

    /** Those that a registry gets a row for. */
    private static final int REGISTRY_RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RegistryRule.class::isInstance)
            .count();

    @TempDir
    private Path folder;

    @AutoClose
    private final Estate estate = new Estate();

    @Test
    void theAccountsOfAFileAreAuditedWithTheirOwnRole() throws IOException {
        estate.account(FIRST).account(SECOND);
        estate.repositories(FIRST, "us-east-1", 2)
                .repositories(SECOND, "us-east-1", 1)
                .load();

        CommandRun audit =
                estate.auditFile(file("222233334444 # payments\n\n# all of it\n 333344445555\n"), "--output", "json");

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(json(audit))
                .hasSize(3 * RULES + 2 * REGISTRY_RULES)
                .allSatisfy(line -> assertThat(line.members().keySet())
                        .containsExactly(
                                "rule",
                                "account",
                                "subject",
                                "repositoryArn",
                                "verdict",
                                "severity",
                                "evidence",
                                "remediation"))
                .filteredOn(line -> line.text("repositoryArn").isPresent())
                .allSatisfy(line -> assertThat(line.text("repositoryArn").orElseThrow())
                        .contains("repository/of-" + line.text("account").orElseThrow()));
        assertThat(requests("sts", "AssumeRole"))
                .extracting(LoggedRequest::resource)
                .containsExactlyInAnyOrder(
                        "arn:aws:iam::222233334444:role/ecr-auditor-read",
                        "arn:aws:iam::333344445555:role/ecr-auditor-read");
        assertThat(estate.aws.requests()).noneMatch(request -> request.service().equals("organizations"));
    }

    @Test
    void theWholeOrganizationIsAuditedOurOwnAccountWithOurOwnCredentials() {
        estate.account(FIRST).repositories(FIRST, "us-east-1", 1);
        estate.repositories(Estate.MANAGEMENT, "us-east-1", 1).load();

        CommandRun audit = estate.audit("--all-accounts");

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(audit.out())
                .contains("SEVERITY  ACCOUNT       SUBJECT")
                .contains("HIGH      222233334444  us-east-1/of-222233334444/app-0")
                .contains("HIGH      111122223333  us-east-1/of-111122223333/app-0")
                .contains("2 accounts: 0 not or not completely read, 0 not watched; 2 repositories, 2 registries: ");
        assertThat(requests("sts", "AssumeRole")).hasSize(1);
    }

    @Test
    void onlyTheAccountsBelowTheUnitsAreAuditedEachOnce() {
        estate.account(FIRST, "ACTIVE", "ou-abcd-22222222", "ecr-auditor-read");
        estate.account(SECOND).repositories(FIRST, "us-east-1", 1).load();

        CommandRun audit =
                estate.audit("--organizational-units", "ou-abcd-11111111,ou-abcd-22222222", "--output", "json");

        assertThat(audit.status()).isZero();
        assertThat(json(audit)).hasSize(RULES + REGISTRY_RULES);
        assertThat(requests("sts", "AssumeRole")).hasSize(1);
    }

    @Test
    void anAccountThatRefusesIsARowOfItsOwnAndTheRestIsEvaluated() {
        estate.account(FIRST, "ACTIVE", "r-abcd", "another-role");
        estate.account(SECOND).repositories(SECOND, "us-east-1", 1).load();

        CommandRun audit = estate.audit("--all-accounts", "--region", "eu-west-1");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.out())
                .contains("us-east-1/of-333344445555/app-0")
                .contains("222233334444  all             name-of-222233334444: could not be read: AWS denies"
                        + " sts:AssumeRole without saying which kind of policy does")
                .contains("# Create the role in each of these accounts")
                .contains("aws cloudformation deploy --stack-name ecr-auditor-read")
                .contains("3 accounts: 1 not or not completely read");
        assertThat(requests("sts", "AssumeRole")).hasSize(2);
        assertThat(estate.audit("--all-accounts", "--role-name", "another-role").out())
                .contains("333344445555  all");
    }

    @Test
    void anAccountThatIsNotActiveIsNotWatched() {
        estate.account(FIRST, "SUSPENDED", "r-abcd", "ecr-auditor-read");
        estate.account(SECOND, "CLOSED", "r-abcd", "ecr-auditor-read").load();

        CommandRun audit = estate.audit("--all-accounts");

        assertThat(audit.status()).isZero();
        assertThat(audit.out())
                .contains("222233334444  all             name-of-222233334444: not watched: the account is SUSPENDED")
                .contains("333344445555  all             name-of-333344445555: not watched: the account is CLOSED")
                .contains("3 accounts: 0 not or not completely read, 2 not watched");
        assertThat(requests("sts", "AssumeRole")).isEmpty();
    }

    @Test
    void aRegionThatTheOrganizationClosesIsNotWatched() {
        estate.account(FIRST).load();
        estate.aws.deny(FIRST, "ecr:DescribeRepositories", DenialReason.SERVICE_CONTROL_POLICY);

        CommandRun audit = estate.audit("--all-accounts", "--output", "json");

        assertThat(audit.status()).isZero();
        assertThat(coverage(audit)).singleElement().satisfies(row -> {
            assertThat(row.members().keySet())
                    .containsExactly("account", "accountName", "region", "coverage", "summary", "facts", "remediation");
            assertThat(row.text("coverage")).contains("NOT_WATCHED");
            assertThat(row.text("region")).contains("us-east-1");
        });
    }

    @Test
    void aRegionThatMayNotBeListedIsARowOfItsOwn() {
        estate.account(FIRST).repositories(FIRST, "eu-west-1", 1).load();
        estate.aws.deny(FIRST, "ecr:GetRepositoryPolicy");
        estate.aws.deny(FIRST, "ecr:DescribeRepositories");

        CommandRun audit = estate.audit("--all-accounts", "--region", "eu-west-1", "--output", "json");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(coverage(audit))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.text("coverage")).contains("GAP"))
                .allSatisfy(row -> assertThat(row.text("facts", "deniedAction")).contains("ecr:DescribeRepositories"))
                .extracting(row -> row.text("region").orElseThrow())
                .containsExactly("us-east-1", "eu-west-1");
    }

    @Test
    void anAccountThatCannotAnswerDoesNotStopTheOthers() {
        estate.account(FIRST).repositories(FIRST, "us-east-1", 1);
        estate.repositories(Estate.MANAGEMENT, "us-east-1", 1).load();
        int attempts = 3;
        estate.aws.failNext("sts:AssumeRole", Fault.INTERNAL_ERROR, attempts);

        CommandRun audit = estate.audit("--all-accounts", "--output", "json");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(coverage(audit)).singleElement().satisfies(row -> {
            assertThat(row.text("account")).contains(FIRST);
            assertThat(row.text("summary").orElseThrow())
                    .isEqualTo("could not be read: InternalFailure: Internal error");
        });
        assertThat(json(audit)).hasSize(RULES + REGISTRY_RULES + 1);
    }

    @Test
    void aFindingAtTheGivenSeverityTakesPrecedence() {
        estate.account(FIRST, "ACTIVE", "r-abcd", "another-role");
        estate.account(SECOND).repositories(SECOND, "us-east-1", 1).load();

        assertThat(estate.audit("--all-accounts", "--fail-on", "high").status()).isEqualTo(1);
    }

    @Test
    void itOnlyReads() {
        estate.account(FIRST).repositories(FIRST, "us-east-1", 1).load();

        estate.audit("--all-accounts");

        assertThat(estate.aws.requests())
                .extracting(LoggedRequest::operation)
                .allSatisfy(operation -> assertThat(operation).matches("(Get|Describe|BatchGet|List).*|AssumeRole"));
    }

    @Test
    void accountsThatMayNotBeListedGiveOneLine() {
        CommandRun outside = estate.audit("--all-accounts");
        assertThat(outside.status()).isEqualTo(2);
        assertThat(outside.err().strip()).isEqualTo("audit: --all-accounts: your account is in no organization");

        estate.load();
        estate.aws.deny(Estate.MANAGEMENT, "organizations:ListAccounts");
        CommandRun denied = estate.audit("--all-accounts");
        assertThat(denied.status()).isEqualTo(3);
        assertThat(denied.err().strip())
                .contains("organizations:ListAccounts", "delegated administrator")
                .doesNotContain("\n");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("accounts.txt"), text);
    }

    private List<LoggedRequest> requests(String service, String operation) {
        return estate.aws.requests().stream()
                .filter(request -> request.service().equals(service))
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    private static List<Json> coverage(CommandRun run) {
        return json(run).stream()
                .filter(line -> line.text("coverage").isPresent())
                .toList();
    }

    private static List<Json> json(CommandRun run) {
        return run.out().lines().map(OrganizationAuditTest::read).toList();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }
}
