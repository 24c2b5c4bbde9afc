package dev.ecrauditor.cli.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checkout whose app writes a cloud assembly that a test chose, in the form of the AWS CDK 2.263.0. */
final class PlantedCheckout {

    static final String JAR_KEY = "0fc8d2f4.jar";
    static final String ZIP_KEY = "3d629c41.zip";
    static final String FUNCTION = """
            {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Bucket": {"Fn::Sub":
             "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "S3Key": "%s"}, "MemorySize": 1024}}""".formatted(JAR_KEY);
    static final String LAYER = """
            {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Bucket": {"Fn::Sub":
             "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "S3Key": "%s"}}}""".formatted(ZIP_KEY);

    static final String SECURITY_HUB = """
            {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Bucket": {"Fn::Sub":
             "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"}, "S3Key": "7a51b90c.jar"},
             "Handler": "dev.ecrauditor.securityhub.handler.SecurityHubHandler::handleRequest"}}""";

    private static final String BOOTSTRAP = """
            "Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>",
              "Default": "/cdk-bootstrap/hnb659fds/version"}},
            "Rules": {"CheckBootstrapVersion": {"Assertions": [{"Assert": {"Fn::Contains": [["6"],
              {"Ref": "BootstrapVersion"}]}}]}}""";

    private final Path root;
    private final Path assembly;

    PlantedCheckout(Path root) {
        this.root = root;
        this.assembly = root.resolve("infra-cdk").resolve("assembly");
        write("../cdk.json", "{\"app\": \"sh app.sh\", \"context\": {\"@aws-cdk/core:flag\": true}}");
        app("cp -r assembly/. \"$CDK_OUTDIR\"; printf '%s' \"$CDK_CONTEXT_JSON\" > context.json");
        write("manifest.json", """
                {"version": "54.0.0", "artifacts": {
                 "A.assets": {"type": "cdk:asset-manifest", "properties": {"file": "A.assets.json"}},
                 "ARollout": {"type": "aws:cloudformation:stack", "dependencies": ["ZHub", "A.assets"],
                   "properties": {"templateFile": "rollout.json"}},
                 "ZHub": {"type": "aws:cloudformation:stack", "dependencies": ["A.assets"],
                   "properties": {"templateFile": "hub.json"}},
                 "Members": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Members"}},
                 "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}}}}""");
        write("A.assets.json", """
                {"files": {"7a51b90c": {"source": {"path": "asset.7a51b90c.jar", "packaging": "file"},
                   "destinations": {"x": {"bucketName": "b", "objectKey": "7a51b90c.jar"}}},
                 "0fc8d2f4": {"source": {"path": "asset.0fc8d2f4.jar", "packaging": "file"},
                   "destinations": {"x": {"bucketName": "b", "objectKey": "%s"}}},
                 "3d629c41": {"source": {"path": "asset.3d629c41.zip", "packaging": "file"},
                   "destinations": {"x": {"bucketName": "b", "objectKey": "%s"}}}}}""".formatted(JAR_KEY, ZIP_KEY));
        write("asset.0fc8d2f4.jar", "the jar");
        write("asset.3d629c41.zip", "the settings");
        write("asset.7a51b90c.jar", "the jar of Security Hub");
        hub("\"Function\": " + FUNCTION + ", \"Other\": " + FUNCTION + ", \"Layer\": " + LAYER
                + ", \"Topic\": {\"Type\": \"AWS::SNS::Topic\"}");
        write(
                "rollout.json",
                "{\"Resources\": {\"Roles\": {\"Type\": \"AWS::CloudFormation::StackSet\"}}, " + BOOTSTRAP + "}");
        write("assembly-Members/manifest.json", """
                {"artifacts": {"Roles2540F16B": {"type": "aws:cloudformation:stack",
                 "properties": {"templateFile": "roles.json", "stackName": "ecr-auditor-member-roles"}}}}""");
        write(
                "assembly-Members/roles.json",
                "{\"Parameters\": {\"HubAccount\": {\"Type\": \"String\"}}, \"Resources\": {}}");
    }

    String path() {
        return root.toString();
    }

    /** The resources of the hub, as members of a JSON object. */
    PlantedCheckout hub(String resources) {
        return write("hub.json", "{\"Resources\": {" + resources + "}, " + BOOTSTRAP + "}");
    }

    PlantedCheckout app(String script) {
        return write("../app.sh", script + "\n");
    }

    String context() throws IOException {
        return Files.readString(root.resolve("infra-cdk").resolve("context.json"));
    }

    private PlantedCheckout write(String name, String content) {
        try {
            Path file = assembly.resolve(name).normalize();
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
