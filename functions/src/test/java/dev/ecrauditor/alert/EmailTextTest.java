package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.settings.AccountOwner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmailTextTest {

    private static final DeniedCall MISSING =
            new DeniedCall("ecr:GetRepositoryPolicy", new Denial(PolicyType.IDENTITY, false));

    private static String body(AlertBuilder alert) {
        return EmailText.body(alert.built());
    }

    @Test
    void aCompleteEmailHasTheExpectedText() {
        AlertMessage message = AlertRenderer.render(AlertBuilder.opened()
                .publicAccess()
                .notScanned()
                .built()
                .withAccount(new AccountDetails(
                        Optional.of("payments-prod"),
                        Optional.of(new AccountOwner(List.of("1111*"), "payments", "payments@example.org")))));
        assertThat(message.subject())
                .isEqualTo("[CRITICAL] ECR payments/api is open to every AWS account +1 more (111122223333 us-east-1)");
        String ids = String.join(",\n      ", message.lists().get("alertIds"));
        assertThat(message.email()).isEqualTo("""
                        CRITICAL: payments/api is open to every AWS account and does not scan pushed
                              images
                        Account 111122223333 (payments-prod), Region us-east-1.
                        Open since 2026-11-20 10:05:00 UTC.

                        ecr-policy-not-public (CRITICAL, OPENED)
                          Any AWS account can read and change this repository.
                            statement 1: Sid "AllowAll" allows principal * without condition
                            statement 1 read: ecr:BatchGetImage
                            statement 1 write: ecr:PutImage
                          Why it matters: Any AWS account in the world can use the repository: read the
                              images, or replace what others will run.

                        ecr-scan-on-push (MEDIUM, OPENED)
                          Pushed images are not scanned.
                            scanOnPush: false
                          Why it matters: Without a scan, known vulnerabilities reach deployment unseen.

                        The account belongs to payments, payments@example.org.
                        Done by arn:aws:sts::111122223333:assumed-role/Developer/alice using the AWS
                              console from 203.0.113.12
                          with SetRepositoryPolicy at 2026-11-20 10:05:00 UTC, CloudTrail event 9a1b-77.
                          This alert was sent 60 s after that call.

                        What to do (commands that run as they stand)
                          # Where the registry has no scanning rules:
                          aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api --image-scanning-configuration scanOnPush=true
                          # Where it has, a rule must match, and the flag decides nothing:
                          aws ecr get-registry-scanning-configuration --region us-east-1

                        What to do (edit the file or replace the names in capitals, then run)
                          aws ecr get-repository-policy --region us-east-1 --repository-name payments/api --query policyText --output text > policy.json
                          # In policy.json name the accounts, or add a condition on aws:PrincipalOrgID,
                          # then:
                          aws ecr set-repository-policy --region us-east-1 --repository-name payments/api --policy-text file://policy.json
                          # Or delete the policy at once:
                          # aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api

                        Repository  https://us-east-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=us-east-1

                        How to accept it for a time
                          Add this to waivers in the settings file; fill in owner, reason and expires,
                              or the file is refused:
                          - rules: [ecr-scan-on-push]
                            accounts: ['111122223333']
                            repositories: ['payments/api']
                            owner: ''  # the person or team that accepts it
                            reason: ''  # why it is accepted
                            expires: YYYY-MM-DD  # the last day, after which it is reported again
                          - rules: [ecr-policy-not-public]
                            accounts: ['111122223333']
                            repositories: ['payments/api']
                            grants:
                              - principals: ['*']
                                actions: ['ecr:BatchGetImage', 'ecr:PutImage']
                            owner: ''  # the person or team that accepts it
                            reason: ''  # why it is accepted
                            expires: YYYY-MM-DD  # the last day, after which it is reported again

                        Alert id    %s
                        """.formatted(ids));
    }

    @Test
    void aResolvedAlertSaysTheCauseAndHowLongItWasOpenAndAsksForNothing() {
        assertThat(body(AlertBuilder.resolved(Cause.REMEDIATED).notScanned()))
                .startsWith("""
                        RESOLVED: payments/api: Images are scanned when pushed
                        Account 111122223333, Region us-east-1.
                        Open from 2026-11-20 07:05:00 UTC for 3 h.

                        ecr-scan-on-push (MEDIUM, RESOLVED: remediated by this auditor)
                        """)
                .doesNotContain("What to do", "Why it matters", "How to accept");
    }

    @Test
    void anUncertainCallerIsNamedOnlyAsTheCallerOfTheEventThatLedToTheEvaluation() {
        String text = Unwrapped.of(body(AlertBuilder.opened().uncertain().publicAccess()));
        assertThat(text)
                .contains(
                        "The actor is not known; found while handling SetRepositoryPolicy at 2026-11-20 10:05:00 UTC, CloudTrail event 9a1b-77, by arn:aws:sts::111122223333:assumed-role/Developer/alice using the AWS console from 203.0.113.12.")
                .doesNotContain("Done by");
    }

    @Test
    void aFindingWithoutEventSaysSo() {
        assertThat(body(AlertBuilder.opened().withoutEvent().withoutPolicy()))
                .contains("The actor is not known; found in an evaluation without an event.")
                .doesNotContain("CloudTrail", "This alert was sent");
    }

    @Test
    void aCoverageGapNamesNoActorAndReportsNoViolation() {
        String text = body(AlertBuilder.opened().uncertain().denied(AlertBuilder.NOT_PUBLIC, Severity.HIGH, MISSING));
        assertThat(text)
                .contains("Found while handling SetRepositoryPolicy", "# Allow ecr:GetRepositoryPolicy to the role")
                .doesNotContain("The actor is", "Why it matters");
    }

    @Test
    void oneMissingPermissionIsAskedForOnce() {
        String text = body(AlertBuilder.opened()
                .denied(AlertBuilder.PRESENT, Severity.LOW, MISSING)
                .denied(AlertBuilder.NOT_PUBLIC, Severity.HIGH, MISSING));
        assertThat(text.split("# Allow", -1)).hasSize(2);
    }

    @Test
    void aCallerThatCloudTrailDoesNotNameIsUnnamed() {
        Actor nobody = new Actor(Optional.empty(), Optional.empty(), Optional.empty(), Actor.Tool.TERRAFORM);
        assertThat(body(AlertBuilder.opened().by(nobody).publicAccess()))
                .contains("Done by a principal that CloudTrail does not name using Terraform\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertStatus.class,
            names = {"REMEDIATED", "REMEDIATION_PLANNED", "REMEDIATION_FAILED", "SUSPENDED"})
    void remediationIsNamedAsTheActor(AlertStatus status) {
        assertThat(body(AlertBuilder.opened().withoutEvent().status(status).notScanned()))
                .contains("this auditor's remediation")
                .doesNotContain("actor is not known");
    }

    static List<StoryMessages.PublishedMessage> everyMessage() throws Exception {
        return StoryMessages.all();
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyEmailAnswersInTheSameOrder(StoryMessages.PublishedMessage message) {
        String text = Unwrapped.of(message.message().email());
        List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).startsWith(message.message().subject().replaceAll("\\[(.*?)] ECR .*", "$1: "));
        assertThat(lines.get(1)).matches("Account [0-9]{12}( \\(payments-prod\\))?, Region [a-z0-9-]+\\.");
        assertThat(lines.get(2)).matches("(Open (since|from)|Set at) .*\\.");
        int proof = indexOfAny(text, "\n\necr-", "\n\nauditor-coverage");
        int who = indexOfAny(
                text,
                "\nDone by ",
                "\nThe actor is not known",
                "\nFound ",
                "\nTried by ",
                "\nDecided by ",
                "\nNothing was changed");
        int links = indexOfAny(text, "\nRepository  https://", "\nRegistry    https://", "\nKey         https://");
        int fix = text.indexOf("\nWhat to do (");
        int accept = text.indexOf("\nHow to accept it for a time\n");
        assertThat(proof).isPositive();
        assertThat(who).isGreaterThan(proof);
        assertThat(links).isGreaterThan(who);
        if (fix >= 0) {
            assertThat(fix).isBetween(who, links);
        }
        if (accept >= 0) {
            assertThat(accept).isGreaterThan(links);
        }
        assertThat(text)
                .doesNotContain("null", "Optional", "is not no", "no longer is not")
                .doesNotContainPattern("\\{[a-zA-Z]*}")
                .endsWith("\n");
    }

    private static int indexOfAny(String text, String... beginnings) {
        return List.of(beginnings).stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everySubjectNamesSeverityProblemAndRepository(StoryMessages.PublishedMessage message) {
        assertThat(message.message().subject())
                .matches("\\[(LOW|MEDIUM|HIGH|CRITICAL|RESOLVED|REMEDIATED)] ECR [ -~]+ \\([0-9]{12} [a-z0-9-]+\\)")
                .hasSizeLessThanOrEqualTo(99)
                .contains(message.message().labels().get("accountId") + " "
                        + message.message().labels().get("region"));
    }

    @ParameterizedTest
    @EnumSource
    void aSubjectHasAtMost99CharactersForTheLongestNames(AlertStatus status) {
        for (int length : new int[] {2, 20, 30, 40, 56, 57, 100, 256}) {
            AlertBuilder one = AlertBuilder.opened()
                    .of("aws-us-gov", "us-gov-northwest-123456789012345", "a".repeat(length))
                    .status(status);
            for (AlertBuilder alert : List.of(
                    one.notEncrypted(), one.notEncrypted().publicAccess().notScanned())) {
                assertThat(alert.rendered().subject())
                        .hasSizeLessThanOrEqualTo(99)
                        .matches("\\[[A-Z]+] ECR a[ -~]+ \\(111122223333 us-gov-northwest-123456789012345\\)");
            }
        }
    }
}
