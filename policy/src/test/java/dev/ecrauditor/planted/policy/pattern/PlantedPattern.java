package dev.ecrauditor.planted.policy.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import dev.ecrauditor.policy.document.Policy;
import java.util.regex.Pattern;

/** Violates several architecture rules, so that a test can show that they can fail. */
public final class PlantedPattern {

    /** Uses a package above its own, a library reserved for another package, and regular expressions. */
    boolean use(Policy policy, JsonFactory json) {
        return policy.version().matches(json.getFormatName())
                || Pattern.compile(policy.version()).matcher("").matches();
    }
}
