package dev.ecrauditor.cli.exposure.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records say about the repository. Only calls of outsiders on it and changes of its access are kept, so that
 * memory does not grow with the log.
 */
final class UsageLog {

    /** Source: GetAuthorizationToken, Amazon ECR API Reference: its request names nothing. */
    private static final String WITHOUT_PARAMETERS = "GetAuthorizationToken";

    private final UsageQuestion question;
    private final Map<String, OutsiderCall> calls = new HashMap<>();
    private final List<AccessChange> changes = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private Coverage coverage = Coverage.NONE;
    private long records;
    private int withoutTime;
    private int withoutRepository;

    UsageLog(UsageQuestion question) {
        this.question = question;
    }

    /**
     * The time of the records of the repository's account and Region.
     *
     * @param first empty if there is none
     */
    record Coverage(Optional<Instant> first, Optional<Instant> last) {

        static final Coverage NONE = new Coverage(Optional.empty(), Optional.empty());

        Coverage with(Instant time) {
            return new Coverage(
                    Optional.of(first.filter(time::isAfter).orElse(time)),
                    Optional.of(last.filter(time::isBefore).orElse(time)));
        }
    }

    void add(LogRecord record) {
        records++;
        Optional<Instant> time = record.time();
        if (question.isOfRegistry(record) && time.isPresent()) {
            coverage = coverage.with(time.get());
        }
        if (!record.isEcrCall()) {
            return;
        }
        if (!record.isFailed()) {
            time.flatMap(at -> AccessChange.of(record, at, question)).ifPresent(change -> changes.add(shared(change)));
        }
        Caller caller = Caller.of(record);
        if (!caller.isOutside(question.repository().account(), question.trusted())) {
            return;
        }
        if (question.isAbout(record)) {
            time.ifPresentOrElse(at -> add(record, caller, at), () -> withoutTime++);
        } else if (caller.kind() == Caller.Kind.ACCOUNT && question.mayBeAbout(record) && isOnRepository(record)) {
            withoutRepository++;
        }
    }

    private static boolean isOnRepository(LogRecord record) {
        return !record.isFailed()
                && record.text("eventName").filter(WITHOUT_PARAMETERS::equals).isEmpty();
    }

    private void add(LogRecord record, Caller caller, Instant time) {
        OutsiderCall call = OutsiderCall.of(record, shared(caller), time, this::shared);
        String id = record.eventId().orElseGet(() -> "record " + records);
        calls.merge(id, call, OutsiderCall::with);
    }

    private Caller shared(Caller caller) {
        return new Caller(
                caller.kind(),
                caller.account().map(this::shared),
                caller.arn().map(this::shared),
                caller.principalId().map(this::shared),
                caller.service().map(this::shared));
    }

    private AccessChange shared(AccessChange change) {
        return new AccessChange(
                change.time(), change.by(), change.setting(), change.value().map(this::shared));
    }

    private String shared(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    List<OutsiderCall> calls() {
        return List.copyOf(calls.values());
    }

    List<AccessChange> changes() {
        return List.copyOf(changes);
    }

    Coverage coverage() {
        return coverage;
    }

    long records() {
        return records;
    }

    /** Calls of outsiders on the repository whose time cannot be read. */
    int withoutTime() {
        return withoutTime;
    }

    /** Calls of outsiders in the owner's log that do not say on which repository. */
    int withoutRepository() {
        return withoutRepository;
    }
}
