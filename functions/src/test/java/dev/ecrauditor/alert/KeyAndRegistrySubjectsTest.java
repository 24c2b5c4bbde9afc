package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The subject of an e-mail about a key or a registry names it whole, and the whole problem, in the longest Region too. */
class KeyAndRegistrySubjectsTest {

    private static final String ACCOUNT = "111122223333";
    private static final String LONGEST_REGION = "ap-southeast-1";
    private static final String PLACE = " (" + ACCOUNT + " " + LONGEST_REGION + ")";
    private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final Subject KEY = new Subject.Key(ACCOUNT, LONGEST_REGION, KEY_ID);
    private static final Subject REGISTRY = new Subject.Registry(ACCOUNT, LONGEST_REGION);

    private static Stream<RuleMetadata> metadata(Class<? extends AuditRule> kind) {
        return AlertBuilder.RULES.rules().stream().filter(kind::isInstance).map(AuditRule::metadata);
    }

    static Stream<RuleMetadata> keyRules() {
        return metadata(KeyRule.class);
    }

    static Stream<RuleMetadata> registryRules() {
        return metadata(RegistryRule.class);
    }

    private static AlertFacts finding(
            Subject subject, RuleMetadata rule, Severity severity, AlertStatus status, FindingKey.Kind kind) {
        FindingKey key = new FindingKey(rule.id(), kind);
        return AlertFacts.of(key.findingId(subject, AlertBuilder.CALLED_AT) + "#1", key, status)
                .position(new OutboxPosition(1, 0))
                .severity(severity)
                .evidence(new Evidence("What was found.", Map.of()))
                .openedAt(AlertBuilder.CALLED_AT)
                .at(AlertBuilder.EVALUATED_AT)
                .build();
    }

    private static String subject(Subject subject, AlertFacts... findings) {
        return EmailText.subject(Alert.of(subject, List.of(findings), AlertBuilder.RULES, AlertBuilder.PUBLISHED_AT));
    }

    private static AlertFacts violation(Subject subject, RuleMetadata rule, AlertStatus status) {
        return finding(subject, rule, rule.severity(), status, FindingKey.Kind.VIOLATION);
    }

    @ParameterizedTest
    @MethodSource("keyRules")
    void aKeyAndItsProblemAreNotCut(RuleMetadata rule) {
        assertThat(subject(KEY, violation(KEY, rule, AlertStatus.OPENED)))
                .isEqualTo("[" + rule.severity() + "] ECR key " + KEY_ID + " " + rule.problem() + PLACE)
                .hasSizeLessThanOrEqualTo(99);
    }

    @ParameterizedTest
    @CsvSource({"CHANGED, CRITICAL", "REOPENED, CRITICAL", "ATTRIBUTED, ATTRIBUTED", "REMINDER, REMINDER"})
    void theStatusGivesWayBeforeTheKeyDoes(AlertStatus status, String badge) {
        RuleMetadata usable =
                AlertBuilder.RULES.metadata("ecr-encryption-key-usable").orElseThrow();
        assertThat(subject(KEY, violation(KEY, usable, status)))
                .isEqualTo("[" + badge + "] ECR key " + KEY_ID + " is unusable" + PLACE);
    }

    @Test
    void theNumberOfOtherProblemsGivesWayBeforeTheKeyDoes() {
        AlertFacts[] all =
                keyRules().map(rule -> violation(KEY, rule, AlertStatus.OPENED)).toArray(AlertFacts[]::new);
        assertThat(subject(KEY, all)).isEqualTo("[CRITICAL] ECR key " + KEY_ID + " is unusable" + PLACE);
    }

    @ParameterizedTest
    @MethodSource("keyRules")
    void aKeyThatCannotBeCheckedIsNotCut(RuleMetadata rule) {
        AlertFacts gap = finding(KEY, rule, rule.severity(), AlertStatus.OPENED, FindingKey.Kind.COVERAGE_GAP);
        assertThat(subject(KEY, gap))
                .isEqualTo("[" + rule.severity() + "] ECR key " + KEY_ID + " is unchecked" + PLACE);
    }

    /** Account and Region are the whole name of a registry, and stand in the subject anyway. */
    @ParameterizedTest
    @MethodSource("registryRules")
    void theProblemOfARegistryIsNotCutBesideOthers(RuleMetadata rule) {
        AlertFacts worst = finding(REGISTRY, rule, Severity.CRITICAL, AlertStatus.OPENED, FindingKey.Kind.VIOLATION);
        Stream<AlertFacts> others = registryRules()
                .filter(other -> !other.equals(rule))
                .map(other -> finding(REGISTRY, other, Severity.LOW, AlertStatus.OPENED, FindingKey.Kind.VIOLATION));
        assertThat(subject(REGISTRY, Stream.concat(Stream.of(worst), others).toArray(AlertFacts[]::new)))
                .isEqualTo("[CRITICAL] ECR registry " + rule.problem() + " +5 more" + PLACE)
                .hasSizeLessThanOrEqualTo(99);
    }

    @Test
    void aRegistryWithOneProblemIsNamedByItsAccountWhereThatFits() {
        Subject registry = new Subject.Registry(ACCOUNT, "us-east-1");
        RuleMetadata open =
                AlertBuilder.RULES.metadata("ecr-registry-policy-not-public").orElseThrow();
        assertThat(subject(registry, violation(registry, open, AlertStatus.OPENED)))
                .isEqualTo(
                        "[CRITICAL] ECR registry 111122223333 is open to every AWS account (111122223333 us-east-1)");
    }
}
