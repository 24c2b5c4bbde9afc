package dev.ecrauditor.policy.condition;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A set of address ranges: ranges that overlap are joined, so that one search decides about an address. */
final class IpRanges {

    /** The last address of each range by its first. */
    private final TreeMap<BigInteger, BigInteger> ipv4 = new TreeMap<>();

    private final TreeMap<BigInteger, BigInteger> ipv6 = new TreeMap<>();

    IpRanges(Collection<IpRange> ranges) {
        List<IpRange> inOrder =
                ranges.stream().sorted(Comparator.comparing(IpRange::first)).toList();
        for (IpRange range : inOrder) {
            NavigableMap<BigInteger, BigInteger> same = ofSize(range.bits());
            Map.Entry<BigInteger, BigInteger> before = same.lastEntry();
            if (before != null && before.getValue().compareTo(range.first()) >= 0) {
                same.put(before.getKey(), before.getValue().max(range.last()));
            } else {
                same.put(range.first(), range.last());
            }
        }
    }

    /** True for one address, without a prefix length, that lies in one of the ranges. */
    boolean contain(String address) {
        Optional<IpRange> one = address.indexOf('/') < 0 ? IpRange.parse(address) : Optional.empty();
        if (one.isEmpty()) {
            return false;
        }
        Map.Entry<BigInteger, BigInteger> before =
                ofSize(one.get().bits()).floorEntry(one.get().first());
        return before != null && before.getValue().compareTo(one.get().first()) >= 0;
    }

    private NavigableMap<BigInteger, BigInteger> ofSize(int bits) {
        return bits == 32 ? ipv4 : ipv6;
    }
}
