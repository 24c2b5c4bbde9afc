package dev.ecrauditor.policy.naive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Generates policies: well-formed ones, unusual ones, and some that are easily misread. The same number always yields
 * the same policy.
 */
final class PolicyGenerator {

    static final String OWNER = "111122223333";

    private static final List<String> ACCOUNTS = List.of(OWNER, "444455556666", "222233334444", "123456789012");
    private static final List<String> ORGANIZATIONS = List.of("o-a1b2c3d4e5", "o-f6g7h8i9j0");
    private static final List<String> ACTIONS = List.of(
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "ecr:PutImage",
            "ecr:ListImages",
            "ecr:TagResource",
            "ecr:SetRepositoryPolicy",
            "ecr:BatchDeleteImage",
            "ecr:GetRepositoryPolicy",
            "ecr:*",
            "*",
            "ecr:Get*",
            "ecr:Put*",
            "ecr:*Image",
            "ecr:?atchGetImage",
            "ECR:putimage",
            "ecr:*Policy",
            "e*",
            "ecr:Batch*",
            "s3:*",
            "ecr:NoSuchAction",
            "ecr:GetAuthorizationToken",
            "*:PutImage",
            "ecr:",
            "ecr: PutImage",
            "ecr:Put Image");

    private final RandomGenerator random;

