package dev.ecrauditor.exposure.naive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Generates accounts with their registries, as text. The same number always yields the same account. */
final class RegistryGenerator {

    static final String OWNER = "111122223333";
    static final String FOREIGN = "444455556666";
    static final String OTHER = "222233334444";
    static final String ORGANIZATION = "o-a1b2c3d4e5";
    static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");
    private static final String NOT_READ = "ap-south-1";

    static final List<String> NAMES = List.of(
            "prod",
            "prod/api",
            "production",
            "production/x",
            "prod/team/api",
            "test",
            "444455556666/app",
            "222233334444/app",
            "hub/nginx",
            "shared");

    private static final List<String> PREFIXES =
            List.of("prod", "prod/", "production", "prod/team", "test", "hub", "p", "444455556666/");

    private final SplittableRandom random;

    private RegistryGenerator(SplittableRandom random) {
        this.random = random;
    }

    static String account(long seed, long number) {
        return new RegistryGenerator(new SplittableRandom(seed + number).split()).account();
    }

    private String account() {
        List<String> regions = new ArrayList<>();
        regions.add(registry(REGIONS.get(0)));
        if (chance(2)) {
            regions.add(registry(REGIONS.get(1)));
        }
        String trusted = one(
                "",
                "",
                quoted(FOREIGN),
                quoted(OTHER),
                quoted(ORGANIZATION),
                quoted(FOREIGN) + ", " + quoted(ORGANIZATION));
        return "{\"owner\": \"" + OWNER + "\", \"trusted\": [" + trusted + "], \"regions\": {"
                + String.join(", ", regions) + "}}";
    }

    private String registry(String region) {
        List<String> members = new ArrayList<>();
        members.add("\"repositories\": {" + repositories() + "}");
        members.add("\"policy\": " + registryPolicy(region));
        members.add("\"scope\": \"" + one("V2", "V2", "V2", "V1", "V1", "refused") + "\"");
        members.add(
                "\"replication\": " + (chance(15) ? "\"refused\"" : list(chance(2) ? 0 : 2, this::replicationRule)));
        members.add("\"templates\": " + (chance(15) ? "\"refused\"" : templates()));
        members.add("\"cacheRules\": " + (chance(15) ? "\"refused\"" : cacheRules()));
        return "\"" + region + "\": {" + String.join(", ", members) + "}";
    }

