package dev.ecrauditor.finding.record;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a record keeps of a repository's policy: its last outline, and, for an hour, which policies were read and which
 * calls were reported as withdrawn.
 *
 * @param last the outline of the policy when it could last be read
 * @param read marks of policies and when they were last read, oldest first
 * @param reported ids of events and when their policy was reported as withdrawn, oldest first
 */
public record PolicyHistory(Optional<PolicyOutline> last, Map<String, Instant> read, Map<String, Instant> reported) {

    /** Nothing read yet. */
    public static final PolicyHistory NONE = new PolicyHistory(Optional.empty(), Map.of(), Map.of());

    /** The policy of an older call is no longer reported, so nothing older is kept. */
    public static final Duration HOUR = Duration.ofHours(1);

    /** So many fit the record; of more, the latest are kept. */
    static final int MOST = 50;

    public PolicyHistory {
        read = Collections.unmodifiableMap(new LinkedHashMap<>(read));
        reported = Collections.unmodifiableMap(new LinkedHashMap<>(reported));
    }

    /** Equal for policies that differ only in what AWS changes when it stores one. */
    static String mark(RepositoryPolicy policy) {
        return FindingKey.sha256(policy.meaning()).substring(0, 32);
    }

    public PolicyHistory withRead(RepositorySnapshot repository, Instant at) {
        Map<String, Instant> now = since(read, at.minus(HOUR));
        if (repository.policy() instanceof Reading.Known<RepositoryPolicy> known) {
            put(now, mark(known.value()), at);
        }
        Optional<PolicyOutline> next = PolicyOutline.of(repository).or(() -> last);
        return new PolicyHistory(next, now, since(reported, at.minus(HOUR)));
    }

    public PolicyHistory withReported(String eventId, Instant at) {
        Map<String, Instant> now = new LinkedHashMap<>(reported);
        put(now, FindingKey.sha256(eventId).substring(0, 32), at);
        return new PolicyHistory(last, read, now);
    }

    public boolean hasReported(String eventId) {
        return reported.containsKey(FindingKey.sha256(eventId).substring(0, 32));
    }

    /** True when an evaluation at or after this time found this policy. */
    public boolean hasRead(RepositoryPolicy policy, Instant time) {
        Instant at = read.get(mark(policy));
        return at != null && !at.isBefore(time);
    }

    private static Map<String, Instant> since(Map<String, Instant> times, Instant oldest) {
        Map<String, Instant> kept = new LinkedHashMap<>(times);
        kept.values().removeIf(at -> at.isBefore(oldest));
        return kept;
    }

    private static void put(Map<String, Instant> times, String key, Instant at) {
        times.remove(key);
        times.put(key, at);
        if (times.size() > MOST) {
            times.remove(times.keySet().iterator().next());
        }
    }
}
