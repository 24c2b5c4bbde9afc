package dev.ecrauditor.aws.registry;

/** The facts of a registry, each with the permission to read it. */
enum RegistryFact {
    POLICY("ecr:GetRegistryPolicy", "the registry policy"),
    POLICY_SCOPE("ecr:GetAccountSetting", "which calls the registry policy decides about"),
    REPLICATION("ecr:DescribeRegistry", "the replication configuration of the registry"),
    TEMPLATES("ecr:DescribeRepositoryCreationTemplates", "the repository creation templates of the registry"),
    CACHE_RULES("ecr:DescribePullThroughCacheRules", "the pull through cache rules of the registry"),
    SCANNING("ecr:GetRegistryScanningConfiguration", "the scanning configuration of the registry"),
    SIGNING("ecr:GetSigningConfiguration", "the signing configuration of the registry"),
    REPOSITORIES("ecr:DescribeRepositories", "the list of repositories");

    private final String permission;
    private final String words;

    RegistryFact(String permission, String words) {
        this.permission = permission;
        this.words = words;
    }

    /** The IAM action, such as {@code ecr:GetRegistryPolicy}. */
    String permission() {
        return permission;
    }

    /** What is read, as in "ECR denies reading the registry policy". */
    String words() {
        return words;
    }
}
