package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.rule.GrantedAccess;
import dev.ecrauditor.rule.GrantedAction;
import dev.ecrauditor.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The access that open paths give, of which a waiver covers some. A path stays as it is until all its actions are waived. */
final class PathAccess {

    private PathAccess() {}

    /** @param rule the verdict on some of the paths, or on none */
    static GrantedAccess of(List<AccessPath> open, Function<List<AccessPath>, Verdict> rule) {
        return new GrantedAccess(
                open.stream().flatMap(PathAccess::actions).distinct().toList(),
                covered -> rule.apply(open.stream()
                        .filter(path -> !actions(path).allMatch(covered))
                        .toList()));
    }

    private static Stream<GrantedAction> actions(AccessPath path) {
        Outsider outsider = path.outsider();
        String words = outsider.words();
        String holder = Character.toLowerCase(words.charAt(0)) + words.substring(1);
        return path.actions().stream().map(action -> new GrantedAction(names(outsider), holder, action));
    }

    /** Several ids of one outsider are one name. */
    private static List<Set<String>> names(Outsider outsider) {
        return switch (outsider.kind()) {
            case ACCOUNT, SERVICE -> List.of(Set.of(outsider.id()));
            case ORGANIZATION, NETWORK -> List.of(Set.of(outsider.id().split(", ", -1)));
            case EVERY_ACCOUNT, EVERY_ACCOUNT_THROUGH_SERVICE, UNKNOWN_IDENTITY, REGISTRY -> List.of();
        };
    }
}
