package dev.ecrauditor.event;

import java.util.List;
import java.util.stream.Stream;

/** The calls that change what a rule evaluates. */
public final class WatchedCalls {

    private WatchedCalls() {}

    /** The names of all calls, whose events a rule of EventBridge has to send. */
    public static List<String> eventNames() {
        return Stream.of(ChangeKind.eventNames(), RegistryChange.Kind.eventNames(), KeyChange.Kind.eventNames())
                .flatMap(List::stream)
                .toList();
    }
}
