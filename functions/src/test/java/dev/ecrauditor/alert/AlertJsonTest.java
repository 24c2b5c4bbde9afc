package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertJsonTest {

    private static Json json(AlertBuilder alert) throws MalformedJson {
        return JsonReader.read(alert.rendered().json());
    }

    @Test
    void aCompleteAlertHasTheDocumentedJson() throws MalformedJson {
        AlertBuilder alert = AlertBuilder.opened().notScanned();
        String alertId = alert.rendered().lists().get("alertIds").get(0);
        assertThat(json(alert)).isEqualTo(JsonReader.read("""
                        {
                          "schema": 1,
                          "status": "OPENED",
                          "severity": "MEDIUM",
                          "headline": "payments/api does not scan pushed images",
                          "resource": {
                            "type": "repository",
                            "arn": "arn:aws:ecr:us-east-1:111122223333:repository/payments/api",
                            "accountId": "111122223333",
                            "region": "us-east-1",
                            "repository": "payments/api",
                            "consoleUrl": "https://us-east-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=us-east-1"
                          },
                          "findings": [{
                            "alertId": "%s",
                            "findingId": "%s",
                            "ruleId": "ecr-scan-on-push",
                            "kind": "VIOLATION",
                            "title": "Images are scanned when pushed",
                            "why": "Without a scan, known vulnerabilities reach deployment unseen.",
                            "severity": "MEDIUM",
                            "setBy": {
                              "eventId": "9a1b-77",
                              "eventName": "SetRepositoryPolicy",
                              "eventTime": "2026-11-20T10:05:00Z",
                              "principalArn": "arn:aws:sts::111122223333:assumed-role/Developer/alice",
                              "roleName": "Developer",
                              "sourceAddress": "203.0.113.12",
                              "tool": "CONSOLE"
                            },
                            "openedAt": "2026-11-20T10:05:00Z",
                            "summary": "Pushed images are not scanned.",
                            "evidence": [{"name": "scanOnPush", "value": "false"}],
                            "fix": [
                              "# Where the registry has no scanning rules:",
                              "aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api --image-scanning-configuration scanOnPush=true",
                              "# Where it has, a rule must match, and the flag decides nothing:",
                              "aws ecr get-registry-scanning-configuration --region us-east-1"
                            ],
                            "fixKind": "COMMAND"
                          }],
                          "event": {
                            "eventId": "9a1b-77",
                            "eventName": "SetRepositoryPolicy",
                            "eventTime": "2026-11-20T10:05:00Z",
                            "caller": {
                              "principalArn": "arn:aws:sts::111122223333:assumed-role/Developer/alice",
                              "roleName": "Developer",
                              "sourceAddress": "203.0.113.12",
                              "tool": "CONSOLE"
                            }
                          },
                          "setBy": {
                            "principalArn": "arn:aws:sts::111122223333:assumed-role/Developer/alice",
                            "roleName": "Developer",
                            "sourceAddress": "203.0.113.12",
                            "tool": "CONSOLE"
                          },
                          "waiver": "- rules: [ecr-scan-on-push]\\n  accounts: ['111122223333']\\n  repositories: ['payments/api']\\n  owner: ''  # the person or team that accepts it\\n  reason: ''  # why it is accepted\\n  expires: YYYY-MM-DD  # the last day, after which it is reported again\\n",
                          "evaluatedAt": "2026-11-20T10:05:45Z",
                          "publishedAt": "2026-11-20T10:06:00Z",
                          "detectionDelaySeconds": 60
                        }
                        """.formatted(alertId, alertId.substring(0, 32))));
    }

    @Test
    void anUncertainCallerIsLeftOutButTheEventIsNot() throws MalformedJson {
        Json alert = json(AlertBuilder.opened().uncertain().notScanned());
        assertThat(alert.at("setBy").isAbsent()).isTrue();
        assertThat(alert.items("findings").get(0).at("setBy").isAbsent()).isTrue();
        assertThat(alert.text("event", "caller", "roleName")).hasValue("Developer");
        assertThat(alert.text("event", "eventId")).hasValue("9a1b-77");
    }

    @Test
    void withoutAnEventThereIsNoDelay() throws MalformedJson {
        Json alert = json(AlertBuilder.opened().withoutEvent().notScanned());
        assertThat(alert.members()).doesNotContainKeys("event", "setBy", "detectionDelaySeconds");
    }

    @Test
    void onlyAResolvedFindingHasACause() throws MalformedJson {
        Json resolved = json(AlertBuilder.resolved(Cause.DELETED).notScanned());
        assertThat(resolved.items("findings").get(0).text("cause")).hasValue("DELETED");
        Json opened = json(AlertBuilder.opened().notScanned());
        assertThat(opened.items("findings").get(0).members()).doesNotContainKey("cause");
    }

    @Test
    void findingsAreInRegistryOrderWithTheHighestSeverity() throws MalformedJson {
        Json alert = json(AlertBuilder.opened().notScanned().publicAccess().withoutPolicy());
        assertThat(alert.items("findings").stream().flatMap(finding -> finding.text("ruleId").stream()))
                .containsExactly(AlertBuilder.PRESENT, AlertBuilder.NOT_PUBLIC, AlertBuilder.SCANNING);
        assertThat(alert.text("severity")).hasValue("CRITICAL");
    }

    @Test
    void untrustedTextIsKeptUnchanged() throws MalformedJson {
        String hostile = "<!channel> \u202e\u0000\n\uD83D `@here` https://example.com";
        Actor actor = new Actor(Optional.of(hostile), Optional.of(hostile), Optional.of(hostile), Actor.Tool.UNKNOWN);
        AlertBuilder alert = AlertBuilder.opened()
                .event(new EventSummary(hostile, "SetRepositoryPolicy", AlertBuilder.CALLED_AT, actor))
                .violation(AlertBuilder.NOT_PUBLIC, Severity.HIGH, hostile, "statement 1", hostile);
        String text = alert.rendered().json();
        assertThat(text.chars()).allMatch(c -> c >= ' ' && c <= '~');
        Json read = JsonReader.read(text);
        assertThat(read.text("event", "eventId")).hasValue(hostile);
        assertThat(read.text("setBy", "principalArn")).hasValue(hostile);
        assertThat(read.items("findings").get(0).items("evidence").get(0).text("value"))
                .hasValue(hostile);
        assertThat(read.items("findings").get(0).text("summary")).hasValue(hostile);
    }
}
