package dev.ecrauditor.infra.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The external principals that are meant to have access to repositories.
 *
 * @param accounts account ids
 * @param organizations organization ids
 */
public record TrustedParties(List<String> accounts, List<String> organizations) {

    /** No trusted parties. */
    public static final TrustedParties NOBODY = new TrustedParties(List.of(), List.of());

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    public TrustedParties {
        accounts = checked("trustedAccounts", accounts, ACCOUNT, "an account id", "111122223333,444455556666");
        organizations =
                checked("trustedOrganizations", organizations, ORGANIZATION, "an organization id", "o-a1b2c3d4e5");
    }

    private static List<String> checked(String name, List<String> ids, Pattern form, String what, String example) {
        for (String id : ids) {
            if (!form.matcher(id).matches()) {
                throw new UsageException("context value %s: '%s' is not %s; write it like -c %s=%s"
                        .formatted(name, id, what, name, example));
            }
        }
        return ids.stream().distinct().toList();
    }
}
