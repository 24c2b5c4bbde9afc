package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;

/** Policies as a test writes them: JSON with single quotes, so that a case fits on a line. */
public final class PolicyTexts {

    static final String PULL = "['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']";
    static final String PUSH = "['ecr:PutImage', 'ecr:UploadLayerPart']";

    private PolicyTexts() {}

    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    public static String policy(String... statements) {
        return json("{'Version': '2012-10-17', 'Statement': [" + String.join(", ", statements) + "]}");
    }

    /** A statement that allows the principal to pull. */
    public static String allow(String principal) {
        return "{'Effect': 'Allow', 'Principal': " + principal + ", 'Action': " + PULL + "}";
    }

    /** A statement that allows anyone to pull under a condition. */
    public static String allowIf(String condition) {
        return "{'Effect': 'Allow', 'Principal': '*', 'Action': " + PULL + ", 'Condition': " + condition + "}";
    }

    /** A statement that allows anyone this action. */
    static String allowActions(String actions) {
        return "{'Effect': 'Allow', 'Principal': '*', 'Action': " + actions + "}";
    }

    /** A statement that denies everyone everything under a condition. */
    public static String denyIf(String condition) {
        return "{'Effect': 'Deny', 'Principal': '*', 'Action': 'ecr:*', 'Condition': " + condition + "}";
    }

    public static Policy parsed(String text) {
        ParsedPolicy parsed = PolicyParser.parse(text);
        if (parsed instanceof Policy policy) {
            return policy;
        }
        throw new AssertionError("not a policy: " + parsed + "\n" + text);
    }

    public static final String OWNER = "111122223333";

    /** The access that a policy of these statements grants to principals outside the account. */
    static AccessFacts facts(String... statements) {
        return PolicyAnalysis.of(parsed(policy(statements)), OWNER);
    }

    /** To whom a policy of these statements grants access, in one word. */
    public static Opens opens(String... statements) {
        AccessFacts facts = facts(statements);
        if (facts.isPublic()) {
            return Opens.TO_ANYONE;
        }
        return facts.unclear().isEmpty() ? Opens.TO_NOBODY_ELSE : Opens.UNCLEAR;
    }

    /** The three answers. */
    public enum Opens {
        TO_ANYONE,
        TO_NOBODY_ELSE,
        UNCLEAR
    }
}
