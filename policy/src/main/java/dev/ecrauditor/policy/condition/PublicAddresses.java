package dev.ecrauditor.policy.condition;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses that {@code aws:SourceIp} can have: public ones. A caller in a private network comes from the public
 * address of its gateway, and through a VPC endpoint the key is absent. Ranges for documentation count as public.
 *
 * <p>Source: "AWS global condition context keys" (aws:SourceIp, aws:VpcSourceIp), IAM User Guide; IANA Special-Purpose
 * Address Registries for IPv4 and IPv6.
 */
public final class PublicAddresses {

    /** This network, private, shared, loopback, link-local, benchmarking, multicast, reserved; in order. */
    private static final List<IpRange> NOT_IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Unspecified, loopback, unique local, link-local, site-local, multicast; in order. */
    private static final List<IpRange> NOT_IPV6 =
            ranges("::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");

    private PublicAddresses() {}

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts)
                .flatMap(text -> IpRange.parse(text).stream())
                .sorted(Comparator.comparing(IpRange::first))
                .toList();
    }

    private static List<IpRange> others(int bits) {
        return bits == 32 ? NOT_IPV4 : NOT_IPV6;
    }

    /** True for a public address; false for text that is no address. */
    public static boolean contain(String address) {
        return address.indexOf('/') < 0
                && IpRange.parse(address)
                        .filter(one -> from(one.first(), one.bits()).equals(one.first()))
                        .isPresent();
    }

    /** True when no address of the range is public. */
    public static boolean containNoneOf(IpRange range) {
        return from(range.first(), range.bits()).compareTo(range.last()) > 0;
    }

    /** The first public address from here on; behind the address space when there is none. */
    public static BigInteger from(BigInteger address, int bits) {
        BigInteger at = address;
        for (IpRange other : others(bits)) {
            if (other.first().compareTo(at) <= 0 && other.last().compareTo(at) >= 0) {
                at = other.last().add(BigInteger.ONE);
            }
        }
        return at;
    }

    /** The last public address up to here; empty when there is none. */
    public static Optional<BigInteger> upTo(BigInteger address, int bits) {
        BigInteger at = address;
        List<IpRange> others = others(bits);
        for (int i = others.size() - 1; i >= 0; i--) {
            IpRange other = others.get(i);
            if (other.first().compareTo(at) <= 0 && other.last().compareTo(at) >= 0) {
                at = other.first().subtract(BigInteger.ONE);
            }
        }
        return at.signum() < 0 ? Optional.empty() : Optional.of(at);
    }
}
