package dev.ecrauditor.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that are too small, too large or too deep. */
final class SizeInputs {

    private static final int MIB = 1024 * 1024;

    private SizeInputs() {}

    static Stream<HostileInput> inputs() {
        return Stream.of(small(), large(), many(), deep()).flatMap(List::stream);
    }

    private static List<HostileInput> small() {
        return List.of(
                HostileInput.of("no byte", "", "FAILED"),
                HostileInput.of("one blank", " ", "FAILED"),
                HostileInput.of("one brace", "{", "FAILED"),
                HostileInput.of("one digit", "7", "FAILED"),
                HostileInput.of("one quote", "\"", "FAILED"),
                HostileInput.of("one NUL", "\u0000", "FAILED"),
                HostileInput.of("null", "null", "FAILED"),
                HostileInput.of("an empty object", "{}", "FAILED"),
                HostileInput.of("an empty array", "[]", "FAILED"),
                HostileEvent.good().input("an event with nothing wrong", "RECORDED"),
                HostileEvent.byName().input("an event that names its repository once", "RECORDED"));
    }

    private static List<HostileInput> large() {
        String mib = "x".repeat(MIB);
        return List.of(
                filled(MIB, "x").input("1 MiB of a field nobody knows", "RECORDED"),
                filled(MIB, "\\u0000").input("1 MiB of escapes", "RECORDED"),
                set("detail.requestParameters.policyText", mib).input("1 MiB of policy", "RECORDED"),
                set("detail.userIdentity.arn", mib).input("1 MiB of actor", "RECORDED"),
                set("detail.eventName", mib).input("1 MiB of event name", "IGNORED NO_RULE_APPLIES"),
                set("detail.eventID", mib).input("1 MiB of event id", "RECORDED"),
                set("account", mib)
                        .without("detail.recipientAccountId")
                        .input("1 MiB of account", "IGNORED CALLER_ACCOUNT_COPY"),
                HostileEvent.named(mib).input("1 MiB of repository name", "FAILED"),
                HostileEvent.about("arn:aws:ecr:us-east-1:111122223333:repository/" + mib)
                        .input("1 MiB of ARN", "RECORDED"),
                HostileEvent.about(":".repeat(MIB)).input("1 MiB of colons for an ARN", "RECORDED"),
                HostileInput.of(
                        "1 MiB of blanks before it",
                        " ".repeat(MIB) + HostileEvent.good().text(),
                        "RECORDED"),
                filled(8 * MIB - 4_096, "x").input("just under 8 MiB", "RECORDED"),
                filled(8 * MIB, "x").input("just over 8 MiB", "FAILED"),
                HostileInput.of("8 MiB of opening brackets", "[".repeat(8 * MIB), "FAILED"),
                HostileInput.of("8 MiB of quotes", "\"".repeat(8 * MIB), "FAILED"),
                HostileInput.of("8 MiB of empty arrays", list("[]", 8 * MIB), "FAILED"),
                HostileInput.of("8 MiB of empty objects", list("{}", 8 * MIB), "FAILED"));
    }

    private static List<HostileInput> many() {
        StringBuilder members = new StringBuilder("\"a\":0");
        for (int i = 0; i < 100_000; i++) {
            members.append(",\"a").append(i).append("\":0");
        }
        return List.of(
                HostileEvent.good().beginning(members.toString()).input("100,000 members", "RECORDED"),
                HostileEvent.good()
                        .beginning(sameHash("Aa", "BB"))
                        .input("16,384 names of one hash in Java", "RECORDED"),
                HostileEvent.good()
                        .beginning(sameHash("ab", "bA"))
                        .input("16,384 names of one hash in jackson", "RECORDED"),
                HostileEvent.good()
                        .with("detail.resources", list("{}", 300_000))
                        .input("100,000 resources", "RECORDED"),
                HostileEvent.good()
                        .beginning("\"" + "n".repeat(10_000) + "\":1")
                        .input("a name of 10,000 characters", "FAILED"),
                HostileInput.of("a number of 1 MiB", "9".repeat(MIB), "FAILED"));
    }

    private static List<HostileInput> deep() {
        List<HostileInput> inputs = new ArrayList<>();
        for (int levels : new int[] {63, 64, 65, 100_000}) {
            String ends = levels <= 64 ? "RECORDED" : "FAILED";
            inputs.add(HostileInput.of("arrays, " + levels + " deep", arrays(levels), "FAILED"));
            inputs.add(HostileInput.of("objects, " + levels + " deep", objects(levels), "FAILED"));
            inputs.add(HostileInput.of("arrays without end, " + levels + " deep", "[".repeat(levels), "FAILED"));
            inputs.add(HostileEvent.good()
                    .beginning("\"extra\":" + arrays(levels - 2), "detail")
                    .input("an event with arrays, " + levels + " deep", ends));
            inputs.add(HostileEvent.good()
                    .beginning("\"extra\":" + objects(levels - 2), "detail")
                    .input("an event with objects, " + levels + " deep", ends));
            inputs.add(set("detail.requestParameters.policyText", arrays(levels))
                    .input("a policy of arrays, " + levels + " deep", "RECORDED"));
            inputs.add(set("detail.responseElements.policyText", objects(levels).replace("\"", "\\\""))
                    .input("a policy of objects, " + levels + " deep", "RECORDED"));
        }
        return inputs;
    }

    private static HostileEvent filled(int size, String rawFilling) {
        return HostileEvent.good().beginning("\"filling\":\"" + rawFilling.repeat(size / rawFilling.length()) + "\"");
    }

    private static HostileEvent set(String path, String text) {
        return HostileEvent.good().with(path, "\"" + text + "\"");
    }

    private static String list(String item, int size) {
        return "[" + (item + ",").repeat(size / 3 - 2) + item + "]";
    }

    private static String arrays(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String objects(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    /** Members with all the names that fourteen of these pairs make; each pair has one hash, so all names have one. */
    private static String sameHash(String one, String other) {
        StringBuilder members = new StringBuilder("\"a\":0");
        for (int name = 0; name < 1 << 14; name++) {
            members.append(",\"");
            for (int bit = 0; bit < 14; bit++) {
                members.append((name >> bit & 1) == 1 ? one : other);
            }
            members.append("\":0");
        }
        return members.toString();
    }
}
