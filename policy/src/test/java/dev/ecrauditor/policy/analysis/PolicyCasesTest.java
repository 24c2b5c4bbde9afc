package dev.ecrauditor.policy.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Policies with all their facts, one per line of {@code cases.jsonl} and of {@code reported.jsonl}. */
class PolicyCasesTest {

    @TestFactory
    Stream<DynamicTest> everyFactIsAsTheCaseSays() throws IOException {
        return cases("cases.jsonl", 88);
    }

    /** Policies from public reports, and those that this analysis evaluated wrongly when they were tried. */
    @TestFactory
    Stream<DynamicTest> everyFactIsAsTheReportSays() throws IOException {
        return cases("reported.jsonl", 47);
    }

    private static Stream<DynamicTest> cases(String file, int count) throws IOException {
        try (InputStream cases = PolicyCasesTest.class.getResourceAsStream(file)) {
            List<String> lines = new String(cases.readAllBytes(), UTF_8).lines().toList();
            assertThat(lines).hasSize(count);
            return lines.stream().map(PolicyCasesTest::read).map(PolicyCasesTest::test);
        }
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    private static DynamicTest test(Json line) {
        String id = line.text("id").orElseThrow();
        return DynamicTest.dynamicTest(id, () -> {
            Json policy = line.at("policy");
            String text = policy.text().orElseGet(() -> JsonWriter.write(policy));
            facts(text, line.text("owner").orElseThrow())
                    .forEach((fact, value) -> assertThat(acceptable(line, fact))
                            .as("%s: %s of %s", line.text("note").orElse(""), fact, text)
                            .contains(value));
        });
    }

    /** The values that a case accepts for a fact: one, and more where the case is not strict. */
    private static List<Object> acceptable(Json line, String fact) {
        List<Object> values = new ArrayList<>();
        value(line.at("expected").at(fact)).ifPresent(values::add);
        line.at("alsoAcceptable").items(fact).forEach(other -> value(other).ifPresent(values::add));
        return values;
    }

    private static Optional<Object> value(Json json) {
        if (json instanceof Json.Bool bool) {
            return Optional.of(bool.value());
        }
        if (json instanceof Json.Arr array) {
            return Optional.of(array.items().stream()
                    .map(item -> item.text().orElseThrow())
                    .toList());
        }
        return Optional.empty();
    }

    private static Map<String, Object> facts(String text, String owner) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (!(PolicyParser.parse(text) instanceof Policy policy)) {
            facts.put("parseError", true);
            return facts;
        }
        AccessFacts found = PolicyAnalysis.of(policy, owner);
        assertThat(found.unclear()).isEmpty();
        facts.put("parseError", false);
        facts.put("public", found.isPublic());
        facts.put("crossAccounts", found.crossAccounts());
        facts.put("orgOnly", found.isOrganizationOnly());
        facts.put("orgIds", List.copyOf(found.organizationIds()));
        facts.put("wildcardActions", found.wildcardActions());
        facts.put("outsiderCanWrite", found.outsiderCanWrite());
        facts.put("networkLimited", found.isNetworkLimited());
        facts.put("confusedDeputy", found.isConfusedDeputy());
        facts.put("unresolvedPrincipals", found.unresolvedPrincipals());
        return facts;
    }
}
