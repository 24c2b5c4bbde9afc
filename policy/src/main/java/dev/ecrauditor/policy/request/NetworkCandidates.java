package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.IpRange;
import dev.ecrauditor.policy.condition.PublicAddresses;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.Completion;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Candidates for the network of a caller: a public address, or a VPC with an endpoint. */
public final class NetworkCandidates {

    private final ConditionValueCatalog catalog;
    private final List<Candidate> candidates = new ArrayList<>();

    private NetworkCandidates(ConditionValueCatalog catalog) {
        this.catalog = catalog;
    }

    public static List<Candidate> of(ConditionValueCatalog catalog, ExternalPrincipal external) {
        NetworkCandidates all = new NetworkCandidates(catalog);
        all.addresses(external);
        all.endpoints(external);
        return all.candidates;
    }

    /**
     * The external principal's address, the first public one of every range that the policy names, and those after and
     * before ranges: for every address, one of these lies in exactly the same ranges.
     */
    private void addresses(ExternalPrincipal external) {
        List<IpRange> ranges = catalog.of(ConditionKey.SOURCE_IP).stream()
                .flatMap(word -> IpRange.parse(word.text()).stream())
                .toList();
        Set<String> addresses =
                new LinkedHashSet<>(List.of(external.network().address(), "198.51.100.77", "2001:db8:0:0:0:0:0:77"));
        catalog.patterns(ConditionKey.SOURCE_IP).stream()
                .flatMap(pattern -> fitting(pattern).stream())
                .filter(PublicAddresses::contain)
                .forEach(addresses::add);
        for (IpRange range : ranges) {
            corner(range.first(), range.bits(), addresses);
            corner(range.last().add(BigInteger.ONE), range.bits(), addresses);
        }
        ranges.stream()
                .collect(Collectors.toMap(IpRange::bits, IpRange::first, BigInteger::min, TreeMap::new))
                .forEach((bits, lowest) -> PublicAddresses.upTo(lowest.subtract(BigInteger.ONE), bits)
                        .ifPresent(address -> corner(address, bits, addresses)));
        Networks networks = new Networks(catalog.of(ConditionKey.SOURCE_IP));
        for (String address : addresses) {
            catalog.budget().spend(60 + networks.steps());
            Map<ConditionKey, List<String>> keys = Map.of(ConditionKey.SOURCE_IP, List.of(address));
            candidates.add(networks.narrowest(address)
                    .map(network -> Candidate.constrained(keys, RequestConstraint.Kind.NETWORK, network))
                    .orElseGet(() -> Candidate.free(keys)));
        }
    }

    /** The ranges of a policy that are one party's network, as it writes them. */
    private static final class Networks {

        private final NavigableMap<Integer, Map<IpRange, String>> byPrefix = new TreeMap<>();

        Networks(Set<Value> words) {
            for (Value word : words) {
                IpRange.parse(word.text())
                        .filter(IpRange::isFixed)
                        .ifPresent(range -> byPrefix.computeIfAbsent(range.prefix(), first -> new HashMap<>())
                                .putIfAbsent(range, word.text()));
            }
        }

        int steps() {
            return 20 * byPrefix.size();
        }

        /** The smallest range that contains an address. */
        Optional<String> narrowest(String address) {
            if (address.indexOf('/') >= 0) {
                return Optional.empty();
            }
            return IpRange.parse(address).flatMap(this::narrowest);
        }

        private Optional<String> narrowest(IpRange address) {
            for (Map.Entry<Integer, Map<IpRange, String>> length :
                    byPrefix.headMap(address.bits(), true).descendingMap().entrySet()) {
                String network = length.getValue().get(address.around(length.getKey()));
                if (network != null) {
                    return Optional.of(network);
                }
            }
            return Optional.empty();
        }
    }

    /** Addresses for values that are compared as text. */
    private List<String> fitting(String pattern) {
        return Stream.of("1", "", "9.1", "9.9.1", "9.9.9.1")
                .map(filler -> Completion.instance(pattern.replace("?", "1"), filler, catalog.budget()))
                .filter(text -> IpRange.parse(text).isPresent() && !text.contains("/"))
                .toList();
    }

    /** The address, or the first public one after it. */
    private static void corner(BigInteger value, int bits, Set<String> addresses) {
        IpRange.address(PublicAddresses.from(value, bits), bits).ifPresent(addresses::add);
    }

