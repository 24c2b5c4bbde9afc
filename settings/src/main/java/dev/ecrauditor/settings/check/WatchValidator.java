package dev.ecrauditor.settings.check;

import dev.ecrauditor.settings.yaml.NodeLocation;
import dev.ecrauditor.settings.yaml.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks which accounts and Regions are watched: keys that exclude or need each other, and exclusions. */
record WatchValidator(SemanticValidator validator, NodeLocation watch) {

    private static final String EVERY_ACCOUNT = "?".repeat(12);

    static void check(SemanticValidator validator, NodeLocation watch) {
        WatchValidator check = new WatchValidator(validator, watch);
        check.refuseAccountsBesideAnOrganization();
        check.refuseKeysWithoutEffect();
        for (String list : List.of("organizationalUnits", "accounts", "regions", "excludedAccounts")) {
            watch.find(list).ifPresent(validator::refuseDuplicates);
        }
        check.refuseTwoPartitions();
        watch.items("excludedAccounts").forEach(check::refuseWrongExclusion);
        check.requireWhatARolloutNeeds();
    }

    private void refuseAccountsBesideAnOrganization() {
        watch.find("organization")
                .ifPresent(organization -> given("accounts").ifPresent(accounts -> {
                    throw validator.wrong(
                            accounts,
                            "cannot be combined with organization (line %d); remove one of them"
                                    .formatted(organization.line()));
                }));
    }

    private void refuseKeysWithoutEffect() {
        if (watch.find("organization").isPresent()) {
            return;
        }
        Stream.of("organizationalUnits", "managementAccount", "watchManagementAccount")
                .forEach(key -> given(key).ifPresent(place -> {
                    throw validator.wrong(
                            place, "has no effect without organization; add it, like organization: o-exampleorgid");
                }));
        if (given("accounts").isEmpty()) {
            Stream.of("regions", "excludedAccounts")
                    .forEach(key -> given(key).ifPresent(place -> {
                        throw validator.wrong(
                                place,
                                "has no effect without organization or accounts; add one of them, or remove this key");
                    }));
        }
    }

    private void refuseTwoPartitions() {
        List<NodeLocation> regions = watch.items("regions");
        for (NodeLocation region : regions) {
            NodeLocation first = regions.get(0);
            if (!partition(region.text()).equals(partition(first.text()))) {
                throw validator.wrong(
                        region,
                        "'%s' and '%s' in line %d are in two partitions of AWS; deploy once in each"
                                .formatted(region.text(), first.text(), first.line()));
            }
        }
    }

    private void refuseWrongExclusion(NodeLocation excluded) {
        if (Globs.covers(excluded.text(), EVERY_ACCOUNT)) {
            throw validator.wrong(
                    excluded, "'%s' excludes every account; write it like '4444*'".formatted(excluded.text()));
        }
        Stream.concat(watch.items("accounts").stream(), watchedManagementAccount().stream())
                .filter(named -> Globs.covers(excluded.text(), named.text()))
                .findFirst()
                .ifPresent(named -> {
                    throw validator.wrong(
                            excluded,
                            "'%s' excludes '%s', which line %d watches; remove one of them"
                                    .formatted(excluded.text(), named.text(), named.line()));
                });
    }

    private Optional<NodeLocation> watchedManagementAccount() {
        return watch.find("managementAccount")
                .filter(account -> watch.find("watchManagementAccount")
                        .filter(watched -> watched.value().json().asBoolean())
                        .isPresent());
    }

    /** Refuses an organization without a key that its StackSets need; last, because the key may only be misspelled. */
    private void requireWhatARolloutNeeds() {
        watch.find("organization").ifPresent(organization -> {
            require(
                    organization,
                    "organizationalUnits",
                    "write the id of the root that 'aws organizations list-roots' prints, like organizationalUnits: [r-abcd]");
            require(
                    organization,
                    "managementAccount",
                    "write the id that 'aws organizations describe-organization' prints as MasterAccountId, like managementAccount: '999988887777'");
        });
    }

    private void require(NodeLocation organization, String key, String fix) {
        if (given(key).isEmpty()) {
            throw validator.missing(organization, YamlReader.below(watch.key(), key), fix);
        }
    }

    /** The value of a key that is there and is not an empty list. */
    private Optional<NodeLocation> given(String key) {
        return watch.find(key)
                .filter(place -> !place.text().isEmpty() || !place.items().isEmpty());
    }

    /** The partition of a Region, by the beginning of its name: {@code us-gov-} and {@code cn-} are partitions of their own. */
    private static String partition(String region) {
        return Stream.of("cn-", "us-gov-", "us-iso-", "us-isob-", "eusc-")
                .filter(region::startsWith)
                .findFirst()
                .orElse("");
    }
}
