package dev.ecrauditor.rule;

/** One thing that must be true of a repository, of a registry, or of a KMS key that encrypts repositories. */
public sealed interface AuditRule permits RepositoryRule, RegistryRule, KeyRule {

    /** What the rule is about, for people and for reports. */
    RuleMetadata metadata();

    /** True if its failures consist of access, of which a waiver names what it covers: {@link GrantedAccess}. */
    default boolean isAboutGrants() {
        return false;
    }
}
