package dev.ecrauditor.planted.policy.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import dev.ecrauditor.policy.document.Policy;
import java.util.regex.Pattern;

/** Breaks the rules of the architecture at once, so that a test can show that they are able to fail. */
public final class PlantedPattern {

    /** Uses a package above its own, a library of another package, and regular expressions. */
    boolean use(Policy policy, JsonFactory json) {
        return policy.version().matches(json.getFormatName())
                || Pattern.compile(policy.version()).matcher("").matches();
    }
}
