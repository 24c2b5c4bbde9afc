package dev.ecrauditor.localaws.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The simulated operations, by IAM action. */
public final class Operations {

    private final Map<String, Operation> byAction;

    public Operations(List<List<Operation>> groups) {
        byAction = groups.stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableMap(Operation::action, Function.identity()));
    }

    public Optional<Operation> find(String action) {
        return Optional.ofNullable(byAction.get(action));
    }

    /** Whether an operation of the simulation needs this permission. */
    public boolean hasPermission(String action) {
        return byAction.values().stream().map(Operation::permission).anyMatch(action::equals);
    }

    /** The permission, if an operation needs it; otherwise throws an IllegalArgumentException. */
    public String checkedPermission(String action) {
        if (!hasPermission(action)) {
            throw new IllegalArgumentException("local-aws does not have " + action);
        }
        return action;
    }

    /** The action, if the simulation has it; otherwise throws an IllegalArgumentException. */
    public String checked(String action) {
        if (!byAction.containsKey(action)) {
            throw new IllegalArgumentException("local-aws does not have " + action);
        }
        return action;
    }
}
