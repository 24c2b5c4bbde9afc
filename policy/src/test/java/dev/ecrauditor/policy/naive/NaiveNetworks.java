package dev.ecrauditor.policy.naive;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Networks from which a requester can call: addresses, and endpoints with their owners. */
final class NaiveNetworks {

    static final Set<String> KEYS = Set.of(
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:vpcsourceip",
            "aws:vpceaccount",
            "aws:vpceorgid",
            "aws:vpceorgpaths");

    private final NaiveValues words;
    private final NaiveOrganizations organizations;
    private final String text;
    private final String account;
    private final Function<String, Set<String>> externalMatching;

    /**
     * @param text the text of the policy
     * @param account the account of the external principal
     * @param externalMatching accounts that are not named but match a pattern
     */
    NaiveNetworks(
            NaiveValues words,
            NaiveOrganizations organizations,
            String text,
            String account,
            Function<String, Set<String>> externalMatching) {
        this.words = words;
        this.organizations = organizations;
        this.text = text;
        this.account = account;
        this.externalMatching = externalMatching;
    }

    List<NaiveChoice> all() {
        List<NaiveChoice> choices = NaiveChoice.list();
        Set<String> ranges = words.of("aws:sourceip");
        Set<String> addresses = new LinkedHashSet<>(List.of("192.0.2.9", "8.8.8.8", "2a00:1450:0:0:0:0:0:9"));
        for (String range : ranges) {
            corners(range, addresses);
        }
        words.tries(words.patterns("aws:sourceip")).stream()
                .filter(one -> NaiveConditions.address(one) != null)
                .forEach(addresses::add);
        addresses.removeIf(address -> !isOfTheInternet(address));
        for (String address : addresses) {
            boolean known = ranges.stream().anyMatch(range -> {
                int widest = range.contains(":") ? 32 : 8;
                return NaiveConditions.prefix(range) >= widest && NaiveConditions.inRange(range, address);
            });
            choices.add(new NaiveChoice(
                    "", Map.of("aws:sourceip", List.of(address)), known ? Set.of("network") : Set.of()));
        }
        for (NaiveChoice vpc : networks("aws:sourcevpc", "vpc-0zz")) {
            for (NaiveChoice endpoint : networks("aws:sourcevpce", "vpce-0zz")) {
                Map<String, List<String>> context = new LinkedHashMap<>(vpc.context());
                context.putAll(endpoint.context());
                context.put("aws:vpcsourceip", List.of("10.9.8.7"));
                Set<String> needs = new LinkedHashSet<>(vpc.needs());
                needs.addAll(endpoint.needs());
                for (NaiveChoice owned : ownersOfEndpoints()) {
                    Map<String, List<String>> whose = new LinkedHashMap<>(context);
                    whose.putAll(owned.context());
                    Set<String> all = new LinkedHashSet<>(needs);
                    all.addAll(owned.needs());
                    choices.add(new NaiveChoice("", whose, all));
                }
                for (String range : words.of("aws:vpcsourceip")) {
                    String address = range.split("/", 2)[0];
                    if (NaiveConditions.address(address) != null) {
                        Map<String, List<String>> inside = new LinkedHashMap<>(context);
                        inside.put("aws:vpcsourceip", List.of(address));
                        choices.add(new NaiveChoice("", inside, needs));
                    }
                }
            }
        }
        return choices;
    }

    /** Endpoints of an external principal, and those of owners that the policy names, which are then networks. */
    private List<NaiveChoice> ownersOfEndpoints() {
        List<NaiveChoice> owners = NaiveChoice.list();
        Set<String> accounts = new LinkedHashSet<>(List.of(account));
        accounts.addAll(words.spelled("aws:vpceaccount"));
        words.patterns("aws:vpceaccount").forEach(pattern -> accounts.addAll(externalMatching.apply(pattern)));
        accounts.removeIf(id -> !id.matches("\\d{12}"));
        for (NaiveChoice organization : organizations.of("vpce")) {
            for (String id : accounts) {
                Map<String, List<String>> whose = new LinkedHashMap<>(organization.context());
                whose.put("aws:vpceaccount", List.of(id));
                boolean known = text.contains(id) || !organization.needs().isEmpty();
                owners.add(new NaiveChoice("", whose, known ? Set.of("network") : Set.of()));
            }
        }
        return owners;
    }

    private List<NaiveChoice> networks(String key, String own) {
        List<NaiveChoice> choices = NaiveChoice.list();
        choices.add(NaiveChoice.of(Map.of(key, List.of(own))));
        for (String tried : words.tries(words.patterns(key))) {
            if (tried.matches(own.replace("0zz", "[a-z0-9]+"))) {
                choices.add(NaiveChoice.of(Map.of(key, List.of(tried))));
            }
        }
        Set<String> spelled = words.spelled(key);
        spelled.removeIf(NaiveEvaluator::hasWildcard);
        for (String word : spelled) {
            choices.add(NaiveChoice.of(Map.of(key, List.of(word)), "network"));
        }
        return choices;
    }

    /** The first and the last address of a range, and their neighbours outside. */
    private static void corners(String range, Set<String> addresses) {
        int prefix = NaiveConditions.prefix(range);
        if (prefix < 0) {
            return;
        }
        byte[] octets = NaiveConditions.address(range.split("/", 2)[0]);
        int free = octets.length * 8 - prefix;
        BigInteger first = new BigInteger(1, octets).shiftRight(free).shiftLeft(free);
        BigInteger next = first.add(BigInteger.ONE.shiftLeft(free));
        Set<String> tried = new LinkedHashSet<>();
        corner(first, free, octets.length, tried);
        addresses.addAll(tried);
        for (BigInteger value : List.of(first, first.subtract(BigInteger.ONE), next, next.subtract(BigInteger.ONE))) {
            if (value.signum() >= 0 && value.bitLength() <= octets.length * 8) {
                addresses.add(written(value, octets.length));
            }
        }
    }

    /** Addresses throughout a range, because its first and last ones may be private. */
    private static void corner(BigInteger first, int free, int length, Set<String> addresses) {
        for (int step = 1; step < 16 && free > 4; step++) {
            addresses.add(written(
                    first.add(BigInteger.valueOf(step).shiftLeft(free - 4)).add(BigInteger.valueOf(9)), length));
        }
        for (String outside : List.of("11.0.0.0", "9.255.255.255", "172.15.255.255", "172.32.0.0", "192.167.0.9")) {
            BigInteger value = new BigInteger(1, NaiveConditions.address(outside));
            if (length == 4 && value.shiftRight(free).equals(first.shiftRight(free))) {
                addresses.add(outside);
            }
        }
    }

    /** True for a public address: no caller reaches AWS from any other. */
    static boolean isOfTheInternet(String text) {
        byte[] octets = NaiveConditions.address(text);
        if (octets == null) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            if (address.isSiteLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isMulticastAddress()
                    || address.isAnyLocalAddress()) {
                return false;
            }
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
        int first = octets[0] & 0xFF;
        int second = octets[1] & 0xFF;
        if (octets.length == 16) {
            return (first & 0xFE) != 0xFC;
        }
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        return first > 0 && first < 240 && !shared && !benchmark && first != 127;
    }

    private static String written(BigInteger value, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = value.shiftRight(8 * (length - 1 - i)).byteValue();
        }
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
