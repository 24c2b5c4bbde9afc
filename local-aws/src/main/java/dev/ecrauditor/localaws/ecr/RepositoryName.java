package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.Fields;
import java.util.regex.Pattern;

/** The repository names that ECR accepts. */
final class RepositoryName {

    private static final int SHORTEST = 2;
    private static final int LONGEST = 256;
    private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern FORM = Pattern.compile(PART + "(/" + PART + ")*");

    private RepositoryName() {}

    /** Reads the member {@code repositoryName}, and rejects what ECR rejects. */
    static String read(Fields fields) {
        String name = fields.text("repositoryName");
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            throw fields.refuse("repositoryName", "must have between " + SHORTEST + " and " + LONGEST + " characters");
        }
        if (!FORM.matcher(name).matches()) {
            throw fields.refuse("repositoryName", "must satisfy regular expression '" + FORM.pattern() + "'");
        }
        return name;
    }
}
