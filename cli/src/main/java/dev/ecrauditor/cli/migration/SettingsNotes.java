package dev.ecrauditor.cli.migration;

import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** The waivers and exclusions of a settings file that apply to the old name and not to the new one. */
final class SettingsNotes {

    private SettingsNotes() {}

    static List<String> of(Settings settings, RepositoryArn source, RepositoryArn target) {
        List<String> notes = new ArrayList<>();
        settings.waivers().stream()
                .filter(waiver -> isLost(waiver.scope(), source, target))
                .forEach(waiver -> notes.add("The waiver of " + String.join(", ", waiver.rules()) + " ("
                        + waiver.reason() + ") applies to " + source.name() + " and not to " + target.name()
                        + ": change it, or the finding of the target causes an alert."));
        settings.exclusions().stream()
                .filter(exclusion -> isLost(exclusion.scope(), source, target))
                .forEach(exclusion -> notes.add("The exclusion from remediation (" + exclusion.reason()
                        + ") applies to " + source.name() + " and not to " + target.name() + ": change it."));
        return notes;
    }

    private static boolean isLost(Scope scope, RepositoryArn source, RepositoryArn target) {
        return contains(scope, source) && !contains(scope, target);
    }

    private static boolean contains(Scope scope, RepositoryArn repository) {
        return scope.accounts().stream().anyMatch(glob -> Wildcard.matches(glob, repository.account()))
                && scope.repositories().stream().anyMatch(glob -> Wildcard.matches(glob, repository.name()));
    }
}
