package dev.ecrauditor.policy.naive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requesters are callers that AWS can have: the keys of who calls go together. */
class NaiveRequestersTest {

    private static List<NaiveChoice> callers(String text) throws JsonProcessingException {
        NaiveEvaluator evaluator = new NaiveEvaluator(text);
        NaiveRequesters requesters =
                new NaiveRequesters(evaluator, text, PolicyGenerator.OWNER, new SplittableRandom(1));
        List<NaiveChoice> callers = new ArrayList<>();
        evaluator.policy().statements().forEach(statement -> callers.addAll(requesters.who(statement)));
        return callers;
    }

    private static String policy(String principal, String condition) {
        return ("{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': " + principal
                        + ", 'Action': 'ecr:PutImage', 'Condition': {" + condition + "}}}")
                .replace('\'', '"');
    }

    private static String only(Map<String, List<String>> context, String key) {
        assertThat(context.get(key)).as(key).hasSize(1);
        return context.get(key).get(0);
    }

    /** What is wrong with the keys of a caller; empty text for nothing. */
    private static String impossible(NaiveChoice caller) {
        Map<String, List<String>> context = caller.context();
        String[] who = caller.principal().split(":", 6);
        String[] arn = only(context, "aws:principalarn").split(":", 6);
        String id = only(context, "aws:userid");
        String account = only(context, "aws:principalaccount");
        if (!who[1].equals(arn[1]) || !who[4].equals(account) || !arn[4].equals(account)) {
            return "not of one account";
        }
        String[] resource = who[5].split("/", -1);
        String name = resource[resource.length - 1];
        boolean session = resource[0].equals("assumed-role");
        boolean fits = switch (resource[0]) {
            case "root" -> who[5].equals("root") && id.equals(account);
            case "user" -> id.matches("AIDA\\w+");
            case "federated-user" -> id.equals(account + ":" + name);
            case "role" -> id.matches("AROA\\w+:[\\w+=,.@-]{2,64}");
            case "assumed-role" ->
                resource.length == 3
                        && id.matches("AROA\\w+:[\\w+=,.@-]{2,64}")
                        && id.endsWith(":" + name)
                        && arn[5].startsWith("role/")
                        && arn[5].endsWith("/" + resource[1]);
            default -> false;
        };
        if (!fits || (!session && !caller.principal().equals(only(context, "aws:principalarn")))) {
            return "not this caller's";
        }
        if (context.containsKey("aws:federatedprovider")) {
            String[] provider = only(context, "aws:federatedprovider").split(":", 6);
            boolean ofAccount = provider.length < 6 || (provider[1].equals(who[1]) && provider[4].equals(account));
            return session && !provider[0].isEmpty() && ofAccount ? "" : "not signed in";
        }
        return "";
    }

    @Test
    void theKeysOfACallerGoTogether() throws JsonProcessingException {
        int callers = 0;
        for (int number = 0; number < 2_000; number++) {
            String text = PolicyGenerator.policy(7, number);
            List<NaiveChoice> found;
            try {
                found = callers(text);
            } catch (JsonProcessingException broken) {
                continue; // the generator breaks one in some hundreds
            }
            for (NaiveChoice caller : found) {
                assertThat(impossible(caller)).as(caller + " of " + text).isEmpty();
            }
            callers += found.size();
        }
        assertThat(callers).isGreaterThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Null': {'aws:userid': 'false'}",
                "'StringNotLike': {'aws:userid': '*:*'}, 'StringNotEquals': {'aws:userid': '*'}",
                "'StringLike': {'aws:userid': ['AROA*', 'AIDA*', '*-prod', '*']}",
                "'StringEquals': {'aws:userid': ['AIDACKCEVSQ6C2EXAMPLE', 'AROADBQP57FF2AEXAMPLE']}"
            })
    void whoSignedInWithAProviderIsASession(String condition) throws JsonProcessingException {
        List<NaiveChoice> signedIn = callers(policy("{'Federated': 'accounts.google.com'}", condition)).stream()
                .filter(caller -> caller.context().containsKey("aws:federatedprovider"))
                .toList();
        assertThat(signedIn).isNotEmpty().allSatisfy(caller -> {
            assertThat(caller.principal()).contains(":assumed-role/");
            assertThat(only(caller.context(), "aws:userid")).matches("AROA\\w+:.+");
        });
    }

    @Test
    void idsThatThePolicyKnowsAreOfThoseWhoCanHaveThem() throws JsonProcessingException {
        String known =
                "'StringLike': {'aws:userid': ['AIDACKCEVSQ6C2EXAMPLE', 'AROADBQ*', 'AROAI11111111111EXMPL:ci']}";
        assertThat(callers(policy("'*'", known)))
                .extracting(caller -> caller.principal().replaceFirst(".*:", "").replaceFirst("/.*", "") + " "
                        + only(caller.context(), "aws:userid"))
                .contains("user AIDACKCEVSQ6C2EXAMPLE", "role AROADBQQ7:q7", "role AROAI11111111111EXMPL:ci")
                .doesNotContain("role AIDACKCEVSQ6C2EXAMPLE", "role AROADBQQ7");
    }

    @Test
    void nobodySignedInHasABareId() {
        String denied = policy(
                "{'Federated': 'cognito-identity.amazonaws.com'}",
                "'StringNotLike': {'aws:userid': '*:*'}, 'StringNotEquals': {'aws:userid': '*'}");
        assertThat(NaiveAgreement.on(denied, PolicyGenerator.OWNER, 150).disagreements())
                .isEmpty();
    }
}