    private String repositories() {
        Set<String> names = new LinkedHashSet<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            names.add(pick(NAMES));
        }
        return names.stream()
                .map(name -> quoted(name) + ": " + (chance(12) ? "\"refused\"" : chance(2) ? "\"\"" : policyText()))
                .collect(Collectors.joining(", "));
    }

    private String policyText() {
        List<String> statements = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean allows = (i == 0 && !chance(8)) || chance(2);
            statements.add(statement(allows, ""));
        }
        return policy(statements);
    }

    private String registryPolicy(String region) {
        if (chance(4)) {
            return chance(4) ? "\"refused\"" : "\"\"";
        }
        List<String> statements = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            statements.add(statement(!chance(3), resource(region)));
        }
        return policy(statements);
    }

    private String policy(List<String> statements) {
        String text = "{'Version': '" + (chance(10) ? "2008-10-17" : "2012-10-17") + "', 'Statement': ["
                + String.join(", ", statements) + "]}";
        return quoted(text.replace("'", "\\\"").replace("`", "'"));
    }

    private String statement(boolean allow, String resource) {
        String actions =
                allow || chance(2) ? (chance(10) ? "'NotAction': " : "'Action': ") + actions() : "'Action': 'ecr:*'";
        return "{'Effect': '" + (allow ? "Allow" : "Deny") + "', " + principal(allow) + ", " + actions + resource
                + (chance(3) ? ", 'Condition': {" + condition() + "}" : "") + "}";
    }

    private String principal(boolean allow) {
        if (!allow && chance(12)) {
            return "'NotPrincipal': {'AWS': ['" + FOREIGN + "', 'arn:aws:iam::" + OWNER + ":root']}";
        }
        return "'Principal': "
                + one(
                        "'*'",
                        "{'AWS': '*'}",
                        "{'AWS': '" + FOREIGN + "'}",
                        "{'AWS': 'arn:aws:iam::" + FOREIGN + ":root'}",
                        "{'AWS': 'arn:aws:iam::" + OTHER + ":root'}",
                        "{'AWS': 'arn:aws:iam::" + FOREIGN + ":role/ci'}",
                        "{'AWS': ['arn:aws:iam::" + OWNER + ":root', '" + OTHER + "']}",
                        "{'AWS': '" + OWNER + "'}",
                        "{'Service': 'lambda.amazonaws.com'}");
    }

    private String actions() {
        return one(
                "'ecr:*'",
                "['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']",
                "'ecr:PutImage'",
                "['ecr:ReplicateImage', 'ecr:CreateRepository']",
                "'ecr:ReplicateImage'",
                "'ecr:BatchImportUpstreamImage'",
                "'ecr:CreateRepository'",
                "'ecr:Batch*'",
                "'ECR:batchgetimage'",
                "'ecr:SetRepositoryPolicy'",
                "'ecr:CreatePullThroughCacheRule'",
                "['ecr:PutRegistryPolicy', 'ecr:GetAuthorizationToken']",
                "'*'",
                "'ecr:*Image'");
    }

    private String resource(String region) {
        String here = "arn:aws:ecr:" + region + ":" + OWNER + ":repository/";
        String last = one(
                here + "*",
                here + "prod",
                here + "prod*",
                here + "prod/*",
                here + "*/api",
                here + "prod?api",
                here + "shared",
                "arn:aws:ecr:*:*:repository/prod/*",
                "arn:aws:ecr:*:" + OWNER + ":*",
                "arn:aws:ecr:us-west-2:" + OWNER + ":repository/*",
                "arn:aws:ecr:" + region + ":333344445555:repository/*",
                "arn:aws:ecr",
                here + "${aws:PrincipalAccount}/*",
                here + "${aws:PrincipalTag/team}/*",
                here + "${aws:PrincipalTag/team, `test`}",
                "arn:aws:ecr:" + region + ":${aws:ResourceAccount}:repository/test*");
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1, 2, 3 -> ", 'Resource': '*'";
            case 4 -> ", 'NotResource': '" + last + "'";
            case 5 -> ", 'Resource': ['" + last + "', '" + here + "test']";
            default -> ", 'Resource': '" + last + "'";
        };
    }

    private String condition() {
        return one(
                "'StringEquals': {'aws:PrincipalOrgID': '" + ORGANIZATION + "'}",
                "'StringNotEquals': {'aws:PrincipalOrgID': '" + ORGANIZATION + "'}",
                "'StringEquals': {'aws:PrincipalAccount': ['" + FOREIGN + "', '" + OWNER + "']}",
                "'StringNotEquals': {'aws:PrincipalAccount': '" + OTHER + "'}",
                "'StringEquals': {'aws:PrincipalTag/team': 'prod'}",
                "'IpAddress': {'aws:SourceIp': '203.0.0.0/16'}",
                "'NotIpAddress': {'aws:SourceIp': '203.0.0.0/16'}",
                "'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::" + FOREIGN + ":role/*'}",
                "'Null': {'aws:PrincipalTag/team': 'false'}",
                "'StringFoo': {'aws:Something': 'x'}",
                "'StringEquals': {'aws:SourceAccount': '" + FOREIGN + "'}");
    }

    private String replicationRule() {
        List<String> destinations = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            destinations.add("{\"account\": \"" + one(FOREIGN, OTHER, OWNER, OWNER) + "\", \"region\": \""
                    + one(REGIONS.get(0), REGIONS.get(1), REGIONS.get(1), NOT_READ) + "\"}");
        }
        return "{\"destinations\": [" + String.join(", ", destinations) + "], \"filters\": "
                + list(random.nextInt(3), () -> quoted(pick(PREFIXES))) + "}";
    }

    private String templates() {
        Set<String> prefixes = new LinkedHashSet<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            prefixes.add(one("prod", "prod/team", "ROOT", "test", "production", "hub"));
        }
        return "[" + prefixes.stream().map(this::template).collect(Collectors.joining(", ")) + "]";
    }

    private String template(String prefix) {
        String applied = one(
                "\"REPLICATION\"",
                "\"PULL_THROUGH_CACHE\"",
                "\"CREATE_ON_PUSH\"",
                "\"REPLICATION\", \"PULL_THROUGH_CACHE\"");
        return "{\"prefix\": \"" + prefix + "\", \"appliedFor\": [" + applied + "], \"policy\": "
                + (chance(3) ? "\"\"" : policyText()) + "}";
    }

    private String cacheRules() {
        Set<String> prefixes = new LinkedHashSet<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            prefixes.add(one("hub", "prod", "ROOT", "prod/team"));
        }
        return "["
                + prefixes.stream()
                        .map(prefix -> "{\"prefix\": \"" + prefix + "\", \"url\": \""
                                + one(
                                        "public.ecr.aws",
                                        "registry-1.docker.io",
                                        FOREIGN + ".dkr.ecr.us-east-1.amazonaws.com",
                                        OTHER + ".dkr.ecr.eu-west-1.amazonaws.com",
                                        OWNER + ".dkr.ecr.eu-west-1.amazonaws.com")
                                + "\"}")
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private String list(int count, java.util.function.Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return "[" + String.join(", ", items) + "]";
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }
}