    private PolicyGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** The policy with this number in the series of a seed. */
    static String policy(long seed, long number) {
        return policy(new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L));
    }

    /** The policy that results from these choices. */
    static String policy(RandomGenerator choices) {
        return new PolicyGenerator(choices).policy();
    }

    private String policy() {
        List<String> statements = new ArrayList<>();
        int count = 1 + Math.min(random.nextInt(6), random.nextInt(6));
        for (int i = 0; i < count; i++) {
            boolean first = i == 0;
            statements.add(
                    random.nextInt(first ? 12 : 5) > 1 && (first || random.nextInt(2) == 0)
                            ? statement("Allow")
                            : statement("Deny"));
        }
        String version = one(
                "'Version': '2012-10-17', ",
                "'Version': '2012-10-17', ",
                "'Version': '2012-10-17', ",
                "'Version': '2012-10-17', ",
                "'Version': '2012-10-17', ",
                "'Version': '2008-10-17', ",
                "");
        String list =
                count == 1 && random.nextInt(4) == 0 ? statements.get(0) : "[" + String.join(", ", statements) + "]";
        String text =
                ("{" + version + (chance(10) ? "'Id': 'p', " : "") + "'Statement': " + list + "}").replace('\'', '"');
        return chance(300) ? broken(text) : text;
    }

    private String broken(String text) {
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> text + one("}", " {}", "x");
            case 2 -> text.replaceFirst("\"Effect\"", "\"Effect\": \"Deny\", \"Effect\"");
            default -> text.replaceFirst("\"Statement\"", "\"Statement\": [], \"\\\\u0053tatement\"");
        };
    }

    private String statement(String effect) {
        List<String> elements = new ArrayList<>();
        if (chance(3)) {
            elements.add("'Sid': 'S" + random.nextInt(10) + "'");
        }
        elements.add("'Effect': '" + (chance(150) ? effect.toLowerCase(Locale.ROOT) : effect) + "'");
        elements.add(principal(effect.equals("Allow")));
        elements.add((chance(12) ? "'NotAction': " : "'Action': ")
                + (effect.equals("Deny") && random.nextInt(3) > 0 ? "'ecr:*'" : some(3, ACTIONS)));
        if (chance(60)) {
            elements.add(one(
                    "'Resource': '*'",
                    "'Resource': 'arn:aws:ecr:us-east-1:111122223333:repository/x'",
                    "'NotResource': '*'",
                    "'Comment': 'x'",
                    "'Resource': ['*']"));
        }
        if (!chance(4)) {
            elements.add("'Condition': " + condition());
        }
        return "{" + String.join(", ", elements) + "}";
    }

    private String principal(boolean allow) {
        if (chance(allow ? 40 : 6)) {
            return "'NotPrincipal': " + principals();
        }
        return "'Principal': " + (random.nextInt(5) > 1 ? one("'*'", "{'AWS': '*'}", "{'AWS': ['*']}") : principals());
    }

    private String principals() {
        return switch (random.nextInt(14)) {
            case 0 ->
                one(
                        "'*'",
                        "['*']",
                        "{'CanonicalUser': '*'}",
                        "{'AWS': []}",
                        "{}",
                        "{'Service': '*'}",
                        "{'Service': 'code*.amazonaws.com'}");
            case 1 -> "'" + arn() + "'";
            case 2 -> "{'Service': " + some(2, SERVICES) + "}";
            case 3 -> "{'Service': '" + pick(SERVICES) + "', 'AWS': '" + aws() + "'}";
            case 4 ->
                "{'Federated': '"
                        + one(
                                "cognito-identity.amazonaws.com",
                                "*",
                                "arn:aws:iam::444455556666:saml-provider/*",
                                "arn:aws:iam::*:saml-provider/corp",
                                "arn:aws:iam::444455556666:saml-provider/corp",
                                "arn:aws:iam::111122223333:saml-provider/corp")
                        + "'}";
            case 5 -> "['" + aws() + "', '" + aws() + "']";
            case 6, 7, 8 -> "{'AWS': ['" + aws() + "', '" + aws() + "']}";
            default -> "{'AWS': '" + aws() + "'}";
        };
    }

    private static final List<String> SERVICES =
            List.of("lambda.amazonaws.com", "codebuild.amazonaws.com", "ecs.amazonaws.com", "glue.amazonaws.com");

    private String aws() {
        String account = pick(ACCOUNTS);
        return switch (random.nextInt(16)) {
            case 0 -> "*";
            case 1, 2, 3 -> account;
            case 4, 5, 6 -> "arn:aws:iam::" + account + ":root";
            case 7 -> "AROADBQP57FF2AEXAMPLE";
            case 8 -> account + ":user/*";
            case 9 -> "arn:aws:iam::" + account + ":" + one("user/*", "*", "role/ci*", "role/*/ci", "group/x");
            case 10 ->
                one(
                        "arn:aws:iam::*:root",
                        "arn:aws:iam::*:role/ci",
                        "arn:aws:iam::4444*:role/ci-*",
                        "*:user/alice",
                        "arn:aws:sts::" + account + ":assumed-role/ci/*",
                        "arn:*",
                        "AROA*");
            case 11 -> "arn:aws:sts::" + account + ":assumed-role/ci/run-7";
            case 12 -> "arn:aws:sts::" + account + ":federated-user/eve";
            case 13 -> "arn:aws-us-gov:iam::" + account + ":role/ci";
            default -> arn();
        };
    }

    private String arn() {
        return "arn:aws:iam::" + pick(ACCOUNTS) + ":"
                + one(
                        "role/ci",
                        "user/alice",
                        "role/team/ci",
                        "root",
                        "role/111122223333-deploy",
                        "role/arn:aws:iam::111122223333:root/x");
    }

    /** No operator and no key twice: JSON forbids it. */
    private String condition() {
        int count = random.nextInt(20) == 0 ? 0 : 1 + Math.min(random.nextInt(4), random.nextInt(4));
        Set<String> used = new LinkedHashSet<>();
        List<String> operators = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] test = test();
            if (used.add(test[0])) {
                String second = chance(5)
                        ? ", '" + one("aws:PrincipalTag/team", "aws:UserAgent", "aws:Unknown") + "': "
                                + some(2, List.of("payments", "core", "a*"))
                        : "";
                operators.add("'" + test[0] + "': {'" + test[1] + "': " + test[2] + second + "}");
            }
            String tagged = one("StringEquals", "StringLike", "StringEqualsIgnoreCase", "StringNotEquals");
            if (chance(16) && used.add(tagged)) {
                operators.add(
                        "'" + tagged + "': {'aws:PrincipalTag/of': '" + one("", "x-", "*/") + "${" + test[1] + "}'}");
            }
        }
        return "{" + String.join(", ", operators) + "}";
    }

    /** Operator, key and values. */
    private String[] test() {
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> new String[] {text(), key("aws:PrincipalOrgID"), some(2, organizations())};
            case 3 ->
                new String[] {
                    one(
                            "ForAnyValue:StringLike",
                            "ForAllValues:StringLike",
                            "ForAnyValue:StringNotLike",
                            "ForAllValues:StringNotLike",
                            "ForAnyValue:StringLikeIfExists",
                            "StringLike",
                            "StringNotLike",
                            "StringNotLikeIfExists",
                            "StringEquals"),
                    key(one(
                            "aws:PrincipalOrgPaths",
                            "aws:PrincipalOrgPaths",
                            "aws:SourceOrgPaths",
                            "aws:VpceOrgPaths")),
                    some(2, paths())
                };
            case 4, 5 -> new String[] {text(), key("aws:PrincipalAccount"), some(2, accounts())};
            case 6, 7 ->
                new String[] {
                    one(text(), qualified(one("ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"))),
                    key("aws:PrincipalArn"),
                    some(2, arns())
                };
            case 8 ->
                new String[] {
                    one(text(), qualified(one("ArnLike", "ArnEquals", "ArnNotLike"))),
                    key("aws:SourceArn"),
                    some(2, sources())
                };
            case 9 ->
                new String[] {
                    text(),
                    key(one("aws:SourceAccount", "aws:SourceOwner", "aws:SourceOrgID")),
                    some(2, chance(2) ? accounts() : organizations())
                };
            case 10, 11 ->
                new String[] {
                    qualified(one("IpAddress", "IpAddress", "NotIpAddress", "NotIpAddress", "StringLike")),
                    key(chance(12) ? "aws:VpcSourceIp" : "aws:SourceIp"),
                    some(3, addresses())
                };
            case 12 ->
                new String[] {
                    text(),
                    key(one("aws:SourceVpc", "aws:SourceVpce")),
                    some(2, List.of("vpc-0a1b2c3d", "vpce-1a2b3c4d", "vpc-*", "vpce-*", "vpce-1a*", "*"))
                };
            case 13 -> new String[] {text(), key("aws:userid"), some(2, userIds())};
            default -> other();
        };
    }

    private String[] other() {
        return switch (random.nextInt(11)) {
            case 10 ->
                new String[] {
                    text(),
                    key("aws:FederatedProvider"),
                    some(2, List.of("cognito-identity.amazonaws.com", "*", "accounts.google.com", "zz"))
                };
            case 0 ->
                new String[] {
                    one("Bool", "BoolIfExists", "Null", "StringEquals", "StringNotEqualsIfExists"),
                    key(one(
                            "aws:SecureTransport",
                            "aws:PrincipalIsAWSService",
                            "aws:ViaAWSService",
                            "aws:ViaAWSService",
                            "aws:MultiFactorAuthPresent",
                            "aws:PrincipalOrgID",
                            "aws:SourceVpce",
                            "aws:SourceAccount",
                            "aws:PrincipalArn")),
                    one("'true'", "'false'", "true", "['true', 'false']")
                };
            case 1 ->
                new String[] {
                    one("DateLessThan", "DateGreaterThan", "DateGreaterThanEquals"),
                    "aws:CurrentTime",
                    one("'2020-01-01T00:00:00Z'", "'2030-01-01T00:00:00Z'", "'soon'", "1700000000")
                };
            case 2 ->
                new String[] {
                    one("NumericLessThan", "NumericGreaterThanEquals", "NumericEquals"),
                    one("aws:MultiFactorAuthAge", "aws:Unknown", "aws:PrincipalAccount"),
                    one("3600", "'12'", "'many'")
                };
            case 3 ->
                new String[] {
                    one("ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals"),
                    "aws:CalledVia",
                    some(2, List.of("cloudformation.amazonaws.com", "dynamodb.amazonaws.com"))
                };
            case 4 ->
                new String[] {
                    one("StringMatches", "ForSomeValues:StringEquals", "BinaryEquals", "StringEqualsIfExist"),
                    key("aws:PrincipalOrgID"),
                    some(2, organizations())
                };
            case 5 ->
                new String[] {
                    text(),
                    one("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"),
                    some(2, List.of("lambda.amazonaws.com", "codebuild.amazonaws.com", "*.amazonaws.com"))
                };
            case 6 ->
                new String[] {
                    text(),
                    one("aws:PrincipalTag/team", "aws:username", "kms:CallerAccount", "aws:ResourceOrgID"),
                    some(
                            2,
                            List.of(
                                    "a*",
                                    "Team",
                                    "${aws:PrincipalAccount}",
                                    "${aws:ResourceTag/team}",
                                    "${*}",
                                    "o-a1b2c3d4e5"))
                };
            case 7 ->
                new String[] {
                    text(),
                    one("aws:ResourceAccount", "aws:RequestedRegion", "aws:PrincipalType", "aws:PrincipalOrgID "),
                    some(2, List.of(OWNER, "us-east-1", "AssumedRole", "o-a1b2c3d4e5", "*"))
                };
            default ->
                new String[] {
                    text(),
                    one("aws:UserAgent", "aws:Referer", "aws:PrincipalTag/team", "aws:Unknown"),
                    some(3, List.of("docker/*", "*/*", "d*r/2*", "https://example.com/", "x", "X", "*x*"))
                };
        };
    }

    private String text() {
        return qualified(one(
                "StringEquals",
                "StringEquals",
                "StringNotEquals",
                "StringNotEquals",
                "StringLike",
                "StringLike",
                "StringNotLike",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase"));
    }

    private String qualified(String operator) {
        String qualifier = chance(8) ? one("ForAllValues:", "ForAnyValue:") : "";
        String text = qualifier + operator + (chance(8) ? "IfExists" : "");
        return chance(25) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private String key(String key) {
        return switch (random.nextInt(12)) {
            case 0 -> key.toLowerCase(Locale.ROOT);
            case 1 -> key.toUpperCase(Locale.ROOT);
            default -> key;
        };
    }

    private List<String> organizations() {
        return List.of(
                pick(ORGANIZATIONS),
                pick(ORGANIZATIONS),
                pick(ORGANIZATIONS),
                "o-*",
                "*",
                "o-a1*",
                "O-A1B2C3D4E5",
                "${aws:PrincipalOrgID}",
                "${aws:ResourceOrgID}",
                "o-????????",
                "*5");
    }

    private List<String> paths() {
        return List.of(
                "o-a1b2c3d4e5/*",
                "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
                "o-*/r-ab12/*",
                "*/ou-ab12-11111111/*",
                "o-f6g7h8i9j0/r-cd34/",
                "*",
                "*ou-*",
                "o-a1b2c3d4e5");
    }

    private List<String> accounts() {
        return List.of(
                pick(ACCOUNTS),
                pick(ACCOUNTS),
                pick(ACCOUNTS),
                OWNER,
                "4444*",
                "*",
                "44445555666?",
                "*3333",
                "11112222333?",
                "1*3*",
                "${aws:ResourceAccount}",
                "${aws:PrincipalAccount}",
                "${aws:SourceAccount}",
                "444455556666 ");
    }

    private List<String> arns() {
        String account = pick(ACCOUNTS);
        String start = "arn:aws:iam::" + account + ":";
        return List.of(
                start + "role/ci",
                start + "role/*",
                start + "*",
                start + "root",
                start + "user/alice",
                "arn:aws:iam::*:role/ci",
                "arn:aws:iam::*:role/team/*",
                "*" + account + "*",
                "*:" + account + ":*",
                "*",
                "arn:*:iam::" + account + ":role/ci",
                "arn:aws:iam::4444*:role/*-ci",
                "*:role/ci-*",
                "*-prod",
                "arn:aws:iam::*",
                "arn:aws:*:*:" + account + ":*",
                "arn:aws:iam::*:user/*",
                "arn:aws:iam::*:role/${aws:PrincipalTag/team}",
                "arn:aws:iam::" + account + ":role/*/x-*",
                "arn:aws:sts::" + account + ":federated-user/*",
                "*role*",
                "arn:aws:iam::${aws:ResourceAccount}:role/ci",
                "*:root",
                "arn:aws:iam::*:role/??");
    }

    private List<String> sources() {
        String account = pick(ACCOUNTS);
        return List.of(
                "arn:aws:lambda:us-east-1:" + account + ":function:*",
                "arn:aws:lambda:*:" + account + ":function:*",
                "arn:aws:codebuild:us-east-1:*:project/x",
                "arn:aws:s3:::examplebucket",
                "arn:aws:s3:::*",
                "*",
                "arn:aws:*:*:" + account + ":*",
                "*" + account + "*",
                "arn:aws:ecs:us-east-1:" + account + ":cluster/a",
                "arn:aws:lambda:*:*:function:a*");
    }

    private List<String> addresses() {
        return List.of(
                "203.0.113.0/24",
                "203.0.113.7",
                "10.0.0.0/8",
                "10.0.0.0/7",
                "172.16.0.0/12",
                "172.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.1",
                "fd00::/8",
                "f000::/4",
                "240.0.0.0/4",
                "0.0.0.0/0",
                "128.0.0.0/1",
                "2001:db8::/32",
                "2001:d00::/31",
                "::/0",
                "198.51.100.0/24",
                "192.0.2.0/24",
                "203.0.113.0/33",
                "office",
                "203.0.113.*",
                "203.0.0.0/16",
                "0.0.0.0/1",
                "::ffff:203.0.113.0/120",
                "1.2.3.4/0");
    }

    private List<String> userIds() {
        return List.of(
                "AROADBQP57FF2AEXAMPLE:*",
                "AIDACKCEVSQ6C2EXAMPLE",
                "*:deploy",
                "*:ci-*",
                "*-prod",
                "AROA*",
                "AROADBQ*",
                OWNER + ":*",
                "444455556666:*",
                OWNER,
                "*",
                "AROADBQP57FF2AEXAMPLE:run-7",
                "*:*",
                "${aws:PrincipalAccount}:*");
    }

    private boolean chance(int in) {
        return random.nextInt(in) == 0;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One text, or a list of up to so many. */
    private String some(int most, List<String> choices) {
        int count = chance(3) ? 1 + random.nextInt(most) : 1;
        if (count == 1 && !chance(8)) {
            return "'" + pick(choices) + "'";
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("'" + pick(choices) + "'");
        }
        return "[" + (chance(60) ? "" : String.join(", ", texts)) + "]";
    }
}
