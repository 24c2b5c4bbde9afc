package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Faults;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.Observer;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.Registry;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads ECR as the adapter does, in two calls: DescribeRepositories, unless a listing answered it, and the policy. Changes can
 * occur between them, so a snapshot can mix two moments, even two repositories of one name.
 */
final class Reader implements RepositoryReader {

    static final long STALENESS = 2 * Timeline.MINUTE;
    private static final Encryption AES256 = new Encryption("AES256", Optional.empty(), new Reading.Absent<>());
    private static final Encryption CUSTOMER_KEY = customerKey();
    private static final Reading<EffectiveScanning> SCANNED = scanning(true, "SCAN_ON_PUSH");
    private static final Reading<EffectiveScanning> UNSCANNED = scanning(false, "MANUAL");

    private final Invocation invocation;
    private final Listed listed;
    private final RememberedSettings recent;
    private final Registry registry;
    private final Timeline timeline;
    private final Faults faults;
    private final Observer observer;

    /** What was read before: of the invocation, and of the instance of the function that it runs in. */
    record Memory(Listed listed, RememberedSettings recent) {}

    Reader(Invocation invocation, World world, Memory memory) {
        this.invocation = invocation;
        this.listed = memory.listed();
        this.recent = memory.recent();
        this.registry = world.registry();
        this.timeline = world.timeline();
        this.faults = world.faults();
        this.observer = world.observer();
    }

    /** All of it now. */
    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn arn) {
        return read(arn, Instant.MAX);
    }

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn arn, Instant since) {
        Reading<RepositoryState> described =
                invocation.call(new Call<>(Port.ECR_DESCRIBE, arn.name(), () -> describe(arn)));
        if (invocation.isLive()) {
            observe(arn, described);
        }
        if (described instanceof Reading.Unreadable<RepositoryState> refused) {
            return new Reading.Unreadable<>(refused.permission(), refused.problem());
        }
        if (!(described instanceof Reading.Known<RepositoryState> known)) {
            return new Reading.Absent<>();
        }
        return complete(arn, known.value(), new Times(invocation.instant(), since));
    }

    @Override
    public Optional<RepositorySnapshot> readListed(RepositoryArn arn, Instant since) {
        Optional<RepositoryState> described = listed.find(arn, since);
        if (described.isEmpty()) {
            return Optional.empty();
        }
        if (invocation.isLive()) {
            observer.listedRead(
                    invocation, Subject.of(arn), described, listed.asked().time());
        }
        return complete(arn, described.get(), new Times(listed.asked().since(), since))
                        instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(known.value())
                : Optional.empty();
    }

    /**
     * @param described when the repository was described
     * @param since when what repositories share was asked for at the earliest
     */
    private record Times(Instant described, Instant since) {}

    private Reading<RepositorySnapshot> complete(RepositoryArn arn, RepositoryState state, Times times) {
        Optional<RepositoryState> then = invocation.call(
                new Call<>(Port.ECR_POLICY, arn.name(), () -> registry.at(arn, timeline.now() - staleness())));
        if (then.isEmpty()) {
            if (invocation.isLive()) {
                observer.repositoryRead(invocation, Subject.of(arn), then);
            }
            return new Reading.Absent<>(); // as the adapter does when the repository is gone
        }
        if (invocation.isLive()) {
            observer.policyRead(invocation, Subject.of(arn), then.get());
        }
        Optional<PolicyText> policy = then.get().policy();
        int version = settingsVersion(times.since());
        if (invocation.isLive()) {
            observer.settingsUsed(invocation, Subject.of(arn), version);
        }
        return new Reading.Known<>(new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(Timeline.instant(state.createdAt())),
                times.described(),
                state.customerKey() ? CUSTOMER_KEY : AES256,
                policy.<Reading<RepositoryPolicy>>map(text -> new Reading.Known<>(text.policy()))
                        .orElseGet(Reading.Absent::new),
                new RepositorySnapshot.ScanSettings(state.scanOnPush(), state.scanOnPush() ? SCANNED : UNSCANNED),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE)));
    }

    private Reading<RepositoryState> describe(RepositoryArn arn) {
        if (registry.refuses()) {
            return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies describing the repository");
        }
        Optional<RepositoryState> answer = registry.at(arn, timeline.now() - staleness());
        return answer.<Reading<RepositoryState>>map(Reading.Known::new).orElseGet(Reading.Absent::new);
    }

    /** What the function received; an answer that came too late for it does not count. */
    private void observe(RepositoryArn arn, Reading<RepositoryState> described) {
        if (described instanceof Reading.Unreadable<RepositoryState>) {
            observer.refused(invocation, Subject.of(arn));
        } else {
            observer.repositoryRead(
                    invocation,
                    Subject.of(arn),
                    described instanceof Reading.Known<RepositoryState> known
                            ? Optional.of(known.value())
                            : Optional.empty());
        }
    }

    /** The settings of the registry, as the adapter asks for them and remembers them; no rule here depends on them. */
    private int settingsVersion(Instant since) {
        Instant asked = invocation.instant();
        Optional<Integer> known = invocation.once(() -> recent.find(since, asked));
        if (known.isPresent()) {
            return known.get();
        }
        int answer = invocation.call(
                new Call<>(Port.ECR_REGISTRY, "settings", () -> registry.settingsVersion(timeline.now())));
        return invocation.once(() -> recent.remember(answer, asked));
    }

    private long staleness() {
        return faults.happens(Fault.STALE_READ) ? faults.upTo(STALENESS) : 0;
    }

    private static Encryption customerKey() {
        String arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        return new Encryption(
                "KMS", Optional.of(arn), new Reading.Known<>(new KeySnapshot(arn, "CUSTOMER", "Enabled")));
    }

    private static Reading<EffectiveScanning> scanning(boolean scanned, String frequency) {
        return new Reading.Known<>(
                new EffectiveScanning(scanned, frequency, "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG));
    }
}