    private void endpoints(ExternalPrincipal external) {
        List<Candidate> vpcs =
                places(ConditionKey.SOURCE_VPC, "vpc-", external.network().vpc());
        List<Candidate> endpoints =
                places(ConditionKey.SOURCE_ENDPOINT, "vpce-", external.network().endpoint());
        List<String> corners = catalog.of(ConditionKey.VPC_SOURCE_IP).stream()
                .flatMap(word -> IpRange.parse(word.text()).stream())
                .flatMap(range -> Stream.of(range.first(), range.last().add(BigInteger.ONE))
                        .flatMap(address -> IpRange.address(address, range.bits()).stream()))
                .toList();
        List<String> addresses = new ArrayList<>(List.of("10.0.0.77"));
        addresses.addAll(corners);
        catalog.patterns(ConditionKey.VPC_SOURCE_IP).forEach(pattern -> addresses.addAll(fitting(pattern)));
        for (Candidate owner : owners(external)) {
            for (Candidate vpc : vpcs) {
                for (Candidate endpoint : endpoints) {
                    for (String address : addresses) {
                        catalog.budget().spend(60);
                        Map<ConditionKey, List<String>> keys = new LinkedHashMap<>(vpc.keys());
                        keys.putAll(endpoint.keys());
                        keys.putAll(owner.keys());
                        keys.put(ConditionKey.VPC_SOURCE_IP, List.of(address));
                        Set<RequestConstraint> constraints = new LinkedHashSet<>(vpc.constraints());
                        constraints.addAll(endpoint.constraints());
                        constraints.addAll(owner.constraints());
                        candidates.add(new Candidate(keys, constraints));
                    }
                }
            }
        }
    }

    /**
     * The owners of the endpoint: the external principal, or a named account or organization, which is then a network
     * that no caller chooses.
     */
    private List<Candidate> owners(ExternalPrincipal external) {
        List<Candidate> accounts = new ArrayList<>();
        if (catalog.isCompared(ConditionKey.ENDPOINT_ACCOUNT)) {
            Set<Value> ids = catalog.of(ConditionKey.ENDPOINT_ACCOUNT);
            accounts.add(Candidate.free(Map.of(
                    ConditionKey.ENDPOINT_ACCOUNT, List.of(external.identity().account()))));
            NamedAccounts.fitting(catalog, ids, List.of())
                    .forEach(id -> accounts.add(Candidate.free(Map.of(ConditionKey.ENDPOINT_ACCOUNT, List.of(id)))));
            Set<String> named = NamedAccounts.named(ids, List.of());
            named.remove(external.identity().account());
            named.forEach(id -> accounts.add(Candidate.constrained(
                    Map.of(ConditionKey.ENDPOINT_ACCOUNT, List.of(id)), RequestConstraint.Kind.NETWORK, id)));
        } else {
            accounts.add(Candidate.free(Map.of()));
        }
        if (!catalog.isCompared(ConditionKey.ENDPOINT_ORGANIZATION)
                && !catalog.isCompared(ConditionKey.ENDPOINT_ORGANIZATION_PATHS)) {
            return accounts;
        }
        List<Candidate> owners = new ArrayList<>();
        for (Candidate organization : OrganizationCandidates.of(
                ConditionKey.ENDPOINT_ORGANIZATION, ConditionKey.ENDPOINT_ORGANIZATION_PATHS, catalog, external)) {
            for (Candidate account : accounts) {
                catalog.budget().spend(30);
                Map<ConditionKey, List<String>> keys = new LinkedHashMap<>(account.keys());
                keys.putAll(organization.keys());
                Set<RequestConstraint> constraints = new LinkedHashSet<>(account.constraints());
                organization
                        .constraints()
                        .forEach(constraint -> constraints.add(
                                new RequestConstraint(RequestConstraint.Kind.NETWORK, constraint.value())));
                owners.add(new Candidate(keys, constraints));
            }
        }
        return owners;
    }

    private List<Candidate> places(ConditionKey key, String prefix, String own) {
        List<Candidate> places = new ArrayList<>(List.of(Candidate.free(Map.of(key, List.of(own)))));
        for (Value word : catalog.of(key)) {
            if (word.isPattern()) {
                places.add(Candidate.free(
                        Map.of(key, List.of(Completion.instance(word.text(), "0f0", catalog.budget())))));
            } else if (!word.text().equals(own) && !Variables.hasWildcard(word.text())) {
                places.add(Candidate.constrained(
                        Map.of(key, List.of(word.text())), RequestConstraint.Kind.NETWORK, word.text()));
            }
        }
        catalog.representatives(prefix, catalog.patterns(key), Representatives.Kind.ANY)
                .forEach(id -> places.add(Candidate.free(Map.of(key, List.of(id)))));
        places.removeIf(
                place -> place.keys().getOrDefault(key, List.of()).stream().anyMatch(Variables::hasWildcard));
        return places;
    }
}
