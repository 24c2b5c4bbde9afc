package dev.ecrauditor.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that would lead somewhere else: names, accounts, Regions and ARNs. */
final class LocationInputs {

    private static final String ACCOUNT = "arn:aws:ecr:us-east-1:111122223333:";
    private static final String OURS = ACCOUNT + "repository/payments/api";

    private LocationInputs() {}

    static Stream<HostileInput> inputs() {
        return Stream.of(names(), regions(), accounts(), arns(), reevaluations())
                .flatMap(List::stream);
    }

    private static List<HostileInput> names() {
        List<HostileInput> inputs = new ArrayList<>();
        Stream.of("", " ", "a", "A", "Payments/api", "payments//api", "/payments", "payments/", "payments/api/")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of(".", "..", "../api", "payments/../api", "./api", "a..b", "a.-b", "a___b", "-a", "a-", "_a", "a_")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of(
                        "a b",
                        "a\\tb",
                        "payments\\\\api",
                        "payments%2Fapi",
                        "payments/api?x=1",
                        "payments/api#1",
                        "api:latest")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of("*", "payments/*", "a,b", "a;b", "a|b", "$(id)", "`id`", "'; DROP TABLE findings; --", "{{7*7}}")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of("<script>", "<!channel>", "<@U0123>", "@here", "https://evil.example/", OURS)
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of(
                        "\\u0430pi",
                        "p\\u0430yments/api",
                        "payments\\uff0fapi",
                        "payments\\u2215api",
                        "api\\u202e",
                        "api\\u200b")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        Stream.of("\\uff41\\uff50\\uff49", "\\u0131d", "\\u00e9t\\u00e9", "\\u0661\\u0662", "\\ud83d\\udc33")
                .forEach(name -> inputs.add(named(name, "FAILED")));
        inputs.add(named("a".repeat(257), "FAILED"));
        inputs.add(named("a/".repeat(128) + "a", "FAILED"));
        Stream.of("ab", "0/0", "a.b_c__d---e/f", "a".repeat(256)).forEach(name -> inputs.add(named(name, "RECORDED")));
        return inputs;
    }

    private static List<HostileInput> regions() {
        List<HostileInput> inputs = new ArrayList<>();
        Stream.of("", "us-east-1 ", "US-EAST-1", "us_east_1", "us-east-1/../x", "us-east-1.evil.example", "-", "x")
                .forEach(region -> inputs.add(region(region, "FAILED")));
        Stream.of("us-east-1\\u0000", "\\u0443s-east-1", "localhost:80", "[::1]", "us-" + "e".repeat(40))
                .forEach(region -> inputs.add(region(region, "FAILED")));
        inputs.add(region("us-nowhere-9", "RECORDED"));
        inputs.add(
                HostileEvent.good().with("region", "\"eu-west-1\"").input("another Region than the ARN's", "FAILED"));
        return inputs;
    }

    private static List<HostileInput> accounts() {
        return List.of(
                account("", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("1", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("11112222333", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("1111222233334", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("11112222333x", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("111122223333 ", "IGNORED ACCOUNT_NOT_WATCHED"),
                account(
                        "\\u0661\\u0661\\u0661\\u0661\\u0662\\u0662\\u0662\\u0662\\u0663\\u0663\\u0663\\u0663",
                        "IGNORED ACCOUNT_NOT_WATCHED"),
                account("777777777777", "IGNORED ACCOUNT_NOT_WATCHED"),
                account("*", "IGNORED ACCOUNT_NOT_WATCHED"),
                registry("444455556666", "IGNORED CALLER_ACCOUNT_COPY"),
                registry("777777777777", "IGNORED CALLER_ACCOUNT_COPY"),
                registry("../111122223333", "IGNORED CALLER_ACCOUNT_COPY"));
    }

    private static List<HostileInput> arns() {
        return List.of(
                arn("arn:aws:ecr:us-east-1:444455556666:repository/payments/api", "IGNORED CALLER_ACCOUNT_COPY"),
                arn("arn:aws:ecr:us-east-1:777777777777:repository/payments/api", "IGNORED CALLER_ACCOUNT_COPY"),
                arn("arn:aws-cn:ecr:us-east-1:111122223333:repository/payments/api", "FAILED"),
                arn("arn:aws-evil:ecr:us-east-1:111122223333:repository/payments/api", "FAILED"),
                arn("arn:aws:ecr:eu-west-1:111122223333:repository/payments/api", "FAILED"),
                arn("arn:aws:ecr::111122223333:repository/payments/api", "RECORDED"),
                arn("arn:aws:ecr-public:us-east-1:111122223333:repository/payments/api", "RECORDED"),
                arn(ACCOUNT + "repository/../../etc", "RECORDED"),
                arn(ACCOUNT + "repository", "RECORDED"),
                arn(ACCOUNT + "repository/", "RECORDED"),
                arn(ACCOUNT + "image/payments/api", "RECORDED"),
                arn(OURS + ":latest", "RECORDED"),
                arn("ARN:AWS:ECR:US-EAST-1:111122223333:REPOSITORY/A", "RECORDED"),
                arn("\\u0000" + OURS, "RECORDED"),
                HostileEvent.good()
                        .with("detail.resources", "[{\"ARN\":\"arn:aws:s3:::b\"},7,{\"ARN\":\"" + OURS + "\"}]")
                        .input("the ARN comes last", "RECORDED"));
    }

    private static List<HostileInput> reevaluations() {
        return List.of(
                reevaluation(OURS, "RECORDED"),
                reevaluation("arn:aws:ecr:us-east-1:777777777777:repository/a-b", "IGNORED ACCOUNT_NOT_WATCHED"),
                reevaluation("arn:aws:s3:::bucket", "FAILED"),
                reevaluation(ACCOUNT + "repository/../x", "FAILED"),
                reevaluation("", "FAILED"));
    }

    private static HostileInput named(String name, String ends) {
        return HostileEvent.named(name).input("the name '" + name + "'", ends);
    }

    private static HostileInput region(String region, String ends) {
        return HostileEvent.byName().with("region", "\"" + region + "\"").input("the Region '" + region + "'", ends);
    }

    private static HostileInput account(String account, String ends) {
        return HostileEvent.byName()
                .without("detail.recipientAccountId")
                .with("account", "\"" + account + "\"")
                .input("the account '" + account + "'", ends);
    }

    private static HostileInput registry(String registry, String ends) {
        return HostileEvent.byName()
                .with("detail.requestParameters.registryId", "\"" + registry + "\"")
                .input("the registry '" + registry + "'", ends);
    }

    private static HostileInput arn(String arn, String ends) {
        return HostileEvent.about(arn).input("the ARN '" + arn + "'", ends);
    }

    private static HostileInput reevaluation(String arn, String ends) {
        return HostileInput.of(
                "a second look at '" + arn + "'",
                "{\"source\": \"ecr-auditor\", \"detail\": {\"repositoryArn\": \"" + arn + "\"}}",
                ends);
    }
}
