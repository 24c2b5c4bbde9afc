package dev.ecrauditor.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers of AWS about facts that many repositories share, used again for a minute. The caller says since when a fact
 * must have been asked for: each instance of a function remembers other answers, and none learns of a change that another
 * has seen.
 *
 * @param <K> what was asked about
 * @param <V> the answer
 */
public final class RecentAnswers<K, V> {

    /** How long an answer is used without asking again. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    /** From this number on, those asked for first are forgotten. */
    static final int MOST = 1_000;

    private final InstantSource clock;
    private final Predicate<V> isKept;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

    private record Entry<V>(V answer, Instant asked) {

        boolean isUsable(Instant since, Instant now) {
            return !asked.isBefore(since) && now.isBefore(asked.plus(LIFETIME));
        }
    }

    /** Keeps every answer. */
    public RecentAnswers(InstantSource clock) {
        this(clock, answer -> true);
    }

    /**
     * @param isKept whether an answer may be used again
     */
    public RecentAnswers(InstantSource clock, Predicate<V> isKept) {
        this.clock = clock;
        this.isKept = isKept;
    }

    /**
     * An answer, at most {@link #LIFETIME} old.
     *
     * @param since what was asked for before is asked for again
     * @param source asks AWS; what it throws is thrown, and nothing is remembered
     */
    public V get(K key, Instant since, Supplier<V> source) {
        Instant asked = clock.instant();
        Optional<Entry<V>> known = known(key).filter(entry -> entry.isUsable(since, asked));
        if (known.isPresent()) {
            return known.get().answer();
        }
        // Outside the lock: an account that answers slowly does not hold up the others.
        V answer = source.get();
        if (isKept.test(answer)) {
            remember(key, new Entry<>(answer, asked));
        }
        return answer;
    }

    private synchronized Optional<Entry<V>> known(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** An answer that was overtaken by a later one is not used again. */
    private synchronized void remember(K key, Entry<V> entry) {
        Optional<Entry<V>> known = known(key);
        if (known.filter(later -> later.asked().isAfter(entry.asked())).isPresent()) {
            return;
        }
        entries.remove(key);
        entries.put(key, entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
