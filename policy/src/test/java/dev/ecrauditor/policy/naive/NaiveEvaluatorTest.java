package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The naive evaluator follows the examples of the IAM User Guide and is independent of the analysis. */
class NaiveEvaluatorTest {

    private static final String ORG = "'aws:PrincipalOrgID': 'o-a1b2c3d4e5'";

    private static boolean allows(String statements, Map<String, List<String>> context) throws JsonProcessingException {
        String text = "{'Version': '2012-10-17', 'Statement': [" + statements + "]}";
        return new NaiveEvaluator(text.replace('\'', '"'))
                .allows(new NaiveRequest(
                        false, "arn:aws:iam::444455556666:role/ci", "444455556666", "ecr:PutImage", context));
    }

    private static String allowIf(String condition) {
        return "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ecr:Put*', 'Condition': {" + condition + "}}";
    }

    private static String denyIf(String condition) {
        return "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': {" + condition + "}}";
    }

    static Stream<Arguments> conditions() {
        Map<String, List<String>> none = Map.of();
        Map<String, List<String>> member = Map.of("aws:principalorgid", List.of("o-a1b2c3d4e5"));
        Map<String, List<String>> other = Map.of("aws:principalorgid", List.of("o-zz"));
        Map<String, List<String>> tags = Map.of("aws:tagkeys", List.of("a", "b"));
        return Stream.of(
                arguments("'StringEquals': {" + ORG + "}", member, true),
                arguments("'StringEquals': {" + ORG + "}", other, false),
                arguments("'StringEquals': {" + ORG + "}", none, false),
                arguments("'StringEqualsIfExists': {" + ORG + "}", none, true),
                arguments("'StringNotEquals': {" + ORG + "}", none, true),
                arguments("'StringNotEquals': {" + ORG + "}", member, false),
                arguments("'ForAllValues:StringEquals': {" + ORG + "}", none, true),
                arguments("'ForAnyValue:StringEqualsIfExists': {" + ORG + "}", none, false),
                arguments("'ForAnyValue:StringNotEquals': {" + ORG + "}", none, false),
                arguments("'Null': {'aws:PrincipalOrgID': 'true'}", none, true),
                arguments("'Null': {'aws:PrincipalOrgID': 'true'}", member, false),
                arguments("'StringLike': {'AWS:principalorgid': 'o-*'}", other, true),
                arguments("'StringEquals': {'aws:PrincipalOrgID': 'o-*'}", other, false),
                arguments("'StringEquals': {'aws:PrincipalOrgID': 'O-ZZ'}", other, false),
                arguments("'StringEqualsIgnoreCase': {'aws:PrincipalOrgID': 'O-ZZ'}", other, true),
                arguments("'StringEquals': {'aws:PrincipalOrgID': '${aws:PrincipalOrgID}'}", other, true),
                arguments("'StringLike': {'aws:PrincipalOrgID': 'o-${*}'}", other, false),
                arguments("'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b', 'c']}", tags, true),
                arguments("'ForAllValues:StringEquals': {'aws:TagKeys': 'a'}", tags, false),
                arguments("'ForAnyValue:StringEquals': {'aws:TagKeys': 'a'}", tags, true),
                arguments("'ForAnyValue:StringNotEquals': {'aws:TagKeys': 'a'}", tags, true),
                arguments("'StringMatches': {" + ORG + "}", other, true));
    }

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @MethodSource("conditions")
    void aConditionHoldsAsTheUserGuideSays(String condition, Map<String, List<String>> context, boolean holds)
            throws JsonProcessingException {
        assertThat(allows(allowIf(condition), context)).isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @MethodSource("networksAndArns")
    void addressesAndArnsAreComparedByTheirParts(String condition, String value, boolean holds)
            throws JsonProcessingException {
        String key = condition.replaceAll(".*'aws:(\\w+)'.*", "aws:$1").toLowerCase(Locale.ROOT);
        assertThat(allows(allowIf(condition), Map.of(key, List.of(value)))).isEqualTo(holds);
    }

    static Stream<Arguments> networksAndArns() {
        return Stream.of(
                arguments("'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}", "203.0.113.255", true),
                arguments("'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}", "203.0.114.0", false),
                arguments("'IpAddress': {'aws:SourceIp': '2001:db8::/32'}", "2001:db8:0:0:0:0:0:1", true),
                arguments("'NotIpAddress': {'aws:SourceIp': '203.0.113.7'}", "203.0.113.7", false),
                arguments("'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/ci'}", "arn:aws:iam::1:role/ci", true),
                arguments("'ArnLike': {'aws:PrincipalArn': 'arn:*:iam::1:*'}", "arn:aws:iam::2:role/:iam::1:x", false),
                arguments(
                        "'StringLike': {'aws:PrincipalArn': 'arn:*:iam::1:*'}", "arn:aws:iam::2:role/:iam::1:x", true));
    }

    @Test
    void anExplicitDenyWins() throws JsonProcessingException {
        assertThat(allows(allowIf("") + ", " + denyIf("'StringNotEquals': {" + ORG + "}"), Map.of()))
                .isFalse();
        assertThat(allows(allowIf("") + ", " + denyIf("'ForAnyValue:StringNotEquals': {" + ORG + "}"), Map.of()))
                .isTrue();
    }

    @Test
    void anUndocumentedDenyIsNotReliedOn() throws JsonProcessingException {
        assertThat(allows(allowIf("") + ", " + denyIf("'StringMatches': {" + ORG + "}"), Map.of()))
                .isTrue();
        assertThat(allows(allowIf("") + ", {'Effect': 'Deny', 'Principal': ['*'], 'Action': 'ecr:*'}", Map.of()))
                .isTrue();
    }

    @Test
    void notPrincipalIsEverybodyElse() throws JsonProcessingException {
        String denyOthers = ", {'Effect': 'Deny', 'NotPrincipal': {'AWS': '%s'}, 'Action': 'ecr:*'}";
        assertThat(allows(allowIf("") + String.format(denyOthers, "444455556666"), Map.of()))
                .isTrue();
        assertThat(allows(allowIf("") + String.format(denyOthers, "111122223333"), Map.of()))
                .isFalse();
    }

    @Test
    void theSameMemberTwiceIsNoPolicy() {
        assertThatThrownBy(() -> new NaiveEvaluator("{\"Statement\": [], \"\\u0053tatement\": []}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void onlyTheComparisonsDependOnTheAnalysis() throws IOException {
        Path sources = Path.of("src/test/java/dev/ecrauditor/policy/naive");
        try (Stream<Path> files = Files.list(sources)) {
            assertThat(files.filter(file -> !file.endsWith("NaiveAgreement.java")
                            && !file.getFileName().toString().startsWith("Corrected")
                            && !file.endsWith("AccessGainPairsTest.java")
                            && !file.endsWith("ServiceControlPolicyDocTest.java")
                            && !file.endsWith("PolicyAnalysisFuzz.java")
                            && !file.endsWith("NaiveEvaluatorTest.java")))
                    .hasSizeGreaterThan(7)
                    .allSatisfy(file -> assertThat(imports(file))
                            .noneMatch(line ->
                                    line.contains("dev.ecrauditor") && !line.contains("dev.ecrauditor.policy.naive")));
        }
    }

    private static List<String> imports(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("import"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
