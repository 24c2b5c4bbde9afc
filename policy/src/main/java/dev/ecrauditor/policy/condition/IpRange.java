package dev.ecrauditor.policy.condition;

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
public record IpRange(BigInteger first, int bits, int prefix) {

    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 32;

    /** Empty when the text is no range. */
    public static Optional<IpRange> parse(String text) {
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
        return Optional.of(new IpRange(new BigInteger(1, address.get()), bits, bits).around(prefix));
    }

    /** The range of this prefix length in which this one begins. */
    public IpRange around(int length) {
        int free = bits - length;
        return length == prefix ? this : new IpRange(first.shiftRight(free).shiftLeft(free), bits, length);
    }

    boolean contains(String address) {
        Optional<byte[]> octets = bytes(address);
        if (octets.isEmpty() || octets.get().length * 8 != bits) {
            return false;
        }
        return new BigInteger(1, octets.get()).xor(first).bitLength() <= bits - prefix;
    }

    /** True when it is small enough to be one party's network rather than a large part of the internet. */
    public boolean isFixed() {
        return prefix >= (bits == 32 ? WIDEST_IPV4 : WIDEST_IPV6);
    }

    public BigInteger last() {
        return first.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE);
    }

    /** An address as text; empty outside the address space. */
    public static Optional<String> address(BigInteger value, int bits) {
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

    /** Accepts literal addresses only: a name is never resolved. */
    private static Optional<byte[]> bytes(String address) {
        return address.indexOf(':') >= 0 ? ipv6(address) : ipv4(address);
    }

    /**
     * Does not use {@code InetAddress}, which throws for everything that is no address: expensive where hostile texts
     * are compared. An IPv4 address in IPv6 form is neither.
     */
    private static Optional<byte[]> ipv6(String address) {
        byte[] octets = new byte[16];
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, octets) == 16 ? checked(octets) : Optional.empty();
        }
        byte[] behind = new byte[16];
        int before = gap == 0 ? 0 : groups(address.substring(0, gap), octets);
        int length = gap + 2 == address.length() ? 0 : groups(address.substring(gap + 2), behind);
        boolean ipv4InFront = address.indexOf('.') >= 0 && address.indexOf('.') < gap;
        if (before < 0 || length < 0 || before + length > 14 || ipv4InFront) {
            return Optional.empty();
        }
        System.arraycopy(behind, 0, octets, 16 - length, length);
        return checked(octets);
    }

    private static Optional<byte[]> checked(byte[] octets) {
        boolean isIpv4 = octets[10] == -1 && octets[11] == -1;
        for (int i = 0; i < 10 && isIpv4; i++) {
            isIpv4 = octets[i] == 0;
        }
        return isIpv4 ? Optional.empty() : Optional.of(octets);
    }

    /**
     * Reads groups of 16 bits, and at the end an IPv4 address, into octets; returns the number of octets then, or -1.
     */
    private static int groups(String text, byte[] octets) {
        int at = 0;
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            if (group.indexOf('.') >= 0) {
                Optional<byte[]> last = i == groups.length - 1 && at <= 12 ? ipv4(group) : Optional.empty();
                if (last.isEmpty()) {
                    return -1;
                }
                System.arraycopy(last.get(), 0, octets, at, 4);
                return at + 4;
            }
            int value = hex(group);
            if (value < 0 || at > 14) {
                return -1;
            }
            octets[at++] = (byte) (value >> 8);
            octets[at++] = (byte) value;
        }
        return at;
    }

    /** A hexadecimal number of 16 bits, or -1; leading zeros are ignored, as in the JDK. */
    private static int hex(String text) {
        int number = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            int more = (number << 4) | digit;
            number = digit < 0 || more > 0xFFFF ? -1 : more;
        }
        return number;
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
