package dev.ecrauditor.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The accounts of a whole organization, each asked for by one call. An account that has just joined is soon watched. */
final class OrganizationAccounts implements WatchedAccounts {

    static final Duration WATCHED = Duration.ofHours(1);
    static final Duration NOT_WATCHED = Duration.ofMinutes(5);
    static final int MAX_ACCOUNTS = 10_000;

    private final WatchedOrganization organization;
    private final Clock clock;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private record Answer(boolean isWatched, Instant ends) {}

    OrganizationAccounts(WatchedOrganization organization, Clock clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /** Asks outside the lock: a slow answer does not hold up other accounts. */
    @Override
    public boolean contains(String account) {
        return remembered(account).orElseGet(() -> {
            boolean watched = UnknownMembershipException.known(organization.contains(account));
            remember(account, watched);
            return watched;
        });
    }

    private synchronized Optional<Boolean> remembered(String account) {
        return Optional.ofNullable(answers.get(account))
                .filter(answer -> answer.ends().isAfter(clock.instant()))
                .map(Answer::isWatched);
    }

    /** Keeps the latest answers. */
    private synchronized void remember(String account, boolean watched) {
        answers.remove(account);
        if (answers.size() >= MAX_ACCOUNTS) {
            answers.remove(answers.keySet().iterator().next());
        }
        answers.put(account, new Answer(watched, clock.instant().plus(watched ? WATCHED : NOT_WATCHED)));
    }
}
