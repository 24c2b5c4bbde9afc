package dev.ecrauditor.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Inputs whose JSON is sound and whose fields are not what they should be. */
final class FieldInputs {

    /** Every field that the audit function reads. */
    private static final List<String> READ_FIELDS = List.of(
            "source",
            "detail-type",
            "account",
            "region",
            "detail",
            "detail.eventVersion",
            "detail.eventSource",
            "detail.eventName",
            "detail.eventID",
            "detail.eventTime",
            "detail.errorCode",
            "detail.recipientAccountId",
            "detail.sourceIPAddress",
            "detail.userAgent",
            "detail.userIdentity",
            "detail.userIdentity.arn",
            "detail.userIdentity.invokedBy",
            "detail.userIdentity.sessionContext",
            "detail.userIdentity.sessionContext.sessionIssuer",
            "detail.userIdentity.sessionContext.sessionIssuer.userName",
            "detail.resources",
            "detail.resources.0",
            "detail.resources.0.ARN",
            "detail.requestParameters",
            "detail.requestParameters.omitted",
            "detail.requestParameters.registryId",
            "detail.requestParameters.repositoryName",
            "detail.requestParameters.policyText",
            "detail.requestParameters.imageScanningConfiguration",
            "detail.requestParameters.imageScanningConfiguration.scanOnPush",
            "detail.requestParameters.encryptionConfiguration",
            "detail.requestParameters.encryptionConfiguration.encryptionType",
            "detail.responseElements",
            "detail.responseElements.registryId",
            "detail.responseElements.repositoryName",
            "detail.responseElements.policyText",
            "detail.responseElements.imageScanningConfiguration",
            "detail.responseElements.encryptionConfiguration",
            "detail.responseElements.repository",
            "detail.responseElements.repository.registryId",
            "detail.responseElements.repository.repositoryName",
            "detail.responseElements.repository.imageScanningConfiguration",
            "detail.responseElements.repository.encryptionConfiguration");

    private static final List<String> VALUES =
            List.of("null", "7", "-1.5e300", "\"x\"", "\"\"", "true", "false", "[]", "[{}]", "{}", "{\"a\": [null]}");

    private FieldInputs() {}

    static Stream<HostileInput> inputs() {
        return Stream.of(missing(), wrong(), versions(), times(), oddTimes()).flatMap(List::stream);
    }

    /** Each field with a value of each type, in an event that names its repository by ARN and in one that does not. */
    static Stream<HostileInput> wrongTypes() {
        List<HostileInput> inputs = new ArrayList<>();
        for (String field : READ_FIELDS) {
            inputs.add(HostileEvent.good().without(field).input("no " + field, HostileInput.ANY));
            for (String value : VALUES) {
                String name = field + " is " + value;
                inputs.add(HostileEvent.good().with(field, value).input(name, HostileInput.ANY));
                if (!field.startsWith("detail.res")) {
                    inputs.add(HostileEvent.byName().with(field, value).input(name + ", by name", HostileInput.ANY));
                }
            }
        }
        return inputs.stream();
    }

    private static List<HostileInput> missing() {
        return List.of(
                HostileEvent.good().without("source").input("no source", "FAILED"),
                HostileEvent.good().without("detail").input("no detail", "IGNORED OTHER_SERVICE"),
                HostileEvent.good().without("account").input("no account", "FAILED"),
                HostileEvent.good().without("region").input("no Region", "FAILED"),
                HostileEvent.good().without("detail.eventID").input("no event id", "FAILED"),
                HostileEvent.good().without("detail.eventTime").input("no time", "FAILED"),
                HostileEvent.good().without("detail.userIdentity").input("nobody", "RECORDED"),
                HostileEvent.byName().without("detail.requestParameters").input("no repository", "FAILED"),
                HostileInput.of("a second look at nothing", "{\"source\": \"ecr-auditor\"}", "FAILED"));
    }

    private static List<HostileInput> wrong() {
        return List.of(
                text("source", "aws.ECR", "IGNORED OTHER_SERVICE"),
                text("source", "aws.ecr-public", "IGNORED ECR_PUBLIC"),
                text("source", "ecr-auditor", "FAILED"),
                text("detail-type", "ECR Image Action", "IGNORED NO_RULE_APPLIES"),
                text("detail.eventSource", "ecr.amazonaws.com.evil.example", "IGNORED OTHER_SERVICE"),
                text("detail.eventSource", "ecr-public.amazonaws.com", "IGNORED ECR_PUBLIC"),
                text("detail.errorCode", "AccessDenied", "IGNORED CALL_FAILED"),
                text("detail.errorCode", "", "IGNORED CALL_FAILED"),
                text("detail.eventName", "setrepositorypolicy", "IGNORED NO_RULE_APPLIES"),
                text("detail.eventName", "SetRepositoryPolicy ", "IGNORED NO_RULE_APPLIES"),
                text("detail.recipientAccountId", "444455556666", "FAILED"));
    }

    private static List<HostileInput> versions() {
        return Stream.of("", "1", "2.0", "0.9", "10.0", "v1.11", " 1.11", "1,11", "-1.11", "\\u0661.11")
                .map(version -> text("detail.eventVersion", version, "FAILED"))
                .toList();
    }

    private static List<HostileInput> times() {
        return Stream.of(
                        "now",
                        "2023-02-29T00:00:00Z",
                        "2026-13-01T00:00:00Z",
                        "2026-11-20T24:00:01Z",
                        "2026-11-20",
                        "2026-11-20T10:05:00",
                        "2026-11-20 10:05:00Z",
                        "20 Nov 2026 10:05:00 GMT",
                        "1795169100",
                        "9999999-01-01T00:00:00Z",
                        "+9999999-01-01T00:00:00Z",
                        "+1000000000-12-31T23:59:59.999999999Z",
                        "-0001-01-01T00:00:00Z",
                        "-1000000000-01-01T00:00:00Z",
                        "2026-11-20T10:05:00.1234567890Z",
                        "2026-11-20T10:05:00ZZ",
                        "\\u0662\\u0660\\u0662\\u0666-11-20T10:05:00Z")
                .map(time -> text("detail.eventTime", time, "FAILED"))
                .toList();
    }

    private static List<HostileInput> oddTimes() {
        return Stream.of(
                        "0000-01-01T00:00:00Z",
                        "1970-01-01T00:00:00Z",
                        "9999-12-31T23:59:59Z",
                        "2016-12-31T23:59:60Z",
                        "2026-11-20T24:00:00Z",
                        "2026-11-20T11:05:00+01:00")
                .map(time -> text("detail.eventTime", time, "RECORDED"))
                .toList();
    }

    private static HostileInput text(String path, String escaped, String ends) {
        return HostileEvent.good().with(path, "\"" + escaped + "\"").input(path + " is '" + escaped + "'", ends);
    }
}
