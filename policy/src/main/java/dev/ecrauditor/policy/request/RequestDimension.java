package dev.ecrauditor.policy.request;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A part of a request that varies by itself: its keys, and every way it can be. What holds for which of them is found once and kept,
 * a bit for each candidate.
 */
public final class RequestDimension {

    private final Set<String> keys;
    private final List<Candidate> candidates;
    private final boolean complete;
    private final BitSet all;
    private final Map<RequestConstraint, BitSet> constrained = new LinkedHashMap<>();
    private final Map<Object, BitSet> known = new HashMap<>();

    /**
     * @param keys condition keys in lower case that vary together
     * @param complete false when there are more ways than these
     */
    public RequestDimension(Set<String> keys, List<Candidate> candidates, boolean complete) {
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

    public Set<String> keys() {
        return keys;
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    /** True when some candidate stands for every way there is. */
    public boolean isComplete() {
        return complete;
    }

    /** What some candidate is tied to, in the order of the candidates. */
    public Set<RequestConstraint> constraints() {
        return constrained.keySet();
    }

    /** Those of which the question about a condition is true; asked once. */
    public BitSet matching(Object asked, Predicate<Candidate> question) {
        BitSet answer = known.get(asked);
        if (answer == null) {
            answer = matching(question);
            known.put(asked, answer);
        }
        return answer;
    }

    /** All of them; not to be changed. */
    public BitSet all() {
        return all;
    }

    /** Those with no other ties than these. */
    public BitSet constrainedBy(Predicate<RequestConstraint> constraints) {
        BitSet answer = (BitSet) all.clone();
        for (Map.Entry<RequestConstraint, BitSet> those : constrained.entrySet()) {
            if (!constraints.test(those.getKey())) {
                answer.andNot(those.getValue());
            }
        }
        return answer;
    }

    /** Those of which a question is true that depends on more than the candidate. */
    public BitSet matching(Predicate<Candidate> question) {
        BitSet answer = new BitSet(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            if (question.test(candidates.get(i))) {
                answer.set(i);
            }
        }
        return answer;
    }
}
