package dev.ecrauditor.policy;

import dev.ecrauditor.policy.ConditionBound.Bound;

/** Whether an address range is a network of somebody's rather than the whole internet: at most /8 in IPv4, /32 in IPv6. */
final class IpRange {

    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 32;

    private IpRange() {}

    static Bound bound(String range) {
        int slash = range.indexOf('/');
        String address = slash < 0 ? range : range.substring(0, slash);
        boolean ipv6 = address.indexOf(':') >= 0;
        int length = slash < 0 ? (ipv6 ? 128 : 32) : prefixLength(range.substring(slash + 1));
        if (length < 0 || length > (ipv6 ? 128 : 32) || !(ipv6 ? isIpv6(address) : isIpv4(address))) {
            return Bound.UNCLEAR;
        }
        if (length < (ipv6 ? WIDEST_IPV6 : WIDEST_IPV4)) {
            return Bound.DOES_NOT;
        }
        return isInternetRouted(address) ? Bound.BOUNDS : Bound.UNCLEAR;
    }

    /** Blocks beginning with zeros in IPv6 hold no network of anybody's; one of them stands for the whole of IPv4. */
    private static boolean isInternetRouted(String address) {
        return !address.startsWith("::") && !address.startsWith("0:");
    }

    private static boolean isIpv6(String address) {
        return address.length() <= 39 && address.chars().allMatch(c -> c == ':' || Character.digit(c, 16) >= 0);
    }

    private static int prefixLength(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    private static boolean isIpv4(String address) {
        String[] octets = address.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            int value = prefixLength(octet);
            if (value < 0 || value > 255) {
                return false;
            }
        }
        return true;
    }
}
