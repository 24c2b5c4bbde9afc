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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error messages about what is watched, trusted, subscribed, scheduled and deployed. */
class WrongDeploymentSettingsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "watch: {organization: o-exampleorgid, accounts: ['111122223333']}"
                        + "|watch.accounts: cannot be combined with organization (line 1); remove one of them",
                "watch: {organization: example}"
                        + "|watch.organization: 'example' is not an organization id; write it like o-exampleorgid",
                "watch: {organisation: o-exampleorgid}"
                        + "|watch.organisation: unknown key; the keys are organization, organizationalUnits, managementAccount, watchManagementAccount, accounts, regions, excludedAccounts, canary",
                "watch: {organizationalUnits: [r-abcd]}"
                        + "|watch.organizationalUnits: has no effect without organization; add it, like organization: o-exampleorgid",
                "watch: {accounts: ['111122223333'], organizationalUnits: [r-abcd]}"
                        + "|watch.organizationalUnits: has no effect without organization; add it, like organization: o-exampleorgid",
                "watch: {managementAccount: '999988887777'}"
                        + "|watch.managementAccount: has no effect without organization; add it, like organization: o-exampleorgid",
                "watch: {watchManagementAccount: true}"
                        + "|watch.watchManagementAccount: has no effect without organization; add it, like organization: o-exampleorgid",
                "watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd]}"
                        + "|watch.managementAccount: is missing, and the rollout needs it; write the id that 'aws organizations describe-organization' prints as MasterAccountId, like managementAccount: '999988887777'",
                "watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], watchManagementAccount: true}"
                        + "|watch.managementAccount: is missing, and the rollout needs it; write the id that 'aws organizations describe-organization' prints as MasterAccountId, like managementAccount: '999988887777'",
                "watch: {organization: o-exampleorgid, managementAccount: '999988887777'}"
                        + "|watch.organizationalUnits: is missing, and the rollout needs it; write the id of the root that 'aws organizations list-roots' prints, like organizationalUnits: [r-abcd]",
                "watch: {organization: o-exampleorgid, organizationalUnits: [], managementAccount: '999988887777'}"
                        + "|watch.organizationalUnits: is missing, and the rollout needs it; write the id of the root that 'aws organizations list-roots' prints, like organizationalUnits: [r-abcd]",
                "watch: {organization: o-exampleorgid, watchManagementAccount: 'yes'}"
                        + "|watch.watchManagementAccount: is a text and not true or false; write it like true",
                "watch: {regions: [eu-west-1]}"
                        + "|watch.regions: has no effect without organization or accounts; add one of them, or remove this key",
                "watch: {excludedAccounts: ['4444*']}"
                        + "|watch.excludedAccounts: has no effect without organization or accounts; add one of them, or remove this key",
                "watch: {organization: o-exampleorgid, organizationalUnits: [prod]}"
                        + "|watch.organizationalUnits[0]: 'prod' is not the id of an organizational unit or of the root; write it like r-abcd",
                "watch: {organization: o-exampleorgid, managementAccount: 999988887777}"
                        + "|watch.managementAccount: 999988887777 without quotes is a number; write '999988887777'",
                "watch: {accounts: ['1111*']}"
                        + "|watch.accounts[0]: '1111*' is not an account id of 12 digits; write it like '111122223333'",
                "watch: {accounts: ['111122223333', '111122223333']}"
                        + "|watch.accounts[1]: '111122223333' is a duplicate of the one in line 1; keep one",
                "watch: {accounts: ['111122223333'], regions: [Ireland]}"
                        + "|watch.regions[0]: 'Ireland' is not the name of a Region; write it like eu-west-1",
                "watch: {accounts: ['111122223333'], regions: [eu-west-1a]}"
                        + "|watch.regions[0]: 'eu-west-1a' is not the name of a Region; write it like eu-west-1",
                "watch: {accounts: ['111122223333'], regions: [eu-west-1, eu-west-1]}"
                        + "|watch.regions[1]: 'eu-west-1' is a duplicate of the one in line 1; keep one",
                "watch: {accounts: ['111122223333'], regions: [eu-west-1, cn-north-1]}"
                        + "|watch.regions[1]: 'cn-north-1' and 'eu-west-1' in line 1 are in two partitions of AWS; deploy once in each",
                "watch: {accounts: ['111122223333'], regions: [us-gov-west-1, us-west-1]}"
                        + "|watch.regions[1]: 'us-west-1' and 'us-gov-west-1' in line 1 are in two partitions of AWS; deploy once in each",
                "watch: {organization: o-exampleorgid, excludedAccounts: ['**']}"
                        + "|watch.excludedAccounts[0]: '**' excludes every account; write it like '4444*'",
                "watch: {accounts: ['111122223333'], excludedAccounts: ['1111*']}"
                        + "|watch.excludedAccounts[0]: '1111*' excludes '111122223333', which line 1 watches; remove one of them",
                "watch: {organization: o-exampleorgid, managementAccount: '999988887777', watchManagementAccount: true, excludedAccounts: ['9*']}"
                        + "|watch.excludedAccounts[0]: '9*' excludes '999988887777', which line 1 watches; remove one of them",
                "watch: {organization: o-exampleorgid, excludedAccounts: ['44']}"
                        + "|watch.excludedAccounts[0]: '44' is not an account id of 12 digits or a glob that can match one; write it like '111122223333'",
                "watch: everything"
                        + "|watch: is a text and not keys such as organization, accounts and regions; write it like {\"organization\":\"o-exampleorgid\",\"regions\":[\"eu-west-1\"]}",
                "trust: {ownOrganization: yes}"
                        + "|trust.ownOrganization: is a text and not true or false; write it like true",
                "trust: {accounts: ['1234']}"
                        + "|trust.accounts[0]: '1234' is not an account id of 12 digits; write it like '111122223333'",
                "trust: {accounts: ['*']}"
                        + "|trust.accounts[0]: '*' is not an account id of 12 digits; write it like '111122223333'",
                "trust: {accounts: ['444455556666', '444455556666']}"
                        + "|trust.accounts[1]: '444455556666' is a duplicate of the one in line 1; keep one",
                "trust: {organizations: ['o-*']}"
                        + "|trust.organizations[0]: 'o-*' is not an organization id; write it like o-exampleorgid",
                "trust: {organizations: [o-exampleorgid, o-exampleorgid]}"
                        + "|trust.organizations[1]: 'o-exampleorgid' is a duplicate of the one in line 1; keep one",
                "alerts: {emails: security@example.org}"
                        + "|alerts.emails: is a text and not a list of e-mail addresses; write it like [\"security@example.org\"]",
                "alerts: {emails: [someone]}"
                        + "|alerts.emails[0]: 'someone' is not an e-mail address; write it like security@example.org",
                "alerts: {emails: [a@example.org;b@example.org]}"
                        + "|alerts.emails[0]: 'a@example.org;b@example.org' is not an e-mail address; write it like security@example.org",
                "alerts: {emails: [a@example.org, a@example.org]}"
                        + "|alerts.emails[1]: 'a@example.org' is a duplicate of the one in line 1; keep one",
                "alerts: {slack: [{workspace: T0123ABCD}]}"
                        + "|alerts.slack[0].channel: is missing; write it like channel: C0123ABCD",
                "alerts: {slack: [{workspace: acme, channel: C0123ABCD}]}"
                        + "|alerts.slack[0].workspace: 'acme' is not the id of a Slack workspace, T...; write it like T0123ABCD",
                "alerts: {slack: [{workspace: T0123ABCD, channel: '#alerts'}]}"
                        + "|alerts.slack[0].channel: '#alerts' is not the id at the end of a Slack channel's link, C... or G...; write it like C0123ABCD",
                "alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}, {workspace: T0123ABCD, channel: C0123ABCD}]}"
                        + "|alerts.slack[1].channel: 'C0123ABCD' is a duplicate of the one in line 1; keep one",
                "alerts: {teams: [{team: security, tenant: 55555555-6666-7777-8888-999999999999, channel: '19%3Aa%40thread.tacv2'}]}"
                        + "|alerts.teams[0].team: 'security' is not an id of 32 hexadecimal digits in five groups; write it like 00000000-1111-2222-3333-444444444444",
                "alerts: {teams: [{team: 00000000-1111-2222-3333-444444444444, tenant: 55555555-6666-7777-8888-999999999999, channel: '19:a@thread.tacv2'}]}"
                        + "|alerts.teams[0].channel: '19:a@thread.tacv2' is not the id of a channel as in its link, with %3A and %40; write it like '19%3Aexample%40thread.tacv2'",
                "alerts: {slackWebhooks: [{}]}"
                        + "|alerts.slackWebhooks[0].secret: is missing; write it like secret: arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf",
                "alerts: {slackWebhooks: [{secret: slack-webhook}]}"
                        + "|alerts.slackWebhooks[0].secret: the value is not the full ARN of a secret, with the six characters at its end; write it like arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf",
                "alerts: {slackWebhooks: [{secret: 'https://hooks.slack.com/services/T0123ABCD/B0123ABCD/secret'}]}"
                        + "|alerts.slackWebhooks[0].secret: the value is not the full ARN of a secret, with the six characters at its end; write it like arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf",
                "alerts: {slackWebhooks: [{secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf', severities: [SEVERE]}]}"
                        + "|alerts.slackWebhooks[0].severities[0]: 'SEVERE' is not a severity; write LOW, MEDIUM, HIGH or CRITICAL",
                "alerts: {slackWebhooks: [{secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf', severities: []}]}"
                        + "|alerts.slackWebhooks[0].severities: is an empty list; write it like [\"CRITICAL\",\"HIGH\"]",
                "alerts: {slackWebhooks: [{secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf', key: alias/slack}]}"
                        + "|alerts.slackWebhooks[0].key: 'alias/slack' is not the ARN of a KMS key; write it like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "alerts: {slackWebhooks: [{secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf', url: x}]}"
                        + "|alerts.slackWebhooks[0].url: unknown key; the keys are secret, key, severities",
                "alerts: {slackWebhooks: [{secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf'}, {secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf'}]}"
                        + "|alerts.slackWebhooks[1].secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-webhook-AbCdEf' is a duplicate of the one in line 1; keep one",
                "operations: {emails: [a@localhost]}"
                        + "|operations.emails[0]: 'a@localhost' is not an e-mail address; write it like security@example.org",
                "operations: {emails: [a@example.org, a@example.org]}"
                        + "|operations.emails[1]: 'a@example.org' is a duplicate of the one in line 1; keep one",
                "operations: {slack: []}|operations.slack: unknown key; the keys are emails",
                "rules: {policyGrace: 15m}"
                        + "|rules.policyGrace: '15m' is not an ISO-8601 duration; write it like PT1H",
                "rules: {policyGrace: 15}|rules.policyGrace: 15 without quotes is a number; write '15'",
                "rules: {policyGrace: -PT1S}"
                        + "|rules.policyGrace: '-PT1S' is not an ISO-8601 duration; write it like PT1H",
                "rules: {policyGrace: PT2H1S}"
                        + "|rules.policyGrace: 'PT2H1S' is not between PT0S and PT2H; write it like PT15M",
                "rules: {off: [scan-on-push]}"
                        + "|rules.off[0]: 'scan-on-push' is not the id of a rule; perhaps ecr-scan-on-push",
                "rules: {off: [ecr-policy-present, ecr-policy-present]}"
                        + "|rules.off[1]: 'ecr-policy-present' is a duplicate of the one in line 1; keep one",
                "{rules: {off: [ecr-scan-on-push]}, remediation: [{accounts: ['*'], mode: DRY_RUN}]}"
                        + "|rules.off[0]: remediation in line 1 needs the rule ecr-scan-on-push; remove it here, or write the mode OFF there",
                "rules: {on: [ecr-policy-redable]}"
                        + "|rules.on[0]: 'ecr-policy-redable' is not the id of a rule; perhaps ecr-policy-readable",
                "rules: {on: [ecr-scan-on-push, ecr-scan-on-push]}"
                        + "|rules.on[1]: 'ecr-scan-on-push' is a duplicate of the one in line 1; keep one",
                "rules: {on: [ecr-policy-present], off: [ecr-policy-present]}"
                        + "|rules.off[0]: 'ecr-policy-present' is also in on (line 1); remove one of them",
                "rules: {severities: {ecr-scan-on-pull: HIGH}}"
                        + "|rules.severities.ecr-scan-on-pull: 'ecr-scan-on-pull' is not the id of a rule; perhaps ecr-scan-on-push",
                "rules: {severities: {ecr-scan-on-push: high}}"
                        + "|rules.severities.ecr-scan-on-push: 'high' is not a severity; write LOW, MEDIUM, HIGH or CRITICAL",
                "rules: {severities: [HIGH]}"
                        + "|rules.severities: is a list and not rule ids, each with a severity; write it like {\"ecr-scan-on-push\":\"HIGH\"}",
                "rules: {severities: {ecr-policy-present: HIGH}, off: [ecr-policy-present]}"
                        + "|rules.severities.ecr-policy-present: has no effect, because line 1 switches ecr-policy-present off; remove one of them",
                "rules: {allowedKeys: [alias/ecr]}"
                        + "|rules.allowedKeys[0]: 'alias/ecr' is not the ARN of a KMS key or a glob; write it like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "rules: {allowedKeys: ['arn:aws:kms:*:*:key/*', 'arn:aws:kms:*:*:key/*']}"
                        + "|rules.allowedKeys[1]: 'arn:aws:kms:*:*:key/*' is a duplicate of the one in line 1; keep one",
                "rules: {allowedKeys: ['arn:aws:kms:*:*:key/*'], off: [ecr-encryption-customer-managed-key]}"
                        + "|rules.allowedKeys: has no effect, because line 1 switches ecr-encryption-customer-managed-key off; remove one of them",
                "schedule: {sweepEvery: daily}"
                        + "|schedule.sweepEvery: 'daily' is not an ISO-8601 duration; write it like PT1H",
                "schedule: {sweepEvery: PT59M}"
                        + "|schedule.sweepEvery: 'PT59M' is not between PT1H and P7D; write it like PT24H",
                "schedule: {sweepEvery: P8D}"
                        + "|schedule.sweepEvery: 'P8D' is not between PT1H and P7D; write it like PT24H",
                "reminders: {CRITICAL: daily}"
                        + "|reminders.CRITICAL: 'daily' is not an ISO-8601 duration or OFF; write it like P1D",
                "reminders: {critical: P1D}"
                        + "|reminders.critical: unknown key; the keys are CRITICAL, HIGH, MEDIUM, LOW",
                "reminders: {CRITICAL: PT59M}"
                        + "|reminders.CRITICAL: 'PT59M' is not between PT1H and P90D; write it like P1D",
                "reminders: {HIGH: P91D}" + "|reminders.HIGH: 'P91D' is not between PT1H and P90D; write it like P1D",
                "reminders: {CRITICAL: PT6H}"
                        + "|reminders.CRITICAL: 'PT6H' is shorter than schedule.sweepEvery (PT24H), and sweeps remind; write PT24H or longer, or sweep more often",
                "{schedule: {sweepEvery: P7D}, reminders: {LOW: P1D}}"
                        + "|reminders.LOW: 'P1D' is shorter than schedule.sweepEvery (P7D), and sweeps remind; write P7D or longer, or sweep more often",
                "deployment: {suffix: Test_1}"
                        + "|deployment.suffix: 'Test_1' is not a suffix of up to 20 letters a-z, digits and hyphens; write it like test",
                "deployment: {suffix: -test}"
                        + "|deployment.suffix: '-test' is not a suffix of up to 20 letters a-z, digits and hyphens; write it like test",
                "deployment: {suffix: 2}|deployment.suffix: 2 without quotes is a number; write '2'",
                "deployment: {table: {name: Findings}}"
                        + "|deployment.table.key: is missing; write it like key: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "deployment: {table: {name: Findings, key: alias/ecr-auditor}}"
                        + "|deployment.table.key: 'alias/ecr-auditor' is not the ARN of a KMS key; write it like arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "deployment: {table: {name: 'a/b', key: 'arn:aws:kms:eu-west-1:111122223333:key/1'}}"
                        + "|deployment.table.name: 'a/b' is not the name of a table; write it like EcrAuditor-FindingTable1A2B3C4D-5E6F7G8H",
                "owners: [{accounts: ['1111*'], name: payments}]"
                        + "|owners[0].email: is missing; write it like email: security@example.org",
                "owners: [{accounts: ['1111*'], name: payments, email: payments}]"
                        + "|owners[0].email: 'payments' is not an e-mail address; write it like security@example.org",
            })
    void hasAnExactMessage(String yaml, String expected) throws IOException {
        assertThat(wrong(yaml)).isEqualTo("1: " + expected.strip());
    }

    @Test
    void anOwnerThatAnEarlierOneShadowsIsRefused() throws IOException {
        assertThat(wrong("""
                owners:
                - {accounts: ['1111*'], name: payments, email: payments@example.org}
                - {accounts: ['2222*', '111122223333'], name: shop, email: shop@example.org}
                """))
                .isEqualTo(
                        "3: owners[1].accounts[1]: '111122223333' never decides, because '1111*' in line 2 matches it first; put the narrower entry above");
    }

    @Test
    void aDuplicateNamesTheLineOfTheFirst() throws IOException {
        assertThat(wrong("""
                alerts:
                  emails:
                  - a@example.org
                  - b@example.org
                  - a@example.org
                """))
                .isEqualTo("5: alerts.emails[2]: 'a@example.org' is a duplicate of the one in line 3; keep one");
    }

    @Test
    void theContradictionNamesTheLineOfTheOtherKey() throws IOException {
        assertThat(wrong("""
                watch:
                  accounts: ['111122223333']
                  organization: o-exampleorgid
                """))
                .isEqualTo("2: watch.accounts: cannot be combined with organization (line 3); remove one of them");
    }

    @Test
    void moreThanAHundredNamedAccountsAreRefused() throws IOException {
        String line = "  - '%012d'\n";
        String hundred = IntStream.range(0, 100).mapToObj(line::formatted).collect(Collectors.joining());
        isAccepted("watch:\n  accounts:\n" + hundred);
        assertThat(wrong("watch:\n  accounts:\n" + hundred + line.formatted(100)))
                .isEqualTo("2: watch.accounts: has more than 100 entries; watch an organization instead");
    }

    @Test
    void aMissingManagementAccountNamesTheLineOfTheOrganization() throws IOException {
        assertThat(wrong("""
                watch:
                  regions: [eu-west-1]
                  organization: o-exampleorgid
                  organizationalUnits: [r-abcd]
                """)).startsWith("3: watch.managementAccount: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch: {}",
                "watch: {accounts: [], regions: [], excludedAccounts: []}",
                "watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], managementAccount: '999988887777', accounts: []}",
                "watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], managementAccount: '999988887777', excludedAccounts: ['9*']}",
                "watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd, ou-abcd-11111111], managementAccount: '999988887777', watchManagementAccount: true, excludedAccounts: ['4444*', '????55556666']}",
                "watch: {accounts: ['111122223333', '444455556666'], excludedAccounts: ['5*']}",
                "watch: {accounts: ['111122223333'], regions: [us-gov-west-1, us-gov-east-1]}",
                "watch: {accounts: ['111122223333'], regions: [ap-southeast-1, il-central-1, mx-central-1]}",
                "rules: {policyGrace: PT0S}",
                "rules: {policyGrace: PT2H}",
                "rules: {off: [ecr-scan-on-push]}",
                "rules: {on: [ecr-scan-on-push], severities: {ecr-policy-present: HIGH, ecr-scan-on-push: LOW}}",
                "rules: {allowedKeys: ['arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234', 'arn:aws:kms:eu-*:1111????????:key/*']}",
                "{rules: {off: [ecr-scan-on-push]}, remediation: [{accounts: ['*'], mode: OFF}]}",
                "schedule: {sweepEvery: PT1H}",
                "schedule: {sweepEvery: P7D}",
                "schedule: {sweepEvery: P1DT12H30M}",
                "reminders: {}",
                "reminders: {CRITICAL: OFF, HIGH: P7D, MEDIUM: P30D, LOW: P90D}",
                "{reminders: {CRITICAL: PT1H}, schedule: {sweepEvery: PT1H}}",
                "deployment: {suffix: ''}",
                "deployment: {suffix: eu-west-1-acceptance}",
                "owners: [{accounts: ['111122223333'], name: a, email: a@example.org}, {accounts: ['*'], name: b, email: b@example.org}]"
            })
    void isAccepted(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), yaml);
        assertThat(SettingsFile.read(file).json()).startsWith("{\"watch\":{");
    }

    private String wrong(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), yaml);
        String message = catchThrowableOfType(InvalidSettingsException.class, () -> SettingsFile.read(file))
                .getMessage();
        assertThat(message).startsWith(file + ":").hasLineCount(1);
        return message.substring(file.toString().length() + 1);
    }
}
