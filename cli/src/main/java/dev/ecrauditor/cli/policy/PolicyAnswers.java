package dev.ecrauditor.cli.policy;

import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.rule.TrustedParties;
import java.io.PrintWriter;

/** Prints the analysis of policies as text or JSON. */
final class PolicyAnswers {

    private final PrintWriter out;
    private final PolicyText people;
    private final boolean json;

    PolicyAnswers(PrintWriter out, TrustedParties trusted, boolean json) {
        this.out = out;
        this.people = new PolicyText(out, trusted);
        this.json = json;
    }

    /** Returns false if the text is not a policy; the output then says so. */
    boolean answer(String id, String account, String text) {
        ParsedPolicy parsed = PolicyParser.parse(text);
        if (parsed instanceof UnreadablePolicy unreadable) {
            unreadable(id, unreadable.reason() + hint(text));
            return false;
        }
        Policy policy = (Policy) parsed;
        AccessFacts facts = PolicyAnalysis.of(policy, account);
        if (json) {
            out.println(JsonWriter.write(PolicyJson.of(id, account, policy, facts)));
        } else {
            people.explain(id, account, policy, facts);
        }
        return true;
    }

    private void unreadable(String id, String reason) {
        if (json) {
            out.println(JsonWriter.write(PolicyJson.unreadable(id, reason)));
        } else {
            people.unreadable(id, reason);
        }
    }

    private static String hint(String text) {
        try {
            return JsonReader.read(text).text("policyText").isPresent()
                    ? "; it looks like the whole output of aws ecr get-repository-policy: add --query policyText --output text"
                    : "";
        } catch (MalformedJson noAnswerEither) {
            return "";
        }
    }
}
