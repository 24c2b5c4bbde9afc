package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.TrustedParties;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories are evaluated again when a setting changes that a verdict depends on, and only then. */
class RuleSetFingerprintTest {

    private static final Map<String, String> SET = Map.of(
            "TRUSTED_ACCOUNTS", "444455556666,123456789012",
            "TRUSTED_ORGANIZATIONS", "o-a1b2c3d4e5,o-zyxwvutsrq",
            "POLICY_GRACE", "PT30M");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUSTED_ACCOUNTS      | ''",
                "TRUSTED_ACCOUNTS      | 444455556666",
                "TRUSTED_ACCOUNTS      | 444455556666,123456789012,999988887777",
                "TRUSTED_ACCOUNTS      | 444455556666,123456789013",
                "TRUSTED_ORGANIZATIONS | ''",
                "TRUSTED_ORGANIZATIONS | o-a1b2c3d4e5",
                "TRUSTED_ORGANIZATIONS | o-a1b2c3d4e5,o-zyxwvutsrq,o-1111111111",
                "TRUSTED_ORGANIZATIONS | o-a1b2c3d4e5,o-zyxwvutsrp",
                "POLICY_GRACE          | ''",
                "POLICY_GRACE          | PT31M"
            })
    void aSettingThatChangesVerdictsChangesTheFingerprint(String variable, String value) {
        assertThat(mark(variable, value)).isNotEqualTo(mark(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUSTED_ACCOUNTS      | ' 123456789012, 444455556666'",
                "TRUSTED_ORGANIZATIONS | ' o-zyxwvutsrq , o-a1b2c3d4e5 '",
                "TRUSTED_ORGANIZATIONS | o-a1b2c3d4e5,o-zyxwvutsrq,o-a1b2c3d4e5",
                "POLICY_GRACE          | PT1800S",
                "SWEEP_EVERY           | PT1H",
                "READ_ROLE_NAME        | another"
            })
    void anotherNotationOfASettingKeepsTheFingerprint(String variable, String value) {
        assertThat(mark(variable, value)).isEqualTo(mark(Map.of()));
    }

    /** So many that a set without an order of its own would give them in another one. */
    @Test
    void theOrderOfTrustedPartiesKeepsTheFingerprint() {
        List<String> accounts = IntStream.range(0, 40)
                .mapToObj(i -> Integer.toString(444_455_000 + i) + "666")
                .toList();
        List<String> organizations =
                IntStream.range(0, 40).mapToObj(i -> "o-a1b2c3d4e" + i).toList();
        assertThat(mark(Map.of(
                        "TRUSTED_ACCOUNTS", String.join(",", accounts),
                        "TRUSTED_ORGANIZATIONS", String.join(",", organizations))))
                .isEqualTo(mark(Map.of(
                        "TRUSTED_ACCOUNTS", reversed(accounts), "TRUSTED_ORGANIZATIONS", reversed(organizations))));
    }

    private static String reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return String.join(",", reversed);
    }

    @Test
    void defaultsMeanTheSameAsNothing() {
        assertThat(new Wiring(Map.of("AWS_REGION", "us-east-1", "POLICY_GRACE", "PT15M", "TRUSTED_ACCOUNTS", " "))
                        .fingerprint()
                        .mark())
                .isEqualTo(new Wiring(Map.of("AWS_REGION", "us-east-1"))
                        .fingerprint()
                        .mark());
    }

    /** An account and an organization are never taken for each other, nor does one list run into the other. */
    @Test
    void trustThatMovesFromOneListToTheOtherIsAnotherTrust() {
        Map<String, String> accounts = Map.of("AWS_REGION", "us-east-1", "TRUSTED_ACCOUNTS", "444455556666");
        Map<String, String> nobody = Map.of("AWS_REGION", "us-east-1");
        Map<String, String> organizations = Map.of("AWS_REGION", "us-east-1", "TRUSTED_ORGANIZATIONS", "o-a1b2c3d4e5");
        assertThat(List.of(
                        new Wiring(accounts).fingerprint().mark(),
                        new Wiring(nobody).fingerprint().mark(),
                        new Wiring(organizations).fingerprint().mark()))
                .doesNotHaveDuplicates();
    }

    /** A new setting that a rule trusts by has to be added to the fingerprint, and to the lists above. */
    @Test
    void theTrustOfARuleIsWhatTheMarkKnows() {
        assertThat(Arrays.stream(TrustedParties.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrder("accounts", "organizations");
    }

    private static String mark(String variable, String value) {
        return mark(Map.of(variable, value));
    }

    private static String mark(Map<String, String> changed) {
        Map<String, String> environment = new HashMap<>(SET);
        environment.put("AWS_REGION", "us-east-1");
        environment.putAll(changed);
        return new Wiring(environment).fingerprint().mark();
    }
}
