package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.RepositoryArn;

/** Commands about one registry. A value that was read stands in a command only where it cannot end a word of a shell. */
final class RegistryCommand {

    private static final int LONGEST = 256;

    private RegistryCommand() {}

    /** A call of the AWS CLI in the Region of the registry. */
    static String aws(RegistrySnapshot registry, String operation, String arguments) {
        String region = RepositoryArn.isRegion(registry.region()) ? registry.region() : "REGION";
        return "aws ecr " + operation + " --region " + region + (arguments.isEmpty() ? "" : " " + arguments);
    }

    /** A prefix of repository names as one word, or a placeholder for it. */
    static String prefix(String prefix) {
        return isWord(prefix) ? prefix : "PREFIX";
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.charAt(0) != '-'
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "._/-".indexOf(c) >= 0);
    }
}
