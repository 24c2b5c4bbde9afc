package dev.ecrauditor.localaws;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one account has in one region. */
final class Region {

    final Registry registry = new Registry();
    final KeyRing keys;
    final Map<String, Topic> topics = new LinkedHashMap<>();
    final Map<String, Queue> queues = new LinkedHashMap<>();

    Region(Place place, Clock clock) {
        keys = new KeyRing(place, clock);
    }
}
