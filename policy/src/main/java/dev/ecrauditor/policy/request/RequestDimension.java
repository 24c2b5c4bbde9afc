package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A part of a request that varies independently: its keys and all its candidates. The candidates for which a condition
 * holds are computed once and cached, with one bit for each candidate.
 */
public final class RequestDimension {

    private final Set<ConditionKey> keys;
    private final List<Candidate> candidates;
    private final boolean complete;
    private final BitSet all;
    private final Map<RequestConstraint, BitSet> constrained = new LinkedHashMap<>();
    private final Map<Object, BitSet> known = new HashMap<>();

    /**
     * @param keys condition keys that vary together
     * @param complete false when there are more candidates than these
     */
    public RequestDimension(Set<ConditionKey> keys, List<Candidate> candidates, boolean complete) {
        this.keys = keys;
        this.candidates = candidates;
        this.complete = complete;
        this.all = new BitSet(candidates.size());
        all.set(0, candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            for (RequestConstraint constraint : candidates.get(i).constraints()) {
                constrained
                        .computeIfAbsent(constraint, first -> new BitSet(candidates.size()))
                        .set(i);
            }
        }
    }

    public Set<ConditionKey> keys() {
        return keys;
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    /** True when every possibility has a candidate that represents it. */
    public boolean isComplete() {
        return complete;
    }

    /** The constraints of all candidates, in the order of the candidates. */
    public Set<RequestConstraint> constraints() {
        return constrained.keySet();
    }

    /** The candidates for which a condition holds; computed once for each key. */
    public BitSet matching(Object key, Predicate<Candidate> predicate) {
        BitSet answer = known.get(key);
        if (answer == null) {
            answer = matching(predicate);
            known.put(key, answer);
        }
        return answer;
    }

    /** All candidates; not to be changed. */
    public BitSet all() {
        return all;
    }

    /** The candidates with no other constraints than these. */
    public BitSet constrainedBy(Predicate<RequestConstraint> constraints) {
        BitSet answer = (BitSet) all.clone();
        for (Map.Entry<RequestConstraint, BitSet> entry : constrained.entrySet()) {
            if (!constraints.test(entry.getKey())) {
                answer.andNot(entry.getValue());
            }
        }
        return answer;
    }

    /** The candidates for which a predicate holds that depends on more than the candidate; not cached. */
    public BitSet matching(Predicate<Candidate> predicate) {
        BitSet answer = new BitSet(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            if (predicate.test(candidates.get(i))) {
                answer.set(i);
            }
        }
        return answer;
    }
}
