package dev.ecrauditor.localaws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is denied where, and why: actions per account in every region, and actions per account and region. */
final class Permissions {

    private final Map<String, Map<String, DenialReason>> everywhere = new HashMap<>();
    private final Map<Place, Map<String, DenialReason>> byPlace = new HashMap<>();

    synchronized void deny(String account, String action, DenialReason reason) {
        everywhere.computeIfAbsent(account, key -> new HashMap<>()).put(action, reason);
    }

    synchronized void allow(String account, String action) {
        everywhere.getOrDefault(account, new HashMap<>()).remove(action);
        byPlace.forEach((place, actions) -> {
            if (place.account().equals(account)) {
                actions.remove(action);
            }
        });
    }

    /** Replaces what is denied in one account and region. */
    synchronized void replace(Place place, Map<String, DenialReason> actions) {
        byPlace.put(place, new HashMap<>(actions));
    }

    /** Why it is denied; empty when it is allowed. */
    synchronized Optional<DenialReason> denial(Place place, String action) {
        return Optional.ofNullable(
                        everywhere.getOrDefault(place.account(), Map.of()).get(action))
                .or(() -> Optional.ofNullable(
                        byPlace.getOrDefault(place, Map.of()).get(action)));
    }
}
