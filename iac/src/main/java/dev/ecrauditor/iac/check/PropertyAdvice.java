package dev.ecrauditor.iac.check;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.repository.Setting;

/** What to change in a declaration so that a rule passes, in the words of its language. */
public final class PropertyAdvice {

    private PropertyAdvice() {}

    /**
     * The advice.
     *
     * @param setting the setting that the rule evaluates
     * @param resource what declares it
     */
    public static String of(Setting setting, DeclaredResource resource) {
        return resource.type().startsWith("AWS::") ? cloudFormation(setting) : terraform(setting);
    }

    private static String cloudFormation(Setting setting) {
        return switch (setting) {
            case ENCRYPTION ->
                "Set EncryptionConfiguration to EncryptionType KMS and KmsKey to a customer managed key. CloudFormation replaces a repository whose encryption changes.";
            case SCANNING ->
                "Set ImageScanningConfiguration.ScanOnPush to true, or cover the repository by a rule of AWS::ECR::RegistryScanningConfiguration.";
            case TAG_MUTABILITY -> "Set ImageTagMutability to IMMUTABLE.";
            case LIFECYCLE_POLICY -> "Add LifecyclePolicy.LifecyclePolicyText.";
            case SIGNING -> "Cover the repository by a rule of AWS::ECR::SigningConfiguration.";
            case POLICY -> "Write into RepositoryPolicyText who may use the repository.";
            case KEY_ROTATION -> "Set EnableKeyRotation of the key to true.";
            case KEY_STATE -> "Set Enabled of the key to true.";
            case KEY_POLICY ->
                "Name the principals in KeyPolicy, or add a condition on kms:CallerAccount or kms:ViaService.";
            default -> registry(setting);
        };
    }

    private static String terraform(Setting setting) {
        return switch (setting) {
            case ENCRYPTION ->
                "Set encryption_configuration to encryption_type KMS and kms_key to a customer managed key. Terraform replaces a repository whose encryption changes.";
            case SCANNING ->
                "Set scan_on_push in image_scanning_configuration to true, or cover the repository by a rule of aws_ecr_registry_scanning_configuration.";
            case TAG_MUTABILITY -> "Set image_tag_mutability to IMMUTABLE.";
            case LIFECYCLE_POLICY -> "Add an aws_ecr_lifecycle_policy for the repository.";
            case SIGNING -> "Cover the repository by a signing rule of the registry.";
            case POLICY -> "Write into an aws_ecr_repository_policy who may use the repository.";
            case KEY_ROTATION -> "Set enable_key_rotation of the key to true.";
            case KEY_STATE -> "Set is_enabled of the key to true.";
            case KEY_POLICY ->
                "Name the principals in the key policy, or add a condition on kms:CallerAccount or kms:ViaService.";
            default -> registry(setting);
        };
    }

    private static String registry(Setting setting) {
        return switch (setting) {
            case REGISTRY_POLICY -> "Name the trusted accounts in the registry policy.";
            case REPLICATION -> "Remove the destination, or add its account to trust.accounts of the settings file.";
            case REGISTRY_SCANNING -> "Add a scanning rule with the filter * and the frequency SCAN_ON_PUSH.";
            case CREATION_TEMPLATES ->
                "Let the creation template encrypt with a customer managed key, make tags immutable, and name trusted accounts only.";
            case CACHE_RULES -> "Remove the rule, or add the account to trust.accounts of the settings file.";
            default -> "See the page of the rule in docs/rules.";
        };
    }
}
