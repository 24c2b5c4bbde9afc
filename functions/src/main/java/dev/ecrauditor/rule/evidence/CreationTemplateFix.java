package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;

/**
 * The fix for a repository that ECR created itself. A copy under another name does not help: clients keep requesting
 * the old name, and ECR creates the next repository as before. The creation template decides its settings; encryption
 * is fixed at creation, so the repository has to be created again.
 *
 * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
 * action", Amazon ECR User Guide; CreateRepositoryCreationTemplate, Amazon ECR API Reference.
 */
public final class CreationTemplateFix {

    /** The evidence's name of the origin. */
    public static final String FACT = "made by";

    public static final String ECR = "Amazon ECR itself, for a pull through cache, for replication or on push";

    private CreationTemplateFix() {}

    public static List<String> encryption(RepositoryArn repository) {
        String options = " --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN";
        return List.of(
                "# ECR made this repository itself: create its creation template. KMS needs a custom role.",
                template(repository) + options,
                update(repository) + options,
                "# Then delete it, ECR makes it again. Images go with --force: use it only where they can be pulled or replicated again.",
                "aws ecr delete-repository --region " + repository.region() + " --repository-name "
                        + repository.name());
    }

    public static List<String> policy(RepositoryArn repository) {
        return List.of(
                "# Write into policy.json who may use the repository, then:",
                "aws ecr set-repository-policy --region " + repository.region() + " --repository-name "
                        + repository.name() + " --policy-text file://policy.json",
                "# ECR made this repository itself. So that it gives the next ones a policy, create the creation template:",
                template(repository) + " --repository-policy file://policy.json",
                update(repository) + " --repository-policy file://policy.json");
    }

    public static List<String> tags(RepositoryArn repository) {
        return List.of(
                "# ECR made this repository itself. So that the tags of the next ones are immutable, create the creation template:",
                template(repository) + " --image-tag-mutability IMMUTABLE",
                update(repository) + " --image-tag-mutability IMMUTABLE");
    }

    /** A creation template can hold a lifecycle policy. */
    public static List<String> lifecyclePolicy(RepositoryArn repository) {
        return List.of(
                "# ECR made this repository itself. So that it gives the next ones a lifecycle policy, create the creation template:",
                template(repository) + " --lifecycle-policy file://lifecycle.json",
                update(repository) + " --lifecycle-policy file://lifecycle.json");
    }

    private static String template(RepositoryArn repository) {
        return "aws ecr create-repository-creation-template --region " + repository.region() + " --prefix "
                + prefix(repository) + " --applied-for PULL_THROUGH_CACHE REPLICATION CREATE_ON_PUSH";
    }

    private static String update(RepositoryArn repository) {
        return "# Or update the one there is: aws ecr update-repository-creation-template --region "
                + repository.region() + " --prefix " + prefix(repository);
    }

    /**
     * The part of the name that a template is for; {@code ROOT} stands for every repository without a template of its
     * own.
     */
    static String prefix(RepositoryArn repository) {
        int slash = repository.name().indexOf('/');
        return slash < 0 ? "ROOT" : repository.name().substring(0, slash);
    }
}
