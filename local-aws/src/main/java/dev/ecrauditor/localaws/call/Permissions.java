package dev.ecrauditor.localaws.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The denied actions and their reasons: actions per account in every region, and actions per account and region. */
public final class Permissions {

    private final Map<String, Map<String, DenialReason>> everywhere = new HashMap<>();
    private final Set<AccountRegion> disabled = new HashSet<>();
    private final Map<AccountRegion, Map<String, DenialReason>> byPlace = new HashMap<>();

    /** Enables or disables a Region in an account; a Region that is disabled rejects the account's credentials. */
    public synchronized void enable(AccountRegion place, boolean enabled) {
        if (enabled) {
            disabled.remove(place);
        } else {
            disabled.add(place);
        }
    }

    public synchronized boolean isEnabled(AccountRegion place) {
        return !disabled.contains(place);
    }

    public synchronized void deny(String account, String action, DenialReason reason) {
        everywhere.computeIfAbsent(account, key -> new HashMap<>()).put(action, reason);
    }

    public synchronized void allow(String account, String action) {
        everywhere.getOrDefault(account, new HashMap<>()).remove(action);
        byPlace.forEach((place, actions) -> {
            if (place.account().equals(account)) {
                actions.remove(action);
            }
        });
    }

    /** Replaces the denied actions of one account and region. */
    public synchronized void replace(AccountRegion place, Map<String, DenialReason> actions) {
        byPlace.put(place, new HashMap<>(actions));
    }

    /** The reason of the denial; empty if the action is allowed. */
    public synchronized Optional<DenialReason> denial(AccountRegion place, String action) {
        return Optional.ofNullable(
                        everywhere.getOrDefault(place.account(), Map.of()).get(action))
                .or(() -> Optional.ofNullable(
                        byPlace.getOrDefault(place, Map.of()).get(action)));
    }
}
