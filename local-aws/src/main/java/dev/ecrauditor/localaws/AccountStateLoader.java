package dev.ecrauditor.localaws;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operations;
import dev.ecrauditor.localaws.call.Permissions;
import dev.ecrauditor.localaws.ecr.Registry;
import dev.ecrauditor.localaws.ecr.Repository;
import dev.ecrauditor.localaws.ecr.RepositoryState;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.organizations.Membership;
import dev.ecrauditor.localaws.organizations.Organization;
import dev.ecrauditor.localaws.sts.Role;
import dev.ecrauditor.localaws.sts.Roles;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads an account-state file atomically. */
final class AccountStateLoader {

    /** The member of an account that is no region: the roles it has, by name. */
    private static final String ROLES = "roles";

    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}";

    private final Cloud cloud;
    private final Parts parts;
    private final Clock clock;

    /** What a state is loaded into; the operations say which actions can be denied. */
    record Parts(Cloud cloud, Permissions permissions, Operations operations, Roles roles, Membership membership) {}

    /** A state as read, before anything of it is applied. */
    private record State(
            List<RegionState> regions, Map<String, Map<String, Role>> roles, Optional<Organization> organization) {}

    AccountStateLoader(Parts parts, Clock clock) {
        this.cloud = parts.cloud();
        this.parts = parts;
        this.clock = clock;
    }

    void load(String text) {
        State state = read(text);
        cloud.locked(() -> {
            apply(state.regions());
            state.roles().forEach(parts.roles()::replace);
            state.organization().ifPresent(parts.membership()::replace);
            return state;
        });
    }

    private State read(String text) {
        Instant now = clock.instant();
        Fields root = new Fields(parsed(text), "", AccountStateLoader::refused).onlyKnown("accounts", "organization");
        List<RegionState> states = new ArrayList<>();
        Map<String, Map<String, Role>> roles = new LinkedHashMap<>();
        Fields accounts = root.object("accounts").orElseThrow(() -> root.refuse("accounts", "is required"));
        accounts.names().forEach(account -> {
            if (!AccountRegion.isAccount(account)) {
                throw accounts.refuse(account, "must be an account of twelve digits");
            }
            Fields members = accounts.objectOrEmpty(account);
            members.names().stream().filter(name -> !name.equals(ROLES)).forEach(region -> {
                if (!region.matches(REGION)) {
                    throw members.refuse(region, "must be a region such as us-east-1");
                }
                AccountRegion place = new AccountRegion(account, region);
                states.add(RegionState.read(place, members.objectOrEmpty(region), parts.operations(), now));
            });
            if (members.has(ROLES)) {
                roles.put(account, Role.readAll(members.objectMap(ROLES)));
            }
        });
        return new State(states, roles, root.object("organization").map(fields -> Organization.read(fields, now)));
    }

    /**
     * Keys first and into copies: a repository may use a key that is listed after it, and an error must change nothing.
     */
    private void apply(List<RegionState> states) {
        Map<AccountRegion, KeyRing> rings = new HashMap<>();
        Keys keys = new Keys(
                place -> rings.computeIfAbsent(place, key -> cloud.at(key).keys.copy()));
        for (RegionState state : states) {
            KeyRing ring = rings.computeIfAbsent(
                    state.place(), key -> cloud.at(key).keys.copy());
            state.deletedKeys().forEach(ring::remove);
            state.keys().forEach(ring::put);
        }
        Map<RepositoryState, Repository> repositories = new LinkedHashMap<>();
        for (RegionState state : states) {
            state.repositories().forEach(stated -> repositories.put(stated, stated.repository(keys)));
        }
        rings.forEach((place, ring) -> cloud.at(place).keys.replace(ring));
        for (RegionState state : states) {
            Registry registry = cloud.at(state.place()).registry;
            state.scanning().ifPresent(registry::setScanning);
            Region region = cloud.at(state.place());
            state.registry().applyTo(region.settings);
            region.documents.putAll(state.deployed().documents());
            region.topics.putAll(state.deployed().topics());
            region.queues.putAll(state.deployed().queues());
            state.events().ifPresent(events -> cloud.at(state.place()).events = events);
            state.trails().ifPresent(trails -> cloud.at(state.place()).trails = trails);
            parts.permissions().enable(state.place(), state.enabled());
            state.denied().ifPresent(denied -> parts.permissions().replace(state.place(), denied));
        }
        EcrGrants grants = new EcrGrants(cloud, states);
        repositories.forEach((stated, repository) -> {
            grants.put(repository);
            cloud.at(repository.place()).registry.put(repository, stated);
        });
        grants.create(clock.instant());
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parseStrictly(text);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            String at = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException("the account state is not JSON" + at + ": " + problem, e);
        }
    }

    private static RuntimeException refused(String path, String problem) {
        return new IllegalArgumentException((path.isEmpty() ? "the account state" : path) + " " + problem);
    }
}
