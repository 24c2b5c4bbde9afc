package dev.ecrauditor.rule.registry;

import dev.ecrauditor.rule.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with the repositories that ECR will create.
 *
 * @param kind what is wrong, in the words of the summary
 * @param source where it comes from
 * @param facts what was read
 * @param option the option of the command that corrects it
 */
record TemplateFlaw(Kind kind, Severity severity, Source source, Map<String, String> facts, String option) {

    TemplateFlaw {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * A template, or a cache rule without one.
     *
     * @param what what it is, as in "template" or "cache rule"
     */
    record Source(String what, String prefix) {

        @Override
        public String toString() {
            return what + " " + prefix;
        }
    }

    /** The kinds in the order of reports. */
    enum Kind {
        POLICY("a repository policy that gives others access"),
        ENCRYPTION("no customer managed key"),
        TAGS("mutable tags"),
        NO_TEMPLATE("AES256, mutable tags and no repository policy, as no template covers them");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
