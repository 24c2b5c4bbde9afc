package dev.ecrauditor.iac.generated;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A generated registry with its repositories and keys, as plain data. The same number always yields the same.
 *
 * @param scanType empty where scanning is not declared
 * @param policy the registry policy; empty where there is none
 */
record Estate(
        List<Repository> repositories,
        List<Key> keys,
        String scanType,
        List<ScanRule> scanRules,
        String policy,
        String scope,
        List<Copy> replication,
        List<Template> templates,
        List<Cache> caches) {

    static final String OWNER = "111122223333";
    static final String FOREIGN = "444455556666";
    static final String REGION = "us-east-1";

    /**
     * A repository.
     *
     * @param encryption {@code NONE} where none is declared
     * @param key empty, an ARN, or the number of one of the keys
     * @param policy empty where there is none
     */
    record Repository(
            String name,
            String encryption,
            String key,
            String mutability,
            List<String> filters,
            boolean scans,
            String policy,
            boolean hasLifecyclePolicy) {}

    /** A key; without a policy it has the default one. */
    record Key(boolean rotates, boolean isEnabled, String spec, String policy) {}

    record ScanRule(String frequency, String filter) {}

    record Copy(String account, String region, String prefix) {}

    record Template(String prefix, String purpose, String key, String mutability, String policy) {}

    record Cache(String prefix, String url) {}

    static Estate of(long seed, long number) {
        return new Generator(new SplittableRandom(seed + number).split()).estate();
    }

    private record Generator(SplittableRandom random) {

        Estate estate() {
            int keys = random.nextInt(3);
            boolean scans = chance(2);
            return new Estate(
                    repositories(keys),
                    list(keys, this::key),
                    scans ? one("BASIC", "ENHANCED") : "",
                    scans ? list(random.nextInt(3), this::scanRule) : List.of(),
                    chance(2) ? policy(true) : "",
                    one("V1", "V2"),
                    list(random.nextInt(3), () -> new Copy(one(OWNER, FOREIGN), "eu-west-1", one("", "prod"))),
                    distinct(one("prod", "hub", "ROOT"), this::template),
                    distinct(one("hub", "prod", "mirror"), this::cache));
        }

        private List<Repository> repositories(int keys) {
            Set<String> names = new LinkedHashSet<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                names.add(one("prod/api", "prod", "test/web", "hub/nginx", "shared", "a.b_c-d"));
            }
            List<Repository> repositories = new ArrayList<>();
            names.forEach(name -> repositories.add(repository(name, keys)));
            return repositories;
        }

        private Repository repository(String name, int keys) {
            String encryption = one("NONE", "AES256", "KMS", "KMS", "KMS_DSSE");
            String key = encryption.startsWith("KMS") ? keyOf(keys) : "";
            String mutability = one("MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION");
            List<String> filters = mutability.endsWith("EXCLUSION") ? List.of(one("*", "latest", "dev-*")) : List.of();
            return new Repository(
                    name, encryption, key, mutability, filters, chance(2), chance(3) ? "" : policy(false), chance(2));
        }

        private String keyOf(int keys) {
            if (keys > 0 && chance(2)) {
                return Integer.toString(random.nextInt(keys));
            }
            return one("", arn(OWNER), arn(FOREIGN));
        }

        private static String arn(String account) {
            return "arn:aws:kms:us-east-1:" + account + ":key/1234abcd-12ab-34cd-56ef-1234567890ab";
        }

        private Key key() {
            return new Key(
                    chance(2), !chance(4), one("SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT", "RSA_2048"), keyPolicy());
        }

        private String keyPolicy() {
            return one(
                            "",
                            "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '" + OWNER
                                    + "'}, 'Action': 'kms:*', 'Resource': '*'}}",
                            "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:*', 'Resource': '*'}}",
                            "{'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:Decrypt', 'Resource': '*', 'Condition':"
                                    + " {'StringEquals': {'kms:CallerAccount': '" + OWNER + "'}}}}")
                    .replace('\'', '"');
        }

        private ScanRule scanRule() {
            return new ScanRule(one("SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"), one("*", "prod", "prod/*", "web"));
        }

        private Template template(String prefix) {
            return new Template(
                    prefix,
                    one("PULL_THROUGH_CACHE", "REPLICATION", "CREATE_ON_PUSH"),
                    one("NONE", "", arn(OWNER)),
                    one("MUTABLE", "IMMUTABLE"),
                    chance(2) ? "" : policy(false));
        }

        private Cache cache(String prefix) {
            return new Cache(prefix, one("public.ecr.aws", FOREIGN + ".dkr.ecr.us-east-1.amazonaws.com"));
        }

        private String policy(boolean isOfRegistry) {
            return ("{'Version': '2012-10-17', 'Statement': ["
                            + String.join(", ", list(1 + random.nextInt(2), () -> statement(isOfRegistry))) + "]}")
                    .replace('\'', '"');
        }

        private String statement(boolean isOfRegistry) {
            String resource = isOfRegistry
                    ? ", 'Resource': '" + one("*", "arn:aws:ecr:us-east-1:" + OWNER + ":repository/prod/*") + "'"
                    : "";
            String condition = one(
                    "",
                    "",
                    ", 'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}",
                    ", 'Condition': {'Bool': {'aws:SecureTransport': true}}");
            return "{'Effect': '" + one("Allow", "Allow", "Deny") + "', 'Principal': "
                    + one(
                            "'*'",
                            "{'AWS': '" + OWNER + "'}",
                            "{'AWS': ['arn:aws:iam::" + FOREIGN + ":root', '" + OWNER + "']}",
                            "{'Service': 'codebuild.amazonaws.com'}")
                    + ", 'Action': "
                    + one(
                            "'ecr:*'",
                            "'ecr:BatchGetImage'",
                            "['ecr:PutImage', 'ecr:ReplicateImage']",
                            "'ecr:CreateRepository'")
                    + resource + condition + "}";
        }

        private static <T> List<T> list(int count, Supplier<T> item) {
            List<T> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(item.get());
            }
            return items;
        }

        private <T> List<T> distinct(String prefix, Function<String, T> item) {
            return chance(2) ? List.of() : List.of(item.apply(prefix));
        }

        private String one(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private boolean chance(int in) {
            return random.nextInt(in) == 0;
        }
    }
}
