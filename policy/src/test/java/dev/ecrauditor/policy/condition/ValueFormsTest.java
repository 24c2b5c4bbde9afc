package dev.ecrauditor.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundary cases of numbers, dates, ARNs, addresses, accounts and patterns. */
class ValueFormsTest {

    private static Comparison comparison(String operator) {
        return ConditionOperator.of(operator).comparison();
    }

    private static boolean matches(String operator, String wanted, String actual) {
        return Comparisons.matches(comparison(operator), wanted, actual, new WorkBudget());
    }

    @ParameterizedTest
    @CsvSource({
        "equals, false, true, false",
        "lessthan, true, false, false",
        "lessthanequals, true, true, false",
        "greaterthan, false, false, true",
        "greaterthanequals, false, true, true",
        "nearly, false, false, false"
    })
    void numbersAndDatesAreComparedBySize(String relation, boolean less, boolean equal, boolean greater) {
        assertThat(matches("numeric" + relation, "10", "9.99")).isEqualTo(less);
        assertThat(matches("numeric" + relation, "10", "10")).isEqualTo(equal);
        assertThat(matches("numeric" + relation, "10", "1.0e1")).isEqualTo(equal);
        assertThat(matches("numeric" + relation, "10", "11")).isEqualTo(greater);
        assertThat(matches("date" + relation, "2026-01-02", "2026-01-01T23:59:59Z"))
                .isEqualTo(less);
        assertThat(matches("date" + relation, "2026-01-02", "2026-01-02T00:00:00Z"))
                .isEqualTo(equal);
        assertThat(matches("date" + relation, "2026-01-02", "1767312000")).isEqualTo(equal);
        assertThat(matches("date" + relation, "2026-01-02", "1767312001")).isEqualTo(greater);
        assertThat(matches("numeric" + relation, "ten", "10")).isFalse();
        assertThat(matches("numeric" + relation, "10", "")).isFalse();
        assertThat(matches("date" + relation, "2026-01-02", "soon")).isFalse();
    }

    @Test
    void anOperatorThatOrdersNothingMatchesNothing() {
        assertThat(Comparisons.ordered(comparison("stringnumeric"), List.of("1"))
                        .test("1"))
                .isFalse();
        assertThat(Comparisons.ordered(comparison("equals"), List.of("1")).test("1"))
                .isFalse();
    }

    @Test
    void oneOfSeveralNumbersIsEnoughAndOtherTextIsIgnored() {
        assertThat(Comparisons.ordered(comparison("numericequals"), List.of("x", "1", "2"))
                        .test("2"))
                .isTrue();
        assertThat(Comparisons.ordered(comparison("numericequals"), List.of("x", "1", "2"))
                        .test("3"))
                .isFalse();
        assertThat(Comparisons.ordered(comparison("numericequals"), List.of("x"))
                        .test("x"))
                .isFalse();
    }

