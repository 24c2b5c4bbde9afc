package dev.ecrauditor.aws.key;

import static dev.ecrauditor.aws.key.KeyReaderFixture.ACCOUNT;
import static dev.ecrauditor.aws.key.KeyReaderFixture.API;
import static dev.ecrauditor.aws.key.KeyReaderFixture.KEY;
import static dev.ecrauditor.aws.key.KeyReaderFixture.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.GrantedOperation;
import dev.ecrauditor.key.RepositoryGrants;
import dev.ecrauditor.repository.Reading;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The grants on a key, added up by repository, with the real client. */
class GrantReaderTest {

    private final KeyReaderFixture fixture = new KeyReaderFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private RepositoryGrants only(String... listed) {
        GrantSummary grants = fixture.grants(listed);
        assertThat(grants.notable()).hasSize(1);
        return grants.notable().get(0);
    }

    /** The key with these grants, and payments/api on it, which has those it should have. */
    private void keyWith(String grants) {
        fixture.accounts.load(API, """
                "keys": [{"keyId": "%s", "grants": [{"repositoryName": "payments/api"}%s]}],
                "repositories": [{"repositoryName": "payments/api", "createdAt": "2026-03-02T09:30:00Z",
                  "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"}}]""".formatted(KEY.id(), grants.isEmpty() ? "" : ", " + grants, KEY));
    }

    @Test
    void theGrantsThatEcrMakesAreComplete() {
        fixture.keyOf("payments/api", "payments/db");
        assertThat(fixture.grants("payments/api", "payments/db")).isEqualTo(GrantSummary.complete(4));
        assertThat(fixture.accounts.operations()).doesNotContain("DescribeRepositories");
    }

    @Test
    void oneGrantWithBothOperationsIsComplete() {
        keyWith("");
        assertThat(fixture.grants("payments/api")).isEqualTo(GrantSummary.complete(1));
    }

    @Test
    void aRepositoryWithoutGrantsIsNotable() {
        fixture.accounts.load(API, """
                "keys": [{"keyId": "%s", "grants": []}],
                "repositories": [{"repositoryName": "payments/api", "createdAt": "2026-03-02T09:30:00Z",
                  "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"}}]""".formatted(KEY.id(), KEY));
        RepositoryGrants grants = only("payments/api");
        assertThat(grants.repository()).isEqualTo(API);
        assertThat(grants.operations()).isEmpty();
        assertThat(grants.current())
                .isInstanceOfSatisfying(
                        Reading.Known.class,
                        current -> assertThat(((RepositoryGrants.Current) current.value()).keyArn())
                                .isEqualTo(Optional.of(KEY.toString())));
    }

    @Test
    void theOperationsOfSeveralGrantsAreAddedUp() {
        String half = "{\"repositoryName\": \"payments/db\", \"operations\": [\"%s\"]}";
        keyWith(half.formatted("Decrypt") + ", " + half.formatted("GenerateDataKeyWithoutPlaintext"));
        assertThat(only("payments/api").operations()).isEqualTo(EnumSet.allOf(GrantedOperation.class));
        keyWith(half.formatted("Decrypt") + ", " + half.formatted("DescribeKey"));
        assertThat(only("payments/api").operations()).containsExactly(GrantedOperation.DECRYPT);
    }

    @Test
    void aGrantToAPrincipalOfAnAccountDoesNotCount() {
        keyWith("""
                {"granteePrincipal": "arn:aws:iam::111122223333:role/ci", "operations": ["Decrypt"],
                 "encryptionContextSubset": {"aws:ecr:arn": "arn:aws:ecr:us-east-1:111122223333:repository/old/app"}}""");
        assertThat(fixture.grants("payments/api")).isEqualTo(GrantSummary.complete(2));
    }

    @Test
    void grantsOfARepositoryThatIsGoneAreNotableWithTheirIds() {
        keyWith(
                "{\"grantId\": \"a1\", \"repositoryName\": \"old/app\"}, {\"grantId\": \"a2\", \"repositoryName\": \"old/app\"}");
        RepositoryGrants grants = only("payments/api");
        assertThat(grants.repository()).isEqualTo(repository("old/app"));
        assertThat(grants.ids()).containsExactlyInAnyOrder("a1", "a2");
        assertThat(grants.current()).isEqualTo(new Reading.Absent<>());
    }

    @Test
    void aRepositoryThatIsNotListedYetIsFoundOnTheKey() {
        fixture.keyOf("payments/api", "payments/new");
        RepositoryGrants grants = only("payments/api");
        assertThat(grants.repository()).isEqualTo(repository("payments/new"));
        assertThat(grants.current()).isInstanceOf(Reading.Known.class);
    }

    @Test
    void repositoriesOfOtherAccountsAndRegionsAndOtherTextAreCountedOnly() {
        String grant = "{\"encryptionContextSubset\": {\"%s\": \"%s\"}}";
        keyWith(String.join(
                ", ",
                grant.formatted("aws:ecr:arn", "arn:aws:ecr:us-east-1:444455556666:repository/old/app"),
                grant.formatted("aws:ecr:arn", "arn:aws:ecr:eu-west-1:111122223333:repository/old/app"),
                grant.formatted("aws:ecr:arn", "$(reboot)"),
                grant.formatted("aws:s3:arn", "arn:aws:s3:::bucket")));
        assertThat(fixture.grants("payments/api")).isEqualTo(GrantSummary.complete(5));
    }

    @Test
    void anIdThatIsNoIdBecomesNoCommand() {
        keyWith("{\"grantId\": \"a1; reboot\", \"repositoryName\": \"old/app\"}");
        assertThat(only("payments/api").ids()).isEmpty();
    }

    @Test
    void everyPageIsReadAndOnlyAFewRepositoriesAreChecked() {
        String many = IntStream.range(0, 240)
                .mapToObj(i -> "{\"grantId\": \"a%03d\", \"repositoryName\": \"old/app-%03d\"}".formatted(i, i))
                .collect(Collectors.joining(", "));
        keyWith(many);
        GrantSummary grants = fixture.grants("payments/api");
        assertThat(grants.count()).isEqualTo(241);
        assertThat(grants.notable())
                .hasSize(25)
                .allSatisfy(one -> assertThat(one.current()).isEqualTo(new Reading.Absent<>()));
        assertThat(grants.notable().get(0).repository()).isEqualTo(repository("old/app-000"));
        assertThat(grants.unchecked()).isEqualTo(215);
        assertThat(fixture.accounts.requests("ListGrants")).hasSize(3);
    }

    @Test
    void aRepositoryThatMayNotBeDescribedIsUnreadableInGrantsThatAreKnown() {
        keyWith("{\"repositoryName\": \"old/app\"}");
        fixture.aws.deny(ACCOUNT, "ecr:DescribeRepositories");
        assertThat(only("payments/api").current())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.permission()).isEqualTo("ecr:DescribeRepositories"));
    }
}
