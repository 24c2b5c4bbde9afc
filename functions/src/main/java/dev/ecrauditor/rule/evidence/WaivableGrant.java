package dev.ecrauditor.rule.evidence;

import java.util.List;

/**
 * Access as an entry of {@code waivers[].grants} in the settings file names it.
 *
 * @param principals account ids, organization ids, names of AWS services and networks; {@code *} for everybody
 * @param actions what they can do
 */
public record WaivableGrant(List<String> principals, List<String> actions) {

    /** The name of those who have none of their own. */
    public static final String EVERYBODY = "*";

    /** In place of more access than fits: no waiver can name it. */
    static final WaivableGrant TOO_MUCH = new WaivableGrant(List.of("?"), List.of("?"));

    public WaivableGrant {
        principals = List.copyOf(principals);
        actions = List.copyOf(actions);
    }
}