    @Test
    void aNumberHasAtMostFortyCharacters() {
        assertThat(Comparisons.number("1".repeat(40))).isPresent();
        assertThat(Comparisons.number("1".repeat(41))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "+1", "-1", ".5", "1e3", "-0.5E-2"})
    void theseAreNumbers(String text) {
        assertThat(Comparisons.mayBeNumber(text)).isTrue();
        assertThat(Comparisons.number(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "/1", ":1", "e3", "*"})
    void theseAreNoNumbersAndAreNotParsed(String text) {
        assertThat(Comparisons.mayBeNumber(text)).isFalse();
        assertThat(Comparisons.number(text)).isEmpty();
        assertThat(Comparisons.date(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x", "--1", "+", ".", "1.2.3"})
    void theseOnlyBeginLikeNumbers(String text) {
        assertThat(Comparisons.number(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z", "0", "1767312000"})
    void theseAreDates(String text) {
        assertThat(Comparisons.date(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-1-02",
                "2026/01/02",
                "2026-01/02",
                "2026-13-02",
                "2026-01-0",
                "202-601-02x",
                "2026-01-02T03:04:05",
                "2026-01-02x",
                "-2026-01-02",
                "12345678901234567890",
                "1.5",
                "2026-01-02T03:04:05.000000000000000000000Z"
            })
    void theseAreNoDates(String text) {
        assertThat(Comparisons.date(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::1:role/a, arn:aws:iam::1:role/a, true",
        "arn:aws:iam::1:role/a, arn:aws:iam::1:role/b, false",
        "arn:*:iam::?:role/*, arn:aws:iam::1:role/a/b:c, true",
        "arn:*:role/a, arn:aws:iam::1:role/a, false",
        "*, arn:aws:iam::1:role/a, false",
        "arn:aws:iam::*, arn:aws:iam::1:role/a, false",
        "arn:aws:iam::1:role/a, arn:aws:iam::1, false",
        "arn:aws:iam:*, arn:aws:iam:x, false",
        "brn:aws:iam::1:role/a, arn:aws:iam::1:role/a, false"
    })
    void anArnIsComparedFieldByField(String wanted, String actual, boolean expected) {
        for (String operator : List.of("arnequals", "arnlike")) {
            assertThat(matches(operator, wanted, actual)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stringequals, a, a, true",
        "stringequals, a, A, false",
        "stringequals, a*, ab, false",
        "binaryequals, YQ==, YQ==, true",
        "binaryequals, YQ==, yq==, false",
        "stringequalsignorecase, aB, Ab, true",
        "stringequalsignorecase, a, b, false",
        "bool, true, True, true",
        "bool, true, false, false",
        "stringlike, a*c, abc, true",
        "stringlike, a*c, ABC, false",
        "stringlike, a?c, a*c, true",
        "stringlike, a, '*', false",
        "ipaddress, 203.0.113.0/24, 203.0.113.7, true",
        "ipaddress, 203.0.113.0/24, 203.0.114.7, false",
        "ipaddress, nonsense, 203.0.113.7, false",
        "ipaddress, 203.0.113.0/24, nonsense, false"
    })
    void textsBooleansAndAddressesAreComparedAsTheirOperatorSays(
            String operator, String wanted, String actual, boolean expected) {
        assertThat(matches(operator, wanted, actual)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "1.2.3.4/0",
                "1.2.3.4/32",
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:1.2.3.4",
                "::1.2.3.4",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "ffff::ffff",
                "FFFF::",
                "0:0:0:0:0:fffe:1.2.3.4",
                "1::ffff:1.2.3.4",
                "::/0",
                "::/128",
                "00001::",
                "0:0:0:0:0:0:0:0"
            })
    void theseAreRanges(String text) {
        assertThat(IpRange.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-1",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/-1",
                "1.2.3.4/x",
                "1.2.3.0004",
                "1.2.3./4",
                "1.2.3.:",
                "::/129",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:1.2.3.4",
                "1.2.3.4::",
                "1.2.3.4:1::",
                "::1.2.3",
                "::1.2.3.4:5",
                ":::",
                "1:::2",
                "1::2::3",
                "10000::",
                "g::",
                "::ffff:1.2.3.4",
                "::ffff:102:304",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "\u0661::",
                "1:2:3:4:5:6::7:1.2.3.4",
                "\u0661.2.3.4"
            })
    void theseAreNoRanges(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1:203:0:0:0:0:a0b0:ffff, 000102030000000000000000a0b0ffff",
        "1::a0b:2, 000100000000000000000000 0a0b0002",
        "::1.2.3.4, 00000000000000000000000001020304",
        "1::, 00010000000000000000000000000000",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
        "1:2:3:4:5:6:255.254.1.0, 000100020003000400050006fffe0100",
        "255.254.1.0, fffe0100"
    })
    void everyGroupStandsInItsPlace(String text, String octets) {
        assertThat(IpRange.parse(text).orElseThrow().first()).isEqualTo(new BigInteger(octets.replace(" ", ""), 16));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.0, true",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.112.255, false",
        "203.0.113.9/24, 203.0.113.1, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "0.0.0.0/0, 255.0.0.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "::/0, ffff::, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "0.0.0.0/0, nobody, false"
    })
    void aRangeHoldsWhatIsInIt(String range, String address, boolean expected) {
        assertThat(IpRange.parse(range).orElseThrow().contains(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0.0/8, true", "0.0.0.0/7, false", "2001:db8::/32, true", "2001::/31, false", "1.2.3.4, true"})
    void oneNetworkIsNotHalfTheInternet(String range, boolean expected) {
        assertThat(IpRange.parse(range).orElseThrow().isFixed()).isEqualTo(expected);
    }

    @Test
    void aRangeHasALastAddressAndAnAddressATextWithinItsSpace() {
        IpRange range = IpRange.parse("203.0.113.0/24").orElseThrow();
        assertThat(IpRange.address(range.last(), 32)).hasValue("203.0.113.255");
        assertThat(IpRange.address(BigInteger.ZERO, 32)).hasValue("0.0.0.0");
        assertThat(IpRange.address(BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE), 32))
                .hasValue("255.255.255.255");
        assertThat(IpRange.address(BigInteger.ONE.shiftLeft(32), 32)).isEmpty();
        assertThat(IpRange.address(BigInteger.ONE.negate(), 32)).isEmpty();
        assertThat(IpRange.address(BigInteger.ONE, 128)).hasValue("0:0:0:0:0:0:0:1");
        assertThat(range.around(16).first())
                .isEqualTo(IpRange.parse("203.0.0.0").orElseThrow().first());
        assertThat(range.around(24)).isSameAs(range);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:role/a, 111122223333",
        "arn:aws-cn:iam:r:111122223333:x, 111122223333",
        "arn:aws:iam::11112222333:role/a, ",
        "arn:aws:iam::1111222233334:role/a, ",
        "arn:aws:iam::111122223333, ",
        "arn:aws:iam:111122223333, ",
        "arn:::::, ",
        "'', ",
        "xarn:aws:iam::111122223333:role/a, ",
        "brn:aws:iam::111122223333:role/a, "
    })
    void theAccountOfAnArnIsItsFifthField(String arn, String account) {
        assertThat(AccountIds.ofArn(arn)).isEqualTo(Optional.ofNullable(account));
    }

    @Test
    void aFieldOfAnArnBeginsBehindItsColon() {
        assertThat(AccountIds.field("a:b:c", 0)).isZero();
        assertThat(AccountIds.field("a:b:c", 1)).isEqualTo(2);
        assertThat(AccountIds.field("a:b:c", 2)).isEqualTo(4);
        assertThat(AccountIds.field("a:b:c", 3)).isEqualTo(-1);
        assertThat(AccountIds.field(":", 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, 111122223333",
        "111122223333:alice, 111122223333",
        "111122223333:, 111122223333",
        "1111222233334, ",
        "11112222333, ",
        "11112222333:alice, ",
        "11112222333x:alice, ",
        "AROA1234:111122223333, ",
        "'', "
    })
    void aUniqueIdBeginsWithItsAccountOrHasNone(String userId, String account) {
        assertThat(AccountIds.inUserId(userId)).isEqualTo(account == null ? List.of() : List.of(account));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "9, true",
        "0123456789, true",
        "'', true",
        "/, false",
        ":, false",
        "1a, false",
        "\u0661, false"
    })
    void digitsAreAscii(String text, boolean expected) {
        assertThat(AccountIds.isDigits(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "abc, abc, abc",
        "*, '', ''",
        "a*bcd?e, a, bcd",
        "ab?cd*e, ab, ab",
        "*abc, '', abc",
        "a*, a, a",
        "?a, '', a"
    })
    void aPatternBeginsAndHoldsWhatHasNoWildcard(String pattern, String beginning, String longest) {
        assertThat(Wildcard.beginning(pattern)).isEqualTo(beginning);
        assertThat(Wildcard.longestPiece(pattern)).isEqualTo(longest);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "abc, abc", "a*b, b", "a?b*c, c", "a*b?c, c", "a*, ''", "?, ''", "*a, a"})
    void aPatternEndsBehindItsLastWildcard(String pattern, String ending) {
        assertThat(Wildcard.ending(pattern)).isEqualTo(ending);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "*, *", "**, *", "a**b, a*b", "***a***, *a*", "a*b, a*b", "*?*, *?*", "**?**, *?*", "ab, ab"})
    void runsOfStarsBecomeOne(String pattern, String expected) {
        assertThat(Wildcard.withoutRunsOfStars(pattern)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"*, true", "?, true", "a*, true", "a?, true", "a, false", "'', false"})
    void aWildcardIsFoundAnywhere(String text, boolean expected) {
        assertThat(Wildcard.isIn(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "a, '', false",
        "*, '', true",
        "AZ, az, true",
        "az, AZ, true",
        "@[, `{, false",
        "`{, @[, false",
        "ecr:*, ECR:PutImage, true",
        "ecr:*Image, ECR:PUTIMAGE, true",
        "ecr:*Images, ecr:PutImage, false",
        "\u00e9, \u00c9, false"
    })
    void onlyTheCaseOfAsciiLettersIsIgnored(String pattern, String text, boolean expected) {
        assertThat(Wildcard.matchesIgnoringCase(pattern, text)).isEqualTo(expected);
    }
}
