package dev.ecrauditor.rule.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.TrustedIds;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Commands;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Subject;
import dev.ecrauditor.text.HostileText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorrectedPolicyFixTest {

    private static final CorrectedPolicyFix FIX = new CorrectedPolicyFix(
            new Subject(
                    "111122223333", new TrustedIds(Set.of("444455556666", "222233334444"), Set.of("o-a1b2c3d4e5")), ""),
            "before.json",
            "policy.json",
            new Commands("aws get", "aws set --policy-text file://policy.json", "aws delete"));

    private static Json policy(String sid) {
        try {
            return JsonReader.read("{\"Version\": \"2012-10-17\", \"Id\": \"" + sid + "\", \"Statement\": []}");
        } catch (MalformedJson wrong) {
            throw new IllegalArgumentException(sid, wrong);
        }
    }

    private static List<String> corrected(Json policy, String... changes) {
        return FIX.lines(new Correction.Corrected(policy, List.of(changes)), List.of("# by hand"));
    }

    @Test
    void theCommandsKeepTheOldPolicyWriteTheNewOneAndSetIt() {
        assertThat(corrected(policy("a"), "Statement 1 is taken out."))
                .containsExactly(
                        "# Keep before.json to undo the change:",
                        "aws get > before.json",
                        "# Statement 1 is taken out.",
                        "cat > policy.json <<'EOF'\n{\n  \"Version\": \"2012-10-17\",\n  \"Id\": \"a\",\n  \"Statement\": []\n}\nEOF",
                        "aws set --policy-text file://policy.json");
    }

    @Test
    void aLongPolicyIsMadeByACommand() {
        List<String> lines = corrected(policy("a".repeat(CorrectedPolicyFix.MAX_POLICY)));
        assertThat(lines)
                .contains(
                        "./ecr-auditor policy before.json --owner 111122223333 --trusted-account 222233334444 --trusted-account 444455556666 --trusted-organization o-a1b2c3d4e5 --fix > policy.json");
        assertThat(CorrectedPolicyFix.policyIn(lines)).isEmpty();
    }

    @Test
    void aPolicyWithoutAStatementIsDeleted() {
        assertThat(FIX.lines(new Correction.Emptied(List.of("Statement 1 is taken out.")), List.of()))
                .endsWith("# No statement is left:", "aws delete");
    }

    @Test
    void whereAPersonHasToEditTheReasonComesFirst() {
        assertThat(FIX.lines(new Correction.ByHand("statement 1 is unclear"), List.of("# by hand")))
                .containsExactly(
                        "# There is no corrected policy, because statement 1 is unclear. Edit it by hand:",
                        "# by hand");
    }

    @Test
    void hostileTextInThePolicyStaysTheSameJsonAndMakesNoLink() {
        Json hostile =
                policy("http://evil.example @here <!channel> `x` www.evil.example mailto:a@b data:x $(id) EOF &");
        List<String> lines = corrected(hostile);
        assertThat(CorrectedPolicyFix.policyIn(lines)).contains(hostile);
        assertThat(lines.get(2).lines().map(String::strip))
                .allSatisfy(line -> assertThat(HostileText.command(line)).isEqualTo(line));
    }

    @Test
    void whatAPolicySaysInAnExplanationBeginsNoLineOfItsOwn() {
        String hostile = "Statement 1 (Sid \"a\nrm -rf x\r\u2028id\") is taken out.";
        assertThat(corrected(policy("a"), hostile)).contains("# Statement 1 (Sid \"a rm -rf x  id\") is taken out.");
        assertThat(FIX.lines(new Correction.Emptied(List.of(hostile)), List.of()))
                .allSatisfy(line -> assertThat(line.lines()).hasSize(1));
        assertThat(FIX.lines(new Correction.ByHand(hostile), List.of()))
                .allSatisfy(line -> assertThat(line.lines()).hasSize(1));
    }

    @Test
    void onlyACommandThatIsWrittenHereMayHaveSeveralLines() {
        String own = corrected(policy("a")).get(2);
        assertThat(CorrectedPolicyFix.writesPolicy(own)).isTrue();
        assertThat(List.of(
                        "# x",
                        "cat > policy.json <<'EOF'\nEOF",
                        own.replace("{\n", "{\n\n"),
                        own.replace("  \"Id\"", "\"Id\""),
                        own + "\nrm -rf x",
                        own.replace("policy.json", "/etc/x.json")))
                .noneMatch(CorrectedPolicyFix::writesPolicy);
    }

    @Test
    void manyChangesAreCountedAndLongOnesCut() {
        String[] changes = new String[9];
        java.util.Arrays.fill(changes, "x".repeat(1_000));
        List<String> lines = corrected(policy("a"), changes);
        assertThat(lines).contains("# and 4 more changes").hasSize(10);
        assertThat(lines.get(2)).hasSizeLessThan(500).endsWith("[cut]");
    }
}
