package dev.ecrauditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new rule is a class with its card, its test, its page and a line in RuleRegistry; nothing else knows a rule by name. */
class NewRuleTest {

    private static final List<Path> MAIN_CODE = List.of(
            Path.of("src/main"),
            Path.of("../policy/src/main"),
            Path.of("../cli/src/main"),
            Path.of("../infra-cdk/src/main"),
            Path.of("../local-aws/src/main"));

    private static final RuleRegistry EVERY = RuleCatalog.every(RuleOptions.of(Duration.ZERO));

    @Test
    void noOtherMainCodeKnowsARuleByItsIdOrItsClass() {
        for (AuditRule rule : EVERY.rules()) {
            String own = rule.getClass().getSimpleName();
            assertThat(filesThatMention(rule.metadata().id()))
                    .as("mention %s", rule.metadata().id())
                    .containsExactly(own + ".java");
            assertThat(filesThatMention("new " + own + "(")).as("make %s", own).containsExactly("RuleCatalog.java");
        }
    }

    @Test
    void everyRuleHasItsTestAndItsPage() {
        for (AuditRule rule : EVERY.rules()) {
            assertThat(Path.of("src/test/java", rule.getClass().getName().replace('.', '/') + "Test.java"))
                    .exists();
            assertThat(Path.of("../docs/rules", rule.metadata().id() + ".md")).exists();
        }
    }

    @Test
    void aRegisteredRuleIsEvaluatedStoredAndPublishedWithoutOtherChanges() {
        List<AuditRule> rules =
                new ArrayList<>(RuleCatalog.standard(Duration.ZERO).rules());
        rules.add(new NameIsShort());
        RuleRegistry registry = new RuleRegistry(rules);
        RepositorySnapshot repository = repositoryWithALongName();
        Subject subject = Subject.of(repository.arn());

        Evaluation seen = new Evaluation(
                Optional.of(new Evaluation.Result(repository, registry.evaluate(repository))),
                Optional.empty(),
                repository.readAt());
        SubjectRecord next = new Transition(RemediationMode.OFF, "remediation")
                .apply(SubjectRecord.notEvaluated(subject), seen, List.of())
                .record();
        InMemoryFindingStore store =
                new InMemoryFindingStore(List.of(SubjectRecordJson.read(SubjectRecordJson.write(next))));

        List<AlertFacts> facts = store.load(subject).orElseThrow().outbox().stream()
                .map(AlertFacts.class::cast)
                .filter(fact -> fact.finding().ruleId().equals(NameIsShort.METADATA.id()))
                .toList();
        AlertMessage message = AlertRenderer.render(Alert.of(subject, facts, registry, repository.readAt()));
        assertThat(message.subject()).contains(NameIsShort.METADATA.problem());
        assertThat(message.email()).contains(NameIsShort.METADATA.id(), "45 characters");
        assertThat(message.chat()).contains(NameIsShort.METADATA.id());
        assertThat(message.json()).contains(NameIsShort.METADATA.title());
    }

    /** A rule made up for this test. */
    private static final class NameIsShort implements RepositoryRule {

        private static final RuleMetadata METADATA = new RuleMetadata(
                "ecr-name-short",
                "Repository has a short name",
                "has a long name",
                "Long names are hard to read.",
                List.of("aws ecr create-repository --region {region} --repository-name SHORT"),
                Severity.LOW,
                Setting.ENCRYPTION,
                List.of("ecr:DescribeRepositories"),
                List.of());

        @Override
        public RuleMetadata metadata() {
            return METADATA;
        }

        @Override
        public Verdict evaluate(RepositorySnapshot repository) {
            int length = repository.arn().name().length();
            return length <= 40
                    ? new Verdict.Pass()
                    : new Verdict.Fail(
                            METADATA.severity(),
                            new Evidence("The name is long.", Map.of("length", length + " characters")));
        }
    }

    private static RepositorySnapshot repositoryWithALongName() {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        return new RepositorySnapshot(
                RepositoryArn.of("aws", "us-east-1", "111122223333", "a".repeat(45))
                        .orElseThrow(),
                new RepositorySnapshot.Creation(now.minus(Duration.ofDays(1))),
                now,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Absent<>(),
                new RepositorySnapshot.ScanSettings(
                        true,
                        new Reading.Known<>(new EffectiveScanning(
                                true, "SCAN_ON_PUSH", "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
    }

    private static List<String> filesThatMention(String text) {
        return MAIN_CODE.stream()
                .flatMap(NewRuleTest::javaFiles)
                .filter(file -> read(file).contains(text))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
