package dev.ecrauditor.localaws;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Documents;
import dev.ecrauditor.localaws.cloudtrail.Trail;
import dev.ecrauditor.localaws.ecr.Registry;
import dev.ecrauditor.localaws.ecr.registry.RegistrySettings;
import dev.ecrauditor.localaws.events.EventsState;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.securityhub.Hub;
import dev.ecrauditor.localaws.sns.Topic;
import dev.ecrauditor.localaws.sqs.Queue;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of one account in one region. */
public final class Region {

    public final Registry registry = new Registry();
    public final RegistrySettings settings = new RegistrySettings();
    public final KeyRing keys;
    public final Map<String, Topic> topics = new LinkedHashMap<>();
    public final Map<String, Queue> queues = new LinkedHashMap<>();

    public final Documents documents = new Documents();
    public final Hub securityHub = new Hub();
    public EventsState events = EventsState.EMPTY;
    public List<Trail> trails = List.of();

    Region(AccountRegion place, Clock clock) {
        keys = new KeyRing(place, clock);
    }
}
