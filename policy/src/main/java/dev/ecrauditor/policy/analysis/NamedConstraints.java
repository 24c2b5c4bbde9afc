package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.WitnessSearch.Found;
import dev.ecrauditor.policy.request.RequestConstraint;
import dev.ecrauditor.policy.request.RequestDimension;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The constraints of the requests of one requester, by kind. */
final class NamedConstraints {

    private final Requester requester;
    private @Nullable Map<RequestConstraint.Kind, Set<String>> named;

    NamedConstraints(Requester requester) {
        this.requester = requester;
    }

    /** The values of all constraints of a kind, in the order of the candidates. */
    Set<String> of(RequestConstraint.Kind kind) {
        if (named == null) {
            named = new EnumMap<>(RequestConstraint.Kind.class);
            for (RequestDimension part : requester.parts()) {
                for (RequestConstraint constraint : part.constraints()) {
                    named.computeIfAbsent(constraint.kind(), first -> new LinkedHashSet<>())
                            .add(constraint.value());
                }
            }
        }
        return named.getOrDefault(kind, Set.of());
    }

    /** The values of a kind with which a request was found. */
    static Set<String> values(Found found, RequestConstraint.Kind kind) {
        Set<String> values = new LinkedHashSet<>();
        for (RequestConstraint constraint : found.constraints()) {
            if (constraint.kind() == kind) {
                values.add(constraint.value());
            }
        }
        return values;
    }

    /**
     * False for a request that is found only by another constraint, such as a unique id; without any constraint it
     * stands for everybody.
     */
    static boolean isBy(RequestConstraint.Kind kind, Found found) {
        return found.constraints().stream().anyMatch(constraint -> constraint.kind() == kind)
                || found.constraints().stream()
                        .allMatch(constraint -> constraint.kind() == RequestConstraint.Kind.OWNER);
    }
}
