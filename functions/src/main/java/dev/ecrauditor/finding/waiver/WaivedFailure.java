package dev.ecrauditor.finding.waiver;

import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.settings.Waiver;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a failing rule found, of which waivers may cover a part or everything.
 *
 * @param whole what it found
 * @param remaining the verdict without what is waived: a failure where something is left, Unknown where it is not known
 *     whether something is left, else Pass
 * @param waivers those that cover something; none where nothing is waived
 * @param afterFirstEnd the verdict without what the others cover, when the first of them has ended
 * @param facts what they cover, in words
 */
public record WaivedFailure(
        Verdict.Fail whole, Verdict remaining, Verdict afterFirstEnd, List<Waiver> waivers, Map<String, String> facts) {

    public WaivedFailure {
        waivers = List.copyOf(waivers);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A failure of which nothing is waived. */
    public static WaivedFailure nothing(Verdict.Fail fail) {
        return new WaivedFailure(fail, fail, fail, List.of(), Map.of());
    }

    /** What is left to be reported; empty where everything is waived. */
    public Optional<Verdict.Fail> reported() {
        return remaining instanceof Verdict.Fail fail ? Optional.of(fail) : Optional.empty();
    }

    /** What is reported when the first waiver has ended; everything where that is not known. */
    public Verdict.Fail reportedAfterFirstEnd() {
        return afterFirstEnd instanceof Verdict.Fail fail ? fail : whole;
    }

    /** The waiver that ends first; then there is more to be reported. */
    public Optional<Waiver> firstToEnd() {
        return waivers.stream().min(Comparator.comparing(Waiver::expires));
    }
}
