package dev.ecrauditor.cli.replay;

import dev.ecrauditor.cli.replay.EventDocument.Entry;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which accounts and Region the events are replayed. */
final class ReplayedAccounts {

    private ReplayedAccounts() {}

    /** The event as one of the own account; unchanged where a role is assumed in the account of the event. */
    static Entry bind(Entry event, Optional<String> own) {
        return own.map(account -> event.with(EventAccountRewriter.move(event.event(), account)))
                .orElse(event);
    }

    /** The accounts of the events. */
    static Set<String> of(List<Entry> events) {
        return events.stream()
                .flatMap(event -> event.event().text("account").stream())
                .filter(RepositoryArn::isAccountId)
                .collect(Collectors.toSet());
    }

    /** The Region of the first event that has one. */
    static String homeRegion(List<Entry> named) {
        return Stream.concat(
                        named.stream().flatMap(event -> event.event().text("region").stream()), Stream.of("us-east-1"))
                .filter(RepositoryArn::isRegion)
                .findFirst()
                .orElseThrow();
    }
}
