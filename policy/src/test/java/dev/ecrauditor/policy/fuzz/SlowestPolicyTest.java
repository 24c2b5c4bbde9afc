package dev.ecrauditor.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Searches for the policy whose evaluation takes longest: it changes policies at random and continues with the slowest.
 * A coverage-guided fuzzer finds slow inputs only by chance; this is a hill climbing search for them. In the build it
 * takes a few steps and checks that the answer is always the same. Longer searches: docs/fuzzing.md.
 */
class SlowestPolicyTest {

    private static final int STEPS = Integer.getInteger("ecrauditor.steps", 100);
    private static final long SEED = Long.getLong("ecrauditor.seed", 20_261_128L);
    private static final int ALIVE = 30;
    private static final int MOST_BYTES = 10_240;
    private static final double WORTH_SAYING = 1.05;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> OPERATORS = List.of(
            "StringEquals StringNotEquals StringLike StringNotLike StringEqualsIgnoreCase ArnLike ArnNotEquals IpAddress NotIpAddress"
                    .concat(" NumericLessThan NumericNotEquals DateGreaterThan DateEquals Bool Null BinaryEquals")
                    .split(" "));
    private static final List<String> KEYS = List.of(
            "PrincipalAccount PrincipalArn userid PrincipalOrgID PrincipalOrgPaths SourceIp SourceVpc SourceVpce VpcSourceIp SourceArn"
                    .concat(
                            " SourceAccount SourceOrgID SourceOrgPaths PrincipalTag/a username RequestedRegion CurrentTime")
                    .concat(
                            " ResourceOrgID ResourceAccount PrincipalServiceName PrincipalIsAWSService TagKeys VpceOrgPaths Free")
                    .split(" "));
    private static final List<String> PIECES = List.of(
            "* ? *a *b* a ab / : x é 0 1 23 - :: 1e 2020-01-01 T00:00:00Z 10.0. 0.0/8 2001:db8::/32 AROA AIDAEXAMPLE vpc- vpce-0 AaAa BBBB"
                    .concat(
                            " arn:aws:iam:: arn:*:iam::*:role/ :role/ :user/ federated-user/ 999999000001 111122223333 o-abcdefghij r-ab12/")
                    .concat(
                            " ou-ab12-11111111/ codebuild ecr.amazonaws.com ${aws:PrincipalArn} ${aws:userid} ${aws:PrincipalAccount}")
                    .concat(
                            " ${aws:PrincipalTag/a} ${aws:Free} ${aws:SourceIp} ${aws:SourceArn} ${aws:ResourceOrgID} ${*}")
                    .split(" "));
    private static final List<String> ACTIONS =
            List.of("ecr:*", "*", "ecr:Get*", "ecr:PutImage", "ecr:*e*e*", "ecr:??*");
    private static final List<Map.Entry<String, String>> PRINCIPALS = List.of(
            Map.entry("AWS", "*"),
            Map.entry("AWS", "arn:aws:iam::222233334444:root"),
            Map.entry("AWS", "arn:aws:sts::222233334444:assumed-role/r/s"),
            Map.entry("Service", "codebuild.amazonaws.com"),
            Map.entry("Federated", "accounts.google.com"));

    private final Random random = new Random(SEED);

    private record Condition(String operator, String key, List<String> values) {}

    private record Statement(
            boolean allow,
            boolean except,
            Map.Entry<String, String> principal,
            List<String> actions,
            List<Condition> conditions) {}

    private record Timed(List<Statement> policy, double millis) {}

