package dev.ecrauditor.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of addresses in CIDR form; a bare address is a range of one.
 *
 * @param first the first address as a number
 * @param bits 32 for IPv4, 128 for IPv6
 * @param prefix the length of the fixed part in bits
 */
record IpRange(BigInteger first, int bits, int prefix) {

    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 32;

    /** Empty when the text is no range. */
    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * 8;
        int prefix = slash < 0 ? bits : number(text, slash + 1, text.length());
        if (prefix < 0 || prefix > bits) {
            return Optional.empty();
        }
        BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
        BigInteger value = new BigInteger(1, address.get());
        return Optional.of(new IpRange(value.subtract(value.mod(size)), bits, prefix));
    }

    boolean contains(String address) {
        Optional<byte[]> octets = bytes(address);
        if (octets.isEmpty() || octets.get().length * 8 != bits) {
            return false;
        }
        return new BigInteger(1, octets.get()).xor(first).bitLength() <= bits - prefix;
    }

    /** True when it is a network of somebody's rather than a good part of the internet. */
    boolean isFixed() {
        return prefix >= (bits == 32 ? WIDEST_IPV4 : WIDEST_IPV6);
    }

    BigInteger last() {
        return first.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE);
    }

    /** An address as text; empty outside the address space. */
    static Optional<String> address(BigInteger value, int bits) {
        if (value.signum() < 0 || value.bitLength() > bits) {
            return Optional.empty();
        }
        byte[] octets = new byte[bits / 8];
        byte[] raw = value.toByteArray();
        int length = Math.min(raw.length, octets.length);
        System.arraycopy(raw, raw.length - length, octets, octets.length - length, length);
        try {
            return Optional.of(InetAddress.getByAddress(octets).getHostAddress());
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }

    /** Literal addresses only: a name is never looked up. */
    private static Optional<byte[]> bytes(String address) {
        boolean ipv6 = address.indexOf(':') >= 0
                && address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
        if (!ipv6) {
            return ipv4(address);
        }
        try {
            byte[] octets = InetAddress.getByName(address).getAddress();
            return octets.length == 16 ? Optional.of(octets) : Optional.empty();
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> ipv4(String address) {
        byte[] octets = new byte[4];
        int start = 0;
        for (int i = 0; i < 4; i++) {
            int dot = i < 3 ? address.indexOf('.', start) : address.length();
            int value = dot < 0 ? -1 : number(address, start, dot);
            if (value < 0 || value > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) value;
            start = dot + 1;
        }
        return Optional.of(octets);
    }

    /** A number of at most three digits, or -1. */
    private static int number(String text, int from, int to) {
        int number = to > from && to <= from + 3 ? 0 : -1;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : -1;
        }
        return number;
    }
}
