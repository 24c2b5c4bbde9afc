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
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            return Optional.empty();
        }
        BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix);
        BigInteger value = new BigInteger(1, address.get());
        return Optional.of(new IpRange(value.subtract(value.mod(size)), bits, prefix));
    }

    boolean contains(String address) {
        return bytes(address)
                .filter(octets -> octets.length * 8 == bits)
                .map(octets -> new BigInteger(1, octets))
                .map(value -> value.compareTo(first) >= 0 && value.compareTo(last()) <= 0)
                .orElse(false);
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
        if (!ipv6 && !isIpv4(address)) {
            return Optional.empty();
        }
        try {
            byte[] octets = InetAddress.getByName(address).getAddress();
            return (octets.length == 16) == ipv6 ? Optional.of(octets) : Optional.empty();
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isIpv4(String address) {
        String[] octets = address.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            int value = number(octet);
            if (value < 0 || value > 255) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
