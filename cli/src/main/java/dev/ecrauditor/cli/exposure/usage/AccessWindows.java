package dev.ecrauditor.cli.exposure.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the repository was open to outsiders.
 *
 * @param source where the windows come from
 * @param windows in order
 * @param firstChange the first change in the log; what was open before it is not known
 */
record AccessWindows(Source source, List<Window> windows, Optional<Instant> firstChange) {

    /** Where windows come from. */
    enum Source {
        /** The changes in the log. */
        LOG,
        /** {@code --from} and {@code --to}. */
        OPTIONS,
        /** No opening is in the log and no option is given. */
        WHOLE_LOG
    }

    /**
     * A time with both its ends.
     *
     * @param from empty: from the beginning of the log
     * @param to empty: to the end of the log
     */
    record Window(
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<AccessChange.By> openedBy,
            Optional<AccessChange.By> closedBy) {

        boolean contains(Instant time) {
            return from.filter(time::isBefore).isEmpty()
                    && to.filter(time::isAfter).isEmpty();
        }
    }

    AccessWindows {
        windows = List.copyOf(windows);
    }

    boolean contains(Instant time) {
        return windows.stream().anyMatch(window -> window.contains(time));
    }

    static AccessWindows of(List<AccessChange> changes, UsageQuestion question) {
        if (question.hasWindow()) {
            Window given = new Window(question.from(), question.to(), Optional.empty(), Optional.empty());
            return new AccessWindows(Source.OPTIONS, List.of(given), Optional.empty());
        }
        List<AccessChange> inOrder = inOrder(changes, question);
        List<Window> windows = ofLog(inOrder, question);
        Optional<Instant> first = inOrder.stream().findFirst().map(AccessChange::time);
        if (windows.isEmpty()) {
            Window whole = new Window(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            return new AccessWindows(Source.WHOLE_LOG, List.of(whole), first);
        }
        return new AccessWindows(Source.LOG, windows, first);
    }

    /** CloudTrail has whole seconds. Of changes in one second those that open count as the last, as none may be missed. */
    private static List<AccessChange> inOrder(List<AccessChange> changes, UsageQuestion question) {
        return changes.stream()
                .distinct()
                .sorted(Comparator.comparing(AccessChange::time)
                        .thenComparing(change -> AccessState.START.after(change).isOpen(question)))
                .toList();
    }

    private static List<Window> ofLog(List<AccessChange> changes, UsageQuestion question) {
        List<Window> windows = new ArrayList<>();
        Optional<AccessChange> opening = Optional.empty();
        AccessState state = AccessState.START;
        for (AccessChange change : changes) {
            state = state.after(change);
            boolean isOpen = state.isOpen(question);
            if (isOpen && opening.isEmpty()) {
                opening = Optional.of(change);
            } else if (!isOpen && opening.isPresent()) {
                windows.add(window(opening.get(), Optional.of(change)));
                opening = Optional.empty();
            }
        }
        opening.ifPresent(open -> windows.add(window(open, Optional.empty())));
        return windows;
    }

    private static Window window(AccessChange opening, Optional<AccessChange> closing) {
        return new Window(
                Optional.of(opening.time()),
                closing.map(AccessChange::time),
                Optional.of(opening.by()),
                closing.map(AccessChange::by));
    }
}
