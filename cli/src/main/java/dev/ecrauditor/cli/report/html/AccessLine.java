package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.rule.Severity;
import java.util.List;
import java.util.Optional;

/**
 * An open access path as the page shows it.
 *
 * @param outsider who, in words
 * @param via what opens it, as in "repository policy"
 * @param effects what they can do, as in "pull images"
 * @param severity empty for information
 * @param target which repositories, in words
 * @param proof how it is known
 */
public record AccessLine(
        String outsider, String via, String effects, Optional<Severity> severity, String target, Proof proof) {

    /**
     * How a path is known.
     *
     * @param sentence who can do what to which repositories
     * @param details further sentences: the source, an example request, how certain it is, what is assumed
     */
    public record Proof(String sentence, List<String> details) {

        public Proof {
            details = List.copyOf(details);
        }
    }

    /** The same without what cannot be seen. */
    AccessLine shown() {
        return new AccessLine(
                ShownText.of(outsider),
                via,
                ShownText.of(effects),
                severity,
                ShownText.of(target),
                new Proof(
                        ShownText.of(proof.sentence()),
                        proof.details().stream().map(ShownText::of).toList()));
    }

    /** Higher is worse. */
    int rank() {
        return severity.map(Enum::ordinal).orElse(-1);
    }
}
