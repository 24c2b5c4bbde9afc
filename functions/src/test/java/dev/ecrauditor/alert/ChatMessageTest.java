package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChatMessageTest {

    private static Json chat(AlertBuilder alert) throws MalformedJson {
        return JsonReader.read(alert.rendered().chat());
    }

    private static String description(AlertBuilder alert) throws MalformedJson {
        return chat(alert).text("content", "description").orElseThrow();
    }

    private static List<String> steps(AlertBuilder alert) throws MalformedJson {
        return chat(alert).items("content", "nextSteps").stream()
                .flatMap(step -> step.text().stream())
                .toList();
    }

    @Test
    void aCompleteMessageHasTheExpectedText() throws MalformedJson {
        AlertBuilder alert = AlertBuilder.opened().publicAccess();
        String id = alert.rendered().lists().get("alertIds").get(0);
        Json expected = JsonReader.read("""
                {
                  "version": "1.0",
                  "source": "custom",
                  "id": "%s",
                  "content": {
                    "textType": "client-markdown",
                    "title": ":rotating_light: CRITICAL: payments/api is open to every AWS account",
                    "description": "%s",
                    "nextSteps": [
                      "`aws ecr get-repository-policy --region us-east-1 --repository-name payments/api --query policyText --output text &gt; policy.json`",
                      "In policy.json name the accounts, or add a condition on aws:PrincipalOrgID, then: `aws ecr set-repository-policy --region us-east-1 --repository-name payments/api --policy-text file://policy.json`",
                      "Or delete the policy at once: `aws ecr delete-repository-policy --region us-east-1 --repository-name payments/api`"
                    ],
                    "keywords": ["ecr-policy-not-public", "CRITICAL", "111122223333"]
                  },
                  "metadata": {
                    "threadId": "arn:aws:ecr:us-east-1:111122223333:repository/payments/api",
                    "summary": "[CRITICAL] ECR payments/api is open to every AWS account (111122223333 us-east-1)",
                    "eventType": "OPENED",
                    "relatedResources": ["arn:aws:ecr:us-east-1:111122223333:repository/payments/api"],
                    "additionalContext": {
                      "account": "111122223333", "region": "us-east-1", "repository": "payments/api", "alertIds": "%s"
                    }
                  }
                }
                """.formatted(
                        id,
                        String.join(
                                "\\n",
                                "Account 111122223333, us-east-1, open since 2026-11-20 10:05:00 UTC.",
                                "*ecr-policy-not-public*: Any AWS account can read and change this repository.",
                                "• statement 1: `Sid \\\"AllowAll\\\" allows principal * without condition`",
                                "• statement 1 read: `ecr:BatchGetImage`",
                                "• statement 1 write: `ecr:PutImage`",
                                "Done by `arn:aws:sts::111122223333:assumed-role/Developer/alice using the AWS console from 203.0.113.12` with SetRepositoryPolicy at 2026-11-20 10:05:00 UTC.",
                                "To accept it for a time: the e-mail and the JSON alert hold the waiver to write.",
                                "<https://us-east-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=us-east-1|Open the repository>"),
                        id));
        assertThat(chat(alert)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, :large_yellow_circle:",
        "MEDIUM, :large_orange_circle:",
        "HIGH, :red_circle:",
        "CRITICAL, :rotating_light:"
    })
    void theTitleBeginsWithTheSeverity(Severity severity, String emoji) throws MalformedJson {
        assertThat(chat(AlertBuilder.opened().violation(AlertBuilder.NOT_PUBLIC, severity, "x"))
                        .text("content", "title"))
                .hasValueSatisfying(title -> assertThat(title).startsWith(emoji + " " + severity + ": "));
    }

    @Test
    void aResolvedAlertIsGreenAndHasNoSteps() throws MalformedJson {
        Json resolved = chat(AlertBuilder.resolved(Cause.FIXED).publicAccess());
        assertThat(resolved.text("content", "title"))
                .hasValue(
                        ":white_check_mark: RESOLVED: payments/api: Repository policy is not open to every AWS account");
        assertThat(resolved.members("content")).doesNotContainKey("nextSteps");
        assertThat(resolved.text("content", "description").orElseThrow())
                .contains("open from 2026-11-20 07:05:00 UTC for 3 h.", "(fixed)");
    }

    @ParameterizedTest
    @EnumSource
    void allAlertsOfARepositoryShareAThread(AlertStatus status) throws MalformedJson {
        assertThat(chat(AlertBuilder.opened().status(status).notScanned()).text("metadata", "threadId"))
                .isEqualTo(chat(AlertBuilder.opened().publicAccess()).text("metadata", "threadId"));
    }

    @Test
    void anUncertainCallerIsNamedOnlyAsTheCallerOfTheEventThatLedToTheEvaluation() throws MalformedJson {
        assertThat(description(AlertBuilder.opened().uncertain().publicAccess()))
                .contains(
                        "The actor is not known; found while handling SetRepositoryPolicy at 2026-11-20 10:05:00 UTC by `arn:aws:sts::111122223333:assumed-role/Developer/alice")
                .doesNotContain("Done by");
        assertThat(description(AlertBuilder.opened().withoutEvent().publicAccess()))
                .contains("The actor is not known; found in an evaluation without an event.");
    }

    @Test
    void aRuleThatCouldNotBeEvaluatedHasNoWaiverAndSaysSo() throws MalformedJson {
        AlertBuilder unknown = AlertBuilder.opened().coverageGap(AlertBuilder.SCANNING, Severity.MEDIUM, "denied");
        String why = "A rule that could not be evaluated cannot be waived.";
        assertThat(description(unknown)).contains(why).doesNotContain("the waiver to write");
        assertThat(Unwrapped.of(unknown.rendered().email())).contains("How to accept it for a time\n  " + why);
        assertThat(description(AlertBuilder.resolved(Cause.FIXED)
                        .coverageGap(AlertBuilder.SCANNING, Severity.MEDIUM, "denied")))
                .doesNotContain(why);
    }

    @Test
    void aStepIsACompleteCommandOrALinkToIt() throws MalformedJson {
        AlertBuilder longest =
                AlertBuilder.opened().named("a".repeat(256)).notEncrypted().publicAccess();
        assertThat(steps(longest)).isNotEmpty().allSatisfy(step -> {
            assertThat(step).hasSizeLessThanOrEqualTo(350);
            assertThat(step.chars().filter(c -> c == '`').count() % 2).isZero();
        });
        assertThat(steps(longest)).contains("The e-mail holds a command that is too long for chat.");
    }

    @Test
    void atMostFiveStepsAreOfferedAndNoneTwice() throws MalformedJson {
        AlertBuilder all = AlertBuilder.opened()
                .notEncrypted()
                .withoutPolicy()
                .publicAccess()
                .notScanned();
        assertThat(steps(all)).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
    }

    @Test
    void whereTheProofIsTooLongWholeLinesAreLeftOutWithAMarkAndTheLinkStays() throws MalformedJson {
        String[] facts = new String[400];
        for (int i = 0; i < facts.length; i += 2) {
            facts[i] = "statement " + i / 2;
            facts[i + 1] = "<&>".repeat(40);
        }
        String text = description(AlertBuilder.opened()
                .violation(AlertBuilder.NOT_PUBLIC, Severity.HIGH, "Any AWS account can read this repository.", facts));
        assertThat(text)
                .hasSizeBetween(7_000, 8_000)
                .contains("\n• [cut: the e-mail and the JSON alert hold the rest of the proof]\nDone by ")
                .endsWith("|Open the repository>");
        assertThat(text.lines().filter(line -> line.startsWith("• statement")))
                .isNotEmpty()
                .allMatch(line -> line.matches("• statement \\d+: `(&lt;&amp;&gt;){40}`"));
    }

    @Test
    void evidenceAndSummaryCannotBreakTheMessageLayout() throws MalformedJson {
        String text = description(AlertBuilder.opened()
                .violation(
                        AlertBuilder.NOT_PUBLIC,
                        Severity.HIGH,
                        "Sid `x` <!channel>",
                        "statement 1",
                        "`*bold* <https://example.com|x>`\n<!here>"));
        assertThat(text)
                .contains("Sid 'x' &lt; !channel&gt;")
                .contains("• statement 1: `'*bold* &lt;https[:]//example.com|x&gt;' &lt; !here&gt;`");
    }

    @Test
    void aMessageNamesItsAccountRegionAndRepositoryForFilters() {
        AlertMessage message = AlertBuilder.opened().publicAccess().notScanned().rendered();
        assertThat(message.labels())
                .isEqualTo(Map.of(
                        "severity", "CRITICAL",
                        "status", "OPENED",
                        "accountId", "111122223333",
                        "region", "us-east-1",
                        "repository", "payments/api"));
        assertThat(message.lists().get("ruleIds")).containsExactly(AlertBuilder.NOT_PUBLIC, AlertBuilder.SCANNING);
        assertThat(Optional.of(message.lists().get("alertIds")))
                .hasValueSatisfying(ids -> assertThat(ids).hasSize(2));
    }
}
