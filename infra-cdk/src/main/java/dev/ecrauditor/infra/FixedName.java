package dev.ecrauditor.infra;

import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Names that policies, other accounts and alarms refer to. A second stage in one account, or a second Region, adds its
 * suffix to each of them: names of IAM roles are global in an account.
 */
public final class FixedName {

    private static final String SUFFIX = "ecr-auditor:suffix";

    private FixedName() {}

    /** Adds the suffix to every fixed name in the stack; called before the stack's first construct. */
    public static void addSuffix(Stack stack, String suffix) {
        stack.getNode().setContext(SUFFIX, suffix);
    }

    /** The name in the stack that holds the construct. */
    public static String of(Construct scope, String name) {
        Object suffix = scope.getNode().tryGetContext(SUFFIX);
        return suffix == null ? name : withSuffix(name, suffix.toString());
    }

    public static String withSuffix(String name, String suffix) {
        return suffix.isEmpty() ? name : name + "-" + suffix;
    }
}