    @Test
    void theSlowestPolicyIsEvaluated() {
        List<Timed> alive = new ArrayList<>();
        double slowest = 0;
        for (int step = 0; step < STEPS; step++) {
            List<Statement> policy = alive.size() < ALIVE ? List.of(statement()) : changed(fitter(alive), alive);
            String text = text(policy);
            if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                continue;
            }
            double millis = millis(text);
            if (millis > slowest * WORTH_SAYING) {
                slowest = millis;
                System.out.printf(Locale.ROOT, "%.1f ms after %d steps, %d characters%n", millis, step, text.length());
                if (STEPS > 10_000 && millis > 10) {
                    System.out.println(text);
                }
            }
            alive.add(new Timed(policy, millis));
            if (alive.size() > ALIVE) {
                alive.remove(alive.stream()
                        .min((a, b) -> Double.compare(a.millis(), b.millis()))
                        .orElseThrow());
            }
        }
        assertThat(alive).hasSize(ALIVE);
    }

    /** The best of several times, which all yield the same answer. */
    private static double millis(String text) {
        AccessFacts answer = evaluate(text);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < (best > 4 ? 8 : 2); i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            AccessFacts again = evaluate(text);
            best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
            assertThat(again).isEqualTo(answer);
        }
        return best;
    }

    private static AccessFacts evaluate(String text) {
        return PolicyAnalysis.of((Policy) PolicyParser.parse(text), "111122223333");
    }

    private List<Statement> fitter(List<Timed> alive) {
        Timed one = any(alive);
        Timed other = any(alive);
        return (one.millis() > other.millis() ? one : other).policy();
    }

    private List<Statement> changed(List<Statement> policy, List<Timed> others) {
        List<Statement> changed = new ArrayList<>(policy);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(changed.size());
            switch (random.nextInt(8)) {
                case 0 -> changed.add(statement());
                case 1 -> changed.add(any(any(others).policy()));
                case 2 -> {
                    if (changed.size() > 1) {
                        changed.remove(at);
                    }
                }
                default -> changed.set(at, changed(changed.get(at)));
            }
        }
        return changed;
    }

    private Statement changed(Statement old) {
        List<Condition> conditions = new ArrayList<>(old.conditions());
        if (conditions.isEmpty() || random.nextInt(6) == 0) {
            conditions.add(condition());
        } else {
            int at = random.nextInt(conditions.size());
            Condition condition = conditions.get(at);
            switch (random.nextInt(8)) {
                case 0 -> conditions.remove(at);
                case 1 -> conditions.set(at, new Condition(any(OPERATORS), condition.key(), condition.values()));
                case 2 -> conditions.set(at, new Condition(condition.operator(), any(KEYS), condition.values()));
                default ->
                    conditions.set(
                            at,
                            new Condition(condition.operator(), condition.key(), changedValues(condition.values())));
            }
        }
        boolean turned = random.nextInt(10) == 0;
        return new Statement(
                old.allow() != turned,
                random.nextInt(10) == 0,
                random.nextInt(6) == 0 ? any(PRINCIPALS) : old.principal(),
                random.nextInt(6) == 0 ? List.of(any(ACTIONS), any(ACTIONS)) : old.actions(),
                conditions);
    }

    private List<String> changedValues(List<String> old) {
        List<String> values = new ArrayList<>(old);
        int at = random.nextInt(values.size());
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int more = random.nextInt(30); more > 0; more--) {
                    values.add(changed(values.get(at)));
                }
            }
            case 1 -> values.subList(values.size() / 2 + 1, values.size()).clear();
            case 2 -> values.add(value());
            default -> values.set(at, changed(values.get(at)));
        }
        return values;
    }

    private String changed(String value) {
        int at = random.nextInt(value.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> value + value;
            case 1 -> value();
            case 2 -> value.substring(0, at) + any(PIECES);
            default -> value.substring(0, at) + any(PIECES) + value.substring(at);
        };
    }

    private Statement statement() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            conditions.add(condition());
        }
        return new Statement(random.nextBoolean(), false, any(PRINCIPALS), List.of(any(ACTIONS)), conditions);
    }

    private Condition condition() {
        String set = any(List.of("", "", "ForAnyValue:", "ForAllValues:"));
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            values.add(value());
        }
        return new Condition(set + any(OPERATORS), any(KEYS), values);
    }

    private String value() {
        StringBuilder value =
                new StringBuilder(any(PIECES).repeat(random.nextInt(8) == 0 ? 1 + random.nextInt(200) : 1));
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(any(PIECES));
        }
        return value.toString();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String text(List<Statement> policy) {
        return JsonWriter.write(new Json.Obj(Map.of(
                "Statement",
                new Json.Arr(policy.stream().map(SlowestPolicyTest::json).toList()),
                "Version",
                Json.of("2012-10-17"))));
    }

    private static Json json(Statement statement) {
        Map<String, Json> conditions = new LinkedHashMap<>();
        for (Condition condition : statement.conditions()) {
            conditions.put(
                    condition.operator(),
                    new Json.Obj(Map.of(
                            "aws:" + condition.key(), texts(condition.values())))); // the last of an operator counts
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("Effect", Json.of(statement.allow() ? "Allow" : "Deny"));
        members.put(
                statement.except() ? "NotPrincipal" : "Principal",
                new Json.Obj(Map.of(
                        statement.principal().getKey(),
                        Json.of(statement.principal().getValue()))));
        members.put("Action", texts(statement.actions()));
        members.put("Condition", new Json.Obj(conditions));
        return new Json.Obj(members);
    }

    private static Json texts(List<String> texts) {
        return new Json.Arr(texts.stream().map(Json::of).toList());
    }
}
