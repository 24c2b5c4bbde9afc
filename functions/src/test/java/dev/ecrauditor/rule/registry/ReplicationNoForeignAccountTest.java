package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.ACCOUNT;
import static dev.ecrauditor.rule.RegistryBuilder.FOREIGN;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.rule.RegistryBuilder.replication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationNoForeignAccountTest {

    private static final TrustedParties PARTNER = new TrustedParties(Set.of(FOREIGN), Set.of());

    @Test
    void aRegistryThatReplicatesNothingPasses() {
        assertThat(evaluate(registry())).isEqualTo(new Verdict.Pass());
    }

    @Test
    void anotherRegionOfTheOwnAccountPasses() {
        assertThat(evaluate(registry().replicating(replication(ACCOUNT, "eu-west-1"))))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void aTrustedAccountPasses() {
        RegistryBuilder sending = registry().replicating(replication(FOREIGN, "eu-west-1"));
        assertThat(new ReplicationNoForeignAccount(PARTNER).evaluate(sending.built()))
                .isEqualTo(new Verdict.Pass());
    }

    @Test
    void anotherAccountFailsAndEveryRepositoryIsCounted() {
        Evidence evidence = failing(registry().replicating(replication(FOREIGN, "eu-west-1")));
        assertThat(evidence.summary())
                .isEqualTo(
                        "Every push to every repository (3 repositories: payments/api, prod/web, production/db) is copied to"
                                + " account 444455556666 in eu-west-1.");
        assertThat(evidence.facts())
                .containsExactly(java.util.Map.entry("destination 444455556666 in eu-west-1", "every repository"));
    }

    /** A prefix has no assumed slash. */
    @Test
    void aFilterMatchesEveryNameThatBeginsWithIt() {
        Evidence evidence = failing(registry().replicating(replication(FOREIGN, "eu-west-1", "prod")));
        assertThat(evidence.summary())
                .contains("Every push to `prod*` (2 repositories: prod/web, production/db) is copied to");
        assertThat(evidence.facts()).containsEntry("destination 444455556666 in eu-west-1", "`prod*`");
    }

    @Test
    void ofManyRepositoriesTheFirstAreNamed() {
        RegistryBuilder many = registry().repositories("a/1", "a/2", "a/3", "a/4", "b/1");
        assertThat(failing(many.replicating(replication(FOREIGN, "eu-west-1", "a/")))
                        .summary())
                .contains("(4 repositories, such as a/1, a/2, a/3)");
    }

    @Test
    void aDestinationFailsAlsoWhereNoRepositoryMatchesYet() {
        assertThat(failing(registry().replicating(replication(FOREIGN, "eu-west-1", "later")))
                        .summary())
                .contains("(no repository at present)");
    }

    @Test
    void oneForeignDestinationAmongOwnOnesFails() {
        ReplicationRule mixed = new ReplicationRule(
                List.of(
                        new ReplicationRule.Destination(ACCOUNT, "eu-west-1"),
                        new ReplicationRule.Destination(FOREIGN, "us-east-1")),
                List.of());
        Evidence evidence = failing(registry().replicating(replication(ACCOUNT, "us-west-2"), mixed));
        assertThat(evidence.facts()).containsOnlyKeys("destination 444455556666 in us-east-1");
        assertThat(evidence.fix())
                .contains(
                        "aws ecr put-replication-configuration --region us-east-1 --replication-configuration file://replication-without.json");
    }

    @Test
    void whereNothingIsLeftTheFixWritesAnEmptyConfiguration() {
        assertThat(failing(registry().replicating(replication(FOREIGN, "eu-west-1")))
                        .fix())
                .containsSubsequence(
                        "aws ecr describe-registry --region us-east-1 --query replicationConfiguration > replication.json",
                        "aws ecr put-replication-configuration --region us-east-1 --replication-configuration '{\"rules\":[]}'",
                        "# Images that were sent stay there. Stop a backfill that is still sending (needs a recent AWS CLI): aws ecr stop-replication-backfill --region us-east-1 --replication-backfill-id REPLICATION_BACKFILL_ID");
    }

    @Test
    void aNewRepositoryIsNoOtherState() {
        RegistryBuilder sending = registry().replicating(replication(FOREIGN, "eu-west-1", "prod"));
        assertThat(failing(sending).facts())
                .isEqualTo(failing(sending.repositories("prod/web", "prod/new")).facts());
    }

    @Test
    void aKindOfFilterThatIsNotKnownCountsAsEveryName() {
        ReplicationRule rule = new ReplicationRule(
                List.of(new ReplicationRule.Destination(FOREIGN, "eu-west-1")),
                List.of(new ReplicationRule.Filter("x", "SUFFIX_MATCH")));
        assertThat(failing(registry().replicating(rule)).summary()).contains("`x` (SUFFIX_MATCH) (3 repositories");
    }

    @Test
    void repositoriesThatCannotBeListedHideNothing() {
        RegistryBuilder sending = registry()
                .replicating(replication(FOREIGN, "eu-west-1"))
                .repositories(RegistryBuilder.<List<String>>denied("ecr:DescribeRepositories"));
        assertThat(failing(sending).summary()).contains("(the repositories could not be listed)");
    }

    @Test
    void aRegionWithoutReplicationIsNotApplicable() {
        assertThat(evaluate(registry().replicating(new Reading.Absent<>()))).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void aConfigurationThatMayNotBeReadIsUnknownAndNamesThePermission() {
        assertThat(evaluate(
                        registry().replicating(RegistryBuilder.<List<ReplicationRule>>denied("ecr:DescribeRegistry"))))
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.denied().orElseThrow().action())
                                .isEqualTo("ecr:DescribeRegistry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "44445555666", "arn:aws:iam::444455556666:root"})
    void aDestinationThatIsNoAccountIsUnknown(String account) {
        assertThat(evaluate(registry().replicating(replication(account, "eu-west-1"))))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aDestinationThatIsNoAccountHidesNoForeignAccount() {
        RegistryBuilder both = registry().replicating(replication("", "eu-west-1"), replication(FOREIGN, "eu-west-1"));
        assertThat(failing(both).facts()).containsOnlyKeys("destination 444455556666 in eu-west-1");
        assertThat(failing(both).fix())
                .contains(
                        "aws ecr put-replication-configuration --region us-east-1 --replication-configuration file://replication-without.json");
        GrantedAccess access = ((Verdict.Fail) evaluate(both)).access();
        assertThat(access.actions()).hasSize(1);
        assertThat(access.without(access.actions()::contains)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void aDestinationIsReportedWithTheFiltersOfItsOwnRules() {
        Evidence evidence = failing(registry()
                .replicating(replication(ACCOUNT, "us-west-2", "payments"), replication(FOREIGN, "eu-west-1", "prod")));
        assertThat(evidence.facts()).containsEntry("destination 444455556666 in eu-west-1", "`prod*`");
        assertThat(evidence.summary()).startsWith("Every push to `prod*` (2 repositories");
    }

    @Test
    void withoutTheAccessOfOneDestinationTheOtherIsLeft() {
        GrantedAccess access = ((Verdict.Fail) evaluate(registry()
                        .replicating(replication(FOREIGN, "eu-west-1"), replication("123456789012", "eu-west-1"))))
                .access();
        assertThat(access.without(action -> action.holder().startsWith("account " + FOREIGN)))
                .isInstanceOfSatisfying(
                        Verdict.Fail.class,
                        left -> assertThat(left.evidence().facts())
                                .containsOnlyKeys("destination 123456789012 in eu-west-1"));
        assertThat(access.without(action -> true)).isEqualTo(new Verdict.Pass());
    }

    private static Verdict evaluate(RegistryBuilder registry) {
        return new ReplicationNoForeignAccount(TrustedParties.NOBODY).evaluate(registry.built());
    }

    private static Evidence failing(RegistryBuilder registry) {
        Verdict.Fail fail = (Verdict.Fail) evaluate(registry);
        assertThat(fail.severity()).isEqualTo(Severity.HIGH);
        return fail.evidence();
    }
}
