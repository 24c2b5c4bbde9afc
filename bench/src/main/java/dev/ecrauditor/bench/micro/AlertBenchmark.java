package dev.ecrauditor.bench.micro;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to render an alert in every form: subject, e-mail, chat message, JSON, attributes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class AlertBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"AllowPull\","
            + "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"ecr:BatchGetImage\",\"ecr:PutImage\"]}]}";

    private final RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
    private final RepositoryArn arn = new RepositoryArn("aws", "us-east-1", LargePolicies.OWNER, "team/service");
    private List<AlertFacts> facts = List.of();

    /** A repository that is public, not scanned, not encrypted by a customer managed key, and has mutable tags. */
    @Setup
    public void alert() {
        RepositorySnapshot snapshot = new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(NOW.minus(Duration.ofDays(100))),
                NOW,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Known<>(RepositoryPolicy.of(POLICY)),
                new RepositorySnapshot.ScanSettings(
                        false,
                        new Reading.Known<>(new EffectiveScanning(
                                false, "MANUAL", "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(TagMutability.MUTABLE));
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(snapshot, rules.evaluate(snapshot))), Optional.empty(), NOW);
        TransitionResult result = new Transition(RemediationMode.OFF, "")
                .apply(SubjectRecord.notEvaluated(Subject.of(arn)), evaluation, List.of());
        facts = result.alerts();
        if (facts.size() < 3) {
            throw new IllegalStateException("the repository has only these alerts: " + facts);
        }
    }

    @Benchmark
    public AlertMessage render() {
        return AlertRenderer.render(Alert.of(Subject.of(arn), facts, rules, NOW));
    }
}
