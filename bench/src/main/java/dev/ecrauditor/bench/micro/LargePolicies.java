package dev.ecrauditor.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Repository policies of 10 KB, the maximum of AWS (10,240 bytes). The same number always gives the same policy. */
final class LargePolicies {

    static final String OWNER = "111122223333";

    private static final int BYTES = 10_240;
    private static final List<String> READ =
            List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability");
    private static final List<String> WRITE =
            List.of("ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload");

    /** The content of a policy. */
    enum Kind {
        /** Many accounts, as written by tools that add a statement for each consumer. */
        ACCOUNTS,
        /** Organizations and networks, with Deny statements. */
        ORGANIZATION,
        /** Accounts, roles, services, organizations, networks, patterns of ARNs; one statement in eight is a Deny. */
        MIXED
    }

    private final SplittableRandom random;
    private final Kind kind;

    private LargePolicies(Kind kind, long number) {
        this.random = new SplittableRandom(number);
        this.kind = kind;
    }

    static List<String> of(Kind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new LargePolicies(kind, number).policy())
                .toList();
    }

    private String policy() {
        StringBuilder text = new StringBuilder("{'Version':'2012-10-17','Statement':[");
        String next = statement(1);
        for (int number = 2; text.length() + next.length() + 3 < BYTES; number++) {
            text.append(number > 2 ? "," : "").append(next);
            next = statement(number);
        }
        return text.append("]}").toString().replace('\'', '"');
    }

    private String statement(int number) {
        boolean deny = kind != Kind.ACCOUNTS && random.nextInt(8) == 0;
        List<String> elements = new ArrayList<>();
        elements.add("'Sid':'Statement" + number + "'");
        elements.add("'Effect':'" + (deny ? "Deny" : "Allow") + "'");
        elements.add("'Principal':" + principal());
        elements.add("'Action':['" + String.join("','", random.nextBoolean() ? READ : WRITE) + "']");
        condition().ifPresent(condition -> elements.add("'Condition':" + condition));
        return "{" + String.join(",", elements) + "}";
    }

    private String principal() {
        return switch (kind) {
            case ACCOUNTS -> accounts();
            case ORGANIZATION -> "'*'";
            case MIXED ->
                switch (random.nextInt(4)) {
                    case 0 -> "'*'";
                    case 1 -> "{'Service':'codebuild.amazonaws.com'}";
                    default -> accounts();
                };
        };
    }

    private String accounts() {
        List<String> names = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            String account = "arn:aws:iam::" + (100_000_000_000L + random.nextInt(40)) + ":";
            names.add(account + (random.nextBoolean() ? "root" : "role/deploy-" + random.nextInt(20)));
        }
        return "{'AWS':['" + String.join("','", names) + "']}";
    }

    private Optional<String> condition() {
        int choice = kind == Kind.ACCOUNTS ? 4 : kind == Kind.ORGANIZATION ? random.nextInt(3) : random.nextInt(5);
        return switch (choice) {
            case 0 -> Optional.of("{'StringEquals':{'aws:PrincipalOrgID':'o-a1b2c3d4e5'}}");
            case 1 ->
                Optional.of("{'IpAddress':{'aws:SourceIp':['203.0.113.0/24','10.0.0.0/8']},"
                        + "'Bool':{'aws:SecureTransport':'true'}}");
            case 2 -> Optional.of("{'StringEquals':{'aws:SourceAccount':'111122223333'}}");
            case 3 ->
                Optional.of("{'StringLike':{'aws:PrincipalArn':"
                        + "['arn:aws:iam::111122223333:role/ci-*','arn:aws:iam::*:role/deploy']}}");
            default -> Optional.empty();
        };
    }
}
