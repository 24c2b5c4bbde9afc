package dev.ecrauditor.settings;

import java.util.List;

/**
 * Roles whose findings of some rules are published in one digest a day.
 *
 * @param roles ARNs of roles, each with its account; {@code *} stands for any text in a name and {@code ?} for one
 *     character
 * @param rules rule ids
 * @param reason why, as written in the settings
 */
public record QuietActor(List<String> roles, List<String> rules, String reason) {

    public QuietActor {
        roles = List.copyOf(roles);
        rules = List.copyOf(rules);
    }
}
