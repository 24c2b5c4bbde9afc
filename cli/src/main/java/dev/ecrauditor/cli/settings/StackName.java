package dev.ecrauditor.cli.settings;

/** The name of the auditor's CloudFormation stack. */
public final class StackName {

    /** Without a suffix. */
    public static final String DEFAULT = "EcrAuditor";

    private StackName() {}

    /**
     * Returns the name of the stack of a deployment.
     *
     * @param suffix of the deployment; empty for none
     */
    public static String of(String suffix) {
        return suffix.isEmpty() ? DEFAULT : DEFAULT + "-" + suffix;
    }
}
