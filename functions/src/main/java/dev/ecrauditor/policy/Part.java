package dev.ecrauditor.policy;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A part of a request that varies by itself: its keys, and every way it can be. What holds for which of them is found once and kept,
 * a bit for each candidate.
 */
final class Part {

    private final Set<String> keys;
    private final List<Candidate> candidates;
    private final BitSet untied;
    private final IdentityHashMap<Object, BitSet> known = new IdentityHashMap<>();

    /**
     * @param keys condition keys in lower case that vary together
     */
    Part(Set<String> keys, List<Candidate> candidates) {
        this.keys = keys;
        this.candidates = candidates;
        this.untied = those(candidate -> candidate.ties().isEmpty());
    }

    Set<String> keys() {
        return keys;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** Those of which the question about a statement or condition is true; asked once. */
    BitSet those(Object asked, Predicate<Candidate> question) {
        BitSet answer = known.get(asked);
        if (answer == null) {
            answer = those(question);
            known.put(asked, answer);
        }
        return answer;
    }

    /** Those with no other ties than these. */
    BitSet tiedBy(Predicate<Tie> ties) {
        BitSet answer = (BitSet) untied.clone();
        for (int i = untied.nextClearBit(0); i < candidates.size(); i = untied.nextClearBit(i + 1)) {
            answer.set(i, candidates.get(i).ties().stream().allMatch(ties));
        }
        return answer;
    }

    /** Those of which a question is true that depends on more than the candidate. */
    BitSet those(Predicate<Candidate> question) {
        BitSet answer = new BitSet(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            answer.set(i, question.test(candidates.get(i)));
        }
        return answer;
    }
}
