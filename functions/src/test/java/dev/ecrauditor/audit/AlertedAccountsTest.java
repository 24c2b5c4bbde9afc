package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.testing.SampleRecords;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The name of the account in published alerts, and that no alert depends on it. */
class AlertedAccountsTest {

    private static final String ACCOUNT = DrainFixture.FIRST.account();

    private final DrainFixture fixture = new DrainFixture();

    private void isDue(Subject.Repository subject, String... alertIds) {
        fixture.store.put(SampleRecords.withAlerts(subject, NOON, alertIds));
    }

    @Test
    void alertsNameTheAccountByOneReading() {
        fixture.organization.with(new MemberAccount(ACCOUNT, "payments-prod", "ACTIVE"));
        isDue(DrainFixture.FIRST, "a#1");
        isDue(DrainFixture.SECOND, "b#1");
        fixture.drain();
        assertThat(fixture.emails).hasSize(2).allMatch(email -> email.contains(ACCOUNT + " (payments-prod), Region "));
        assertThat(fixture.organization.calls()).containsExactly("account " + ACCOUNT);
    }

    @Test
    void alertsAreCompleteWithoutTheNameWhereItCannotBeRead() {
        fixture.organization.breakDown();
        isDue(DrainFixture.FIRST, "a#1");
        isDue(DrainFixture.SECOND, "b#1");
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.emails).hasSize(2).allMatch(email -> email.contains("Account " + ACCOUNT + ", Region "));
        assertThat(fixture.organization.calls()).hasSize(1);
        List<Json.Obj> lines = fixture.log.stream()
                .filter(line -> line.text("did").orElse("").equals("published without the name of the account"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).text("account")).hasValue(ACCOUNT);
        assertThat(lines.get(0).text("fault").orElseThrow()).contains("out of order");
        assertThat(fixture.log).noneMatch(line -> line.text("level").isPresent());
    }

    @Test
    void theRetriesOfADrainDoNotReadAFailedNameAgain() {
        fixture.organization.breakDown();
        fixture.refused = Set.of("a#1");
        isDue(DrainFixture.FIRST, "a#1");
        fixture.drain();
        assertThat(fixture.journal)
                .filteredOn(step -> step.startsWith("publish"))
                .hasSizeGreaterThan(1);
        assertThat(fixture.organization.calls()).hasSize(1);
    }
}
