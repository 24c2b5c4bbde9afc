package dev.ecrauditor.localaws;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is denied where: actions per account in every region, and actions per account and region. */
final class Permissions {

    private final Map<String, Set<String>> everywhere = new HashMap<>();
    private final Map<Place, Set<String>> byPlace = new HashMap<>();

    synchronized void deny(String account, String action) {
        everywhere.computeIfAbsent(account, key -> new HashSet<>()).add(action);
    }

    synchronized void allow(String account, String action) {
        everywhere.getOrDefault(account, new HashSet<>()).remove(action);
        byPlace.forEach((place, actions) -> {
            if (place.account().equals(account)) {
                actions.remove(action);
            }
        });
    }

    /** Replaces what is denied in one account and region. */
    synchronized void replace(Place place, Set<String> actions) {
        byPlace.put(place, new HashSet<>(actions));
    }

    synchronized boolean denies(Place place, String action) {
        return everywhere.getOrDefault(place.account(), Set.of()).contains(action)
                || byPlace.getOrDefault(place, Set.of()).contains(action);
    }
}
