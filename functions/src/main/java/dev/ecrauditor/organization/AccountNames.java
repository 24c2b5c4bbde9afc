package dev.ecrauditor.organization;

import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names of accounts in AWS Organizations, for alerts. A name is kept for an hour. After a failure nothing is read for
 * five minutes, so that AWS Organizations delays at most one alert in that time.
 */
public final class AccountNames {

    static final Duration KNOWN = Duration.ofHours(1);
    static final Duration NOT_KNOWN = Duration.ofMinutes(5);
    static final int MAX_ACCOUNTS = 10_000;

    private final OrganizationReader organization;
    private final Clock clock;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private Instant nextReading = Instant.MIN;

    private record Answer(Optional<String> name, Instant ends) {}

    public AccountNames(OrganizationReader organization, Clock clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /**
     * The name of an account; empty if it has none, is not of the organization, or a reading has failed in the last five
     * minutes.
     *
     * @throws RuntimeException if AWS Organizations denies the reading, does not answer, or not in time
     */
    public synchronized Optional<String> find(String account) {
        Instant now = clock.instant();
        Optional<Answer> kept = Optional.ofNullable(answers.get(account))
                .filter(answer -> answer.ends().isAfter(now));
        if (kept.isPresent()) {
            return kept.get().name();
        }
        if (nextReading.isAfter(now) || !RepositoryArn.isAccountId(account)) {
            return Optional.empty();
        }
        nextReading = now.plus(NOT_KNOWN); // holds if the reading fails
        Optional<String> name = read(account);
        nextReading = Instant.MIN;
        keep(account, new Answer(name, now.plus(name.isPresent() ? KNOWN : NOT_KNOWN)));
        return name;
    }

    private Optional<String> read(String account) {
        Reading<MemberAccount> member = organization.account(account);
        if (member instanceof Reading.Unreadable<MemberAccount> denied) {
            throw new IllegalStateException("the name of the account is not known: "
                    + DeniedCall.of(denied).cause());
        }
        return member instanceof Reading.Known<MemberAccount> known
                ? Optional.of(known.value().name()).filter(name -> !name.isBlank())
                : Optional.empty();
    }

    /** Keeps the latest answers. */
    private void keep(String account, Answer answer) {
        answers.remove(account);
        if (answers.size() >= MAX_ACCOUNTS) {
            answers.remove(answers.keySet().iterator().next());
        }
        answers.put(account, answer);
    }
}
