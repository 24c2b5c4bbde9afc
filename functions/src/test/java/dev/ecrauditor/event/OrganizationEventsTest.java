package dev.ecrauditor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.organization.UnknownMembershipException;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.testing.InMemoryOrganization;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events of accounts whose membership in the organization is asked for. */
class OrganizationEventsTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T10:00:00Z"));
    private final InMemoryOrganization organization = new InMemoryOrganization().with(EventJson.OWNER);

    @Test
    void anEventOfAnUnknownAccountIsNeitherReadNorIgnored() throws MalformedEvent {
        EventReader reader = new EventReader(WatchedAccounts.of(
                new WatchedOrganization(
                        organization, new WatchedOrganization.Choice(List.of(), Optional.empty(), List.of())),
                clock));
        Json event = EventJson.scanningOff();
        organization.deny(Optional.of("organizations:DescribeAccount"));
        assertThatThrownBy(() -> reader.read(event)).isInstanceOf(UnknownMembershipException.class);
        organization.deny(Optional.empty());
        assertThat(reader.read(event)).isInstanceOf(RepositoryChange.class);
        organization.remove(EventJson.OWNER);
        clock.advance(Duration.ofHours(1));
        assertThat(reader.read(event))
                .isEqualTo(new Ignored(EventHeader.of(event), IgnoreReason.ACCOUNT_NOT_WATCHED, EventJson.OWNER));
    }
}
