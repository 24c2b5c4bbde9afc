package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IpRangesTest {

    private static IpRanges of(String... ranges) {
        List<IpRange> parsed = new ArrayList<>();
        for (String range : ranges) {
            parsed.add(IpRange.parse(range).orElseThrow());
        }
        return new IpRanges(parsed);
    }

    @Test
    void theFirstAndTheLastAddressOfARangeAreInItAndTheirNeighboursAreNot() {
        IpRanges ranges = of("203.0.113.64/26", "2001:db8::/32");
        assertThat(ranges.contain("203.0.113.64")).isTrue();
        assertThat(ranges.contain("203.0.113.127")).isTrue();
        assertThat(ranges.contain("203.0.113.63")).isFalse();
        assertThat(ranges.contain("203.0.113.128")).isFalse();
        assertThat(ranges.contain("2001:db8::")).isTrue();
        assertThat(ranges.contain("2001:db9::")).isFalse();
    }

    @Test
    void addressesOfOneSizeAreNeverInRangesOfTheOther() {
        assertThat(of("0.0.0.0/0").contain("::1")).isFalse();
        assertThat(of("::/0").contain("0.0.0.1")).isFalse();
    }

    @Test
    void whatIsNoAddressIsInNoRange() {
        IpRanges all = of("0.0.0.0/0", "::/0");
        for (String text : List.of("", "example.org", "10.0.0.0/8", "10.0.0", "10.0.0.256", "::/0")) {
            assertThat(all.contain(text)).as(text).isFalse();
        }
    }

    @Test
    void joinedRangesHoldWhatTheRangesHoldOneByOne() {
        long seed = 20_261_128;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<IpRange> ranges = new ArrayList<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                String address = "10.0." + random.nextInt(4) + "." + random.nextInt(256);
                ranges.add(
                        IpRange.parse(address + "/" + (20 + random.nextInt(13))).orElseThrow());
            }
            IpRanges joined = new IpRanges(ranges);
            for (int n = 0; n < 50; n++) {
                String address = "10.0." + random.nextInt(6) + "." + random.nextInt(256);
                assertThat(joined.contain(address))
                        .as("seed %d, %s in %s", seed, address, ranges)
                        .isEqualTo(ranges.stream().anyMatch(range -> range.contains(address)));
            }
        }
    }

    /** Made of parts of addresses, so that many are addresses and many nearly are. */
    @Test
    void whatIsAnAddressIsWhatTheJdkTakesForOne() throws UnknownHostException {
        long seed = 4_711;
        Random random = new Random(seed);
        String[] pieces = {
            "", ":", "::", "0", "1", "ab", "12ab", "12345", "g", "1.2.3.4", "1.2.3", "ffff", "2001:db8", "::1"
        };
        int addresses = 0;
        int tries = Integer.getInteger("ecrauditor.tries", 200_000);
        for (int i = 0; i < tries; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = 1 + random.nextInt(9); n > 0; n--) {
                made.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? "" : ":");
            }
            if (random.nextBoolean() && made.length() > 1 && made.charAt(made.length() - 1) == ':') {
                made.setLength(made.length() - 1);
            }
            String text = made.toString();
            boolean literal = text.indexOf(':') >= 0 && text.matches("[0-9a-f:.]*");
            boolean expected = false;
            if (literal) {
                try {
                    byte[] octets = InetAddress.getByName(text).getAddress();
                    expected = octets.length == 16;
                    addresses++;
                } catch (UnknownHostException notAnAddress) {
                    expected = false;
                }
            }
            if (text.indexOf(':') >= 0) {
                assertThat(IpRange.parse(text).isPresent())
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(expected);
                if (expected) {
                    assertThat(IpRange.parse(text).orElseThrow().first())
                            .isEqualTo(new BigInteger(
                                    1, InetAddress.getByName(text).getAddress()));
                }
            }
        }
        assertThat(addresses).isGreaterThan(tries / 100);
    }
}
