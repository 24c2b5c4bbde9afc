package dev.ecrauditor.rule.registry;

import static dev.ecrauditor.rule.RegistryBuilder.ACCOUNT;
import static dev.ecrauditor.rule.RegistryBuilder.registry;
import static dev.ecrauditor.rule.RegistryBuilder.replication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicationEvidenceTest {

    private static final String FIVE_DESTINATIONS =
            "account 444455556661 in eu-west-1, account 444455556662 in eu-west-1, account 444455556663 in eu-west-1,"
                    + " account 444455556664 in eu-west-1, account 444455556665 in eu-west-1";

    @Test
    void fiveDestinationsAreNamedEach() {
        assertThat(summary(destinations(5))).contains(" is copied to " + FIVE_DESTINATIONS + ".");
    }

    @Test
    void ofMoreDestinationsFiveAreNamedAndTheOthersCounted() {
        assertThat(summary(destinations(8))).contains(" is copied to " + FIVE_DESTINATIONS + " and 3 more.");
    }

    @Test
    void fiveFiltersAreNamedEach() {
        assertThat(summary(replication("444455556666", "eu-west-1", prefixes(5))))
                .startsWith("Every push to `p1*`, `p2*`, `p3*`, `p4*`, `p5*` (");
    }

    @Test
    void ofMoreFiltersFiveAreNamedAndTheOthersCounted() {
        assertThat(summary(replication("444455556666", "eu-west-1", prefixes(7))))
                .startsWith("Every push to `p1*`, `p2*`, `p3*`, `p4*`, `p5*` and 2 more (");
    }

    @Test
    void aFilterOfAnUnknownTypeIsNamedWithItsType() {
        ReplicationRule rule = new ReplicationRule(
                List.of(new ReplicationRule.Destination("444455556666", "eu-west-1")),
                List.of(new ReplicationRule.Filter("prod", "SUFFIX_MATCH")));
        assertThat(summary(rule)).startsWith("Every push to `prod` (SUFFIX_MATCH) (");
    }

    @Test
    void aRuleToTheOwnAccountAddsNoFilter() {
        assertThat(summary(
                        replication(ACCOUNT, "eu-west-1", "prod"),
                        replication("444455556666", "eu-west-1", "payments/")))
                .startsWith("Every push to `payments/*` (1 repository: payments/api) is copied to");
    }

    private static ReplicationRule destinations(int count) {
        return new ReplicationRule(
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new ReplicationRule.Destination("44445555666" + i, "eu-west-1"))
                        .toList(),
                List.of());
    }

    private static String[] prefixes(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "p" + i).toArray(String[]::new);
    }

    private static String summary(ReplicationRule... rules) {
        Verdict verdict = new ReplicationNoForeignAccount(TrustedParties.NOBODY)
                .evaluate(registry().replicating(rules).built());
        assertThat(verdict).isInstanceOf(Verdict.Fail.class);
        return ((Verdict.Fail) verdict).evidence().summary();
    }
}
