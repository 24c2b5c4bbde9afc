package dev.ecrauditor.backend;

import static dev.ecrauditor.backend.FixCase.command;
import static dev.ecrauditor.backend.FixCase.edit;
import static dev.ecrauditor.backend.FixCase.migration;

import java.util.List;

/** For every rule a state with each kind of fix that it has. */
final class FixCases {

    private static final String OWN_PULLS = """
            {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow',
              'Principal': {'AWS': 'arn:aws:iam::111122223333:root'},
              'Action': ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']}]}""";
    private static final String OWN_PULLS_ANYWHERE =
            OWN_PULLS.replace("'Effect'", "'Resource': 'arn:aws:ecr:us-east-1:111122223333:repository/*', 'Effect'");
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String ROLE = "arn:aws:iam::111122223333:role/Templates";
    private static final String EVERY_REPOSITORY = """
            {'scanType': 'BASIC', 'rules': [{'scanFrequency': 'SCAN_ON_PUSH',
              'repositoryFilters': [{'filter': '*', 'filterType': 'WILDCARD'}]}]}""";
    private static final String PROFILE = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/images";

    private FixCases() {}

    static List<FixCase> all() {
        return List.of(
                migration("CreateRepository/unencrypted-from-the-console", "ecr-encryption-customer-managed-key"),
                edit("CreateRepository/made-by-ecr-for-a-pull-through-cache", "ecr-encryption-customer-managed-key")
                        .replacing("KEY_ARN", KEY.replace("111122223333", "123456789012"))
                        .replacing("ROLE_ARN", ROLE.replace("111122223333", "123456789012")),
                command("DisableKey/key-of-a-repository-disabled", "ecr-encryption-key-usable"),
                command("ScheduleKeyDeletion/key-pending-deletion", "ecr-encryption-key-usable"),
                edit("key-without-material", "ecr-encryption-key-usable").notRun("local-aws imports no key material"),
                edit("key-in-a-disconnected-store", "ecr-encryption-key-usable")
                        .notRun("local-aws has no custom key stores"),
                edit("DeleteKey/key-deleted-by-kms", "ecr-encryption-key-usable")
                        .notRun("the images are lost; people build and push them again"),
                command("DisableKeyRotation/rotation-switched-off", "ecr-encryption-key-rotates"),
                command("grants-left-behind", "ecr-encryption-key-grants"),
                edit("RevokeGrant/grants-of-ecr-revoked", "ecr-encryption-key-grants")
                        .notRun(
                                "no call gives ECR its grants back; people ask AWS Support, or push to a new repository"),
                edit("PutKeyPolicy/key-policy-opened-to-everyone", "ecr-encryption-key-policy-scoped")
                        .writing("policy.json", "In policy.json name the principals", """
                                {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow',
                                  'Principal': {'AWS': 'arn:aws:iam::111122223333:root'},
                                  'Action': 'kms:*', 'Resource': '*'}]}"""),
                edit("DeleteRepositoryPolicy/policy-removed", "ecr-policy-present")
                        .writing("policy.json", "Write into policy.json", OWN_PULLS),
                edit("ECRPullThroughCacheAction/image-cached", "ecr-policy-present")
                        .writing("policy.json", "Write into policy.json", OWN_PULLS),
                command("SetRepositoryPolicy/made-public-for-reading-by-a-person", "ecr-policy-not-public"),
                command("open-with-a-long-policy", "ecr-policy-not-public")
                        .notRun("./ecr-auditor policy makes the corrected policy; LongPolicyFixTest runs it"),
                command("SetRepositoryPolicy/policy-for-one-named-account", "ecr-policy-no-foreign-account"),
                edit("SetRepositoryPolicy/copied-policy-with-four-faults", "ecr-policy-no-wildcard-action")
                        .writing("policy.json", "In policy.json list the actions", OWN_PULLS),
                command("SetRepositoryPolicy/copied-policy-with-four-faults", "ecr-policy-service-bounded"),
                edit("SetRepositoryPolicy/public-policy-made-unreadable", "ecr-policy-readable")
                        .writing("policy.json", "In policy.json write who", OWN_PULLS),
                command("PutImageScanningConfiguration/switched-off-by-a-person", "ecr-scan-on-push"),
                command("PutImageScanningConfiguration/switched-on-where-no-registry-rule-matches", "ecr-scan-on-push"),
                edit("two-rules-that-scan-by-hand", "ecr-scan-on-push")
                        .writing("scanning.json", "In it let a rule", EVERY_REPOSITORY),
                command("PutImageTagMutability/tags-made-mutable", "ecr-tag-immutable"),
                command("ECRPullThroughCacheAction/image-cached", "ecr-tag-immutable"),
                command("PutImageTagMutability/a-filter-reopens-every-tag", "ecr-tag-immutable"),
                edit("DeleteLifecyclePolicy/lifecycle-policy-deleted", "ecr-lifecycle-policy-present")
                        .writing("lifecycle.json", "Write into lifecycle.json", """
                                {'rules': [{'rulePriority': 1, 'selection': {'tagStatus': 'untagged',
                                  'countType': 'imageCountMoreThan', 'countNumber': 100}, 'action': {'type': 'expire'}}]}"""),
                edit("signed-elsewhere", "ecr-signing-on")
                        .writing(
                                "signing.json",
                                "In it let a rule",
                                "{'rules': [{'signingProfileArn': '" + PROFILE + "'}]}"),
                edit("DeleteSigningConfiguration/signing-switched-off", "ecr-signing-on")
                        .replacing("SIGNING_PROFILE_ARN", PROFILE),
                command("PutRegistryPolicy/registry-policy-open-to-everyone", "ecr-registry-policy-not-public"),
                command(
                        "PutRegistryPolicy/registry-policy-for-an-account-that-is-not-trusted",
                        "ecr-registry-policy-no-foreign-account"),
                command(
                        "PutReplicationConfiguration/replication-to-an-account-that-is-not-trusted",
                        "ecr-replication-no-foreign-account"),
                edit("replication-also-to-the-own-account", "ecr-replication-no-foreign-account")
                        .writing("replication-without.json", "In a copy of replication.json", """
                                {'rules': [{'destinations': [{'region': 'eu-west-1', 'registryId': '111122223333'}]}]}"""),
                command("enhanced-scanning-without-rules", "ecr-registry-scanning-on"),
                edit("PutRegistryScanningConfiguration/rules-leave-repositories-out", "ecr-registry-scanning-on")
                        .writing(
                                "scanning.json",
                                "In scanning.json let a rule",
                                EVERY_REPOSITORY.replace("BASIC", "ENHANCED")),
                command("template-with-mutable-tags", "ecr-creation-template-compliant"),
                edit("CreateRepositoryCreationTemplate/template-with-aes256", "ecr-creation-template-compliant")
                        .replacing("KEY_ARN", KEY)
                        .replacing("ROLE_ARN", ROLE),
                edit("CreatePullThroughCacheRule/public-upstream-without-a-template", "ecr-creation-template-compliant")
                        .replacing("KEY_ARN", KEY)
                        .replacing("ROLE_ARN", ROLE),
                command(
                        "CreatePullThroughCacheRule/upstream-of-an-account-that-is-not-trusted",
                        "ecr-pull-through-cache-no-foreign-account"));
    }

    /** The rules about access with the fix that they have where no corrected policy is certain to be right. */
    static List<FixCase> byHand() {
        return List.of(
                edit("SetRepositoryPolicy/made-public-for-reading-by-a-person", "ecr-policy-not-public")
                        .writing("policy.json", "In policy.json name the accounts", OWN_PULLS),
                edit("SetRepositoryPolicy/policy-for-one-named-account", "ecr-policy-no-foreign-account")
                        .writing("policy.json", "Remove from policy.json", OWN_PULLS),
                edit("SetRepositoryPolicy/copied-policy-with-four-faults", "ecr-policy-service-bounded")
                        .writing("policy.json", "In policy.json add to the statement", OWN_PULLS),
                edit("PutRegistryPolicy/registry-policy-open-to-everyone", "ecr-registry-policy-not-public")
                        .writing("registry-policy-closed.json", "In a copy name the accounts", OWN_PULLS_ANYWHERE),
                edit(
                                "PutRegistryPolicy/registry-policy-for-an-account-that-is-not-trusted",
                                "ecr-registry-policy-no-foreign-account")
                        .writing("registry-policy-closed.json", "In a copy remove", OWN_PULLS_ANYWHERE));
    }
}
