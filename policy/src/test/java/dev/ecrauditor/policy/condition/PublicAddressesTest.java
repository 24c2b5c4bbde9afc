package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where public addresses begin and end. */
class PublicAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 8.8.8.8",
        "9.255.255.255, 9.255.255.255",
        "10.0.0.0, 9.255.255.255",
        "10.1.2.3, 9.255.255.255",
        "10.255.255.255, 9.255.255.255",
        "11.0.0.0, 11.0.0.0",
        "255.255.255.255, 223.255.255.255",
        "1.0.0.0, 1.0.0.0",
        "2001:db8::1, 2001:db8::1",
        "ff02::1, fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::2, ::2"
    })
    void theLastPublicAddressUpToOne(String address, String last) {
        assertThat(PublicAddresses.upTo(value(address), bits(address))).hasValue(value(last));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "0.255.255.255", "::", "::1"})
    void atTheBeginningThereIsNone(String address) {
        assertThat(PublicAddresses.upTo(value(address), bits(address))).isEmpty();
    }

    @Test
    void theFirstIpv6AddressThatIsPublicIsBehindTheLoopbackAddress() {
        assertThat(PublicAddresses.upTo(BigInteger.TWO, 128)).hasValue(BigInteger.TWO);
        assertThat(PublicAddresses.from(BigInteger.ZERO, 128)).isEqualTo(BigInteger.TWO);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, true",
        "10.0.0.0/7, false",
        "8.8.8.8/32, false",
        "10.0.0.1/32, true",
        "9.255.255.255/32, false",
        "0.0.0.0/0, false",
        "224.0.0.0/3, true",
        "fc00::/7, true",
        "2001:db8::1/128, false"
    })
    void aRangeOfWhichNothingIsPublic(String range, boolean isNothingPublic) {
        assertThat(PublicAddresses.containNoneOf(IpRange.parse(range).orElseThrow()))
                .isEqualTo(isNothingPublic);
    }

    @ParameterizedTest
    @CsvSource({"8.8.8.8, true", "10.0.0.1, false", "8.8.8.8/32, false", "name, false", "2001:db8::1, true"})
    void onlyAnAddressCanBePublic(String text, boolean isPublic) {
        assertThat(PublicAddresses.contain(text)).isEqualTo(isPublic);
    }

    @Test
    void whatIsBehindTheAddressSpaceHasNoText() {
        BigInteger behind = PublicAddresses.from(value("240.0.0.1"), 32);
        assertThat(IpRange.address(behind, 32)).isEqualTo(Optional.empty());
    }

    private static BigInteger value(String address) {
        return IpRange.parse(address).orElseThrow().first();
    }

    private static int bits(String address) {
        return IpRange.parse(address).orElseThrow().bits();
    }
}
