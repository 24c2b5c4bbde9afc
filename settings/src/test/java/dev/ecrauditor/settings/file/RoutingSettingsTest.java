package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners who receive alerts, and quiet actors. */
class RoutingSettingsTest {

    private static final String QUIET = "- {roles: ['%s'], rules: [%s], reason: The pipeline scans later}\n";

    @TempDir
    private Path directory;

    @Test
    void anOwnerReceivesNoAlertsUnlessTheEntrySaysSo() throws IOException {
        assertThat(read("owners: [{accounts: ['*'], name: a, email: a@example.org}]")
                        .settings()
                        .ownerSubscriptions())
                .isEmpty();
    }

    @Test
    void anOwnerReceivesTheAlertsOfTheAccountsThatTheEntryDecidesAbout() throws IOException {
        assertThat(read("""
                owners:
                - {accounts: ['111122223333', '4444*'], name: a, email: a@example.org, alerts: true}
                - {accounts: ['555566667777'], name: silent, email: b@example.org}
                - {accounts: ['55556666777?'], name: c, email: c@example.org, alerts: true}
                """).settings().ownerSubscriptions())
                .satisfiesExactly(
                        a -> {
                            assertThat(a.email()).isEqualTo("a@example.org");
                            assertThat(a.ids()).containsExactly("111122223333");
                            assertThat(a.prefixes()).containsExactly("4444");
                        },
                        c -> assertThat(c.ids()).hasSize(9).doesNotContain("555566667777"));
    }

    @Test
    void twoEntriesWithOneAddressAreOneSubscription() throws IOException {
        assertThat(read("""
                owners:
                - {accounts: ['1111*'], name: a, email: a@example.org, alerts: true}
                - {accounts: ['2222*'], name: b, email: a@example.org, alerts: true}
                """).settings().ownerSubscriptions())
                .singleElement()
                .satisfies(owner -> assertThat(owner.prefixes()).containsExactly("1111", "2222"));
    }

    @Test
    void aRecipientOfEveryAlertIsNoOwnerWithAlerts() throws IOException {
        assertThat(wrong("""
                alerts: {emails: [A@example.org]}
                owners:
                - {accounts: ['1111*'], name: a, email: a@example.org, alerts: true}
                """))
                .isEqualTo(
                        "3: owners[0].email: 'a@example.org' receives every alert already, by alerts.emails in line 1;"
                                + " remove it there, or alerts here");
    }

    @Test
    void accountsThatNoFilterMatchesAreRejectedWithLineAndKey() throws IOException {
        assertThat(wrong("""
                owners:
                - {accounts: ['1111*'], name: a, email: a@example.org}
                - name: b
                  email: b@example.org
                  accounts: ['*7']
                  alerts: true
                """))
                .startsWith(
                        "5: owners[1].accounts: the accounts of 'b@example.org' without those of entries above are more"
                                + " than 150 account ids and prefixes");
        assertThat(read("owners: [{accounts: ['*7'], name: b, email: b@example.org, alerts: false}]")
                        .settings()
                        .ownerSubscriptions())
                .isEmpty();
    }

    @Test
    void moreAddressesThanATopicHasFiltersAreRejected() throws IOException {
        String owners = IntStream.range(0, 200)
                .mapToObj("- {accounts: ['%1$012d'], name: a, email: a%1$d@example.org, alerts: true}\n"::formatted)
                .collect(Collectors.joining());
        assertThat(read("owners:\n" + owners).settings().ownerSubscriptions()).hasSize(200);
        assertThat(wrong("alerts: {emails: [all@example.org]}\nowners:\n" + owners))
                .startsWith("202: owners[199].alerts: more than 200 addresses");
    }

    @Test
    void alertsIsTrueOrFalse() throws IOException {
        assertThat(wrong("owners: [{accounts: ['*'], name: a, email: a@example.org, alerts: yes}]"))
                .startsWith("1: owners[0].alerts: ");
    }

    @Test
    void quietActorsReachTheFunctions() throws IOException {
        assertThat(read("quietActors:\n"
                                + QUIET.formatted("arn:aws:iam::111122223333:role/deploy-*", "ecr-scan-on-push"))
                        .json())
                .endsWith("\"quietActors\":[{\"roles\":[\"arn:aws:iam::111122223333:role/deploy-*\"],"
                        + "\"rules\":[\"ecr-scan-on-push\"],\"reason\":\"The pipeline scans later\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:role/deploy",
                "arn:aws:iam::111122223333:role/ci/team/deploy",
                "arn:aws-us-gov:iam::111122223333:role/d?ploy*"
            })
    void aQuietRoleHasItsAccountAndAName(String role) throws IOException {
        assertThat(read("quietActors:\n" + QUIET.formatted(role, "ecr-tag-immutable"))
                        .json())
                .contains(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "deploy",
                "arn:aws:iam::*:role/deploy",
                "arn:aws:iam::11112222333?:role/deploy",
                "arn:aws:iam::111122223333:role/*",
                "arn:aws:iam::111122223333:role/ci/*",
                "arn:aws:iam::111122223333:role/ci*/deploy",
                "arn:aws:iam::111122223333:user/deploy",
                "arn:aws:sts::111122223333:assumed-role/deploy/session",
                "arn:aws:iam::111122223333:root",
                "arn:*:iam::111122223333:role/deploy"
            })
    void aQuietActorIsNeverEverybodyOrOfAnyAccount(String role) throws IOException {
        assertThat(wrong("quietActors:\n" + QUIET.formatted(role, "ecr-scan-on-push")))
                .startsWith("2: quietActors[0].roles[0]: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr-policy-not-public",
                "ecr-policy-no-wildcard-action",
                "ecr-policy-present",
                "ecr-encryption-key-policy-scoped",
                "ecr-replication-no-foreign-account"
            })
    void rulesAboutAccessAreNeverQuiet(String rule) throws IOException {
        assertThat(wrong("quietActors:\n"
                        + QUIET.formatted("arn:aws:iam::111122223333:role/deploy", "ecr-scan-on-push, " + rule)))
                .startsWith("2: quietActors[0].rules[1]: findings of '" + rule + "' are always alerted at once; quiet");
    }

    private SettingsFile read(String yaml) throws IOException {
        return SettingsFile.read(Files.writeString(directory.resolve("auditor.yaml"), yaml));
    }

    private String wrong(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), yaml);
        String message = catchThrowableOfType(InvalidSettingsException.class, () -> SettingsFile.read(file))
                .getMessage();
        assertThat(message).startsWith(file + ":").hasLineCount(1);
        return message.substring(file.toString().length() + 1);
    }
}
