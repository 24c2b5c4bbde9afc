package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSOLE | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
                "CONSOLE | console.amazonaws.com",
                "CONSOLE | AWSConsole, aws-internal/3 aws-sdk-java/1.12.488",
                "COMMAND_LINE | aws-cli/2.17.18 md/awscrt#0.20.11 md/command#ecr.put-image-scanning-configuration",
                "COMMAND_LINE | AWS-CLI/1.29",
                "TERRAFORM | APN/1.0 HashiCorp/1.0 Terraform/1.9.5 terraform-provider-aws/5.62.0 aws-sdk-go-v2/1.30",
                "TERRAFORM | OpenTofu/1.8 terraform-provider-aws/5.62.0",
                "CLOUDFORMATION | cloudformation.amazonaws.com",
                "UNKNOWN | aws-sdk-go-v2/1.30.3 os/linux",
                "UNKNOWN | Boto3/1.34 aws-cli/2.0",
                "UNKNOWN | cloudformation.amazonaws.com.example.org",
                "UNKNOWN | ''"
            })
    void theToolIsReadFromTheUserAgent(Actor.Tool tool, String userAgent) {
        assertThat(Actor.of(json("{'userAgent': '" + userAgent + "'}")).tool()).isEqualTo(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "cloudformation.amazonaws.com, CLOUDFORMATION",
        "servicecatalog.amazonaws.com, AWS_SERVICE",
        "AWS Internal, AWS_SERVICE"
    })
    void theServiceThatCalledOutweighsTheUserAgent(String invokedBy, Actor.Tool tool) {
        assertThat(Actor.of(json("{'userIdentity': {'invokedBy': '" + invokedBy + "'}, 'userAgent': 'Terraform/1.9'}"))
                        .tool())
                .isEqualTo(tool);
    }

    @Test
    void everyToolHasItsOwnText() {
        assertThat(Actor.Tool.values())
                .extracting(Actor.Tool::words)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void aSessionIsNamedWithItsRole() {
        assertThat(Actor.of(json(
                        "{'userIdentity': {'type': 'AssumedRole', 'arn': 'arn:aws:sts::111122223333:assumed-role/Developer/alice',"
                                + "'sessionContext': {'sessionIssuer': {'type': 'Role', 'userName': 'Developer'}}},"
                                + "'sourceIPAddress': '203.0.113.7', 'userAgent': 'aws-cli/2.17'}")))
                .isEqualTo(new Actor(
                        Optional.of("arn:aws:sts::111122223333:assumed-role/Developer/alice"),
                        Optional.of("Developer"),
                        Optional.of("203.0.113.7"),
                        Actor.Tool.COMMAND_LINE));
    }

    @Test
    void aServiceWithoutArnIsNamedByItsName() {
        assertThat(Actor.of(
                                json(
                                        "{'userIdentity': {'type': 'AWSService', 'invokedBy': 'replication.ecr.amazonaws.com'}}"))
                        .arn())
                .contains("replication.ecr.amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'userIdentity': null}",
                "{'userIdentity': 'root'}",
                "{'userIdentity': {}}",
                "{'userIdentity': {'arn': 7, 'sessionContext': 'x', 'invokedBy': []}, 'sourceIPAddress': 1, 'userAgent': {}}",
                "{'userIdentity': {'type': 'AWSAccount', 'principalId': 'AIDACKCEVSQ6C2EXAMPLE', 'accountId': '444455556666'}}"
            })
    void aMissingActorIsNotGuessed(String detail) {
        assertThat(Actor.of(json(detail)))
                .isEqualTo(new Actor(Optional.empty(), Optional.empty(), Optional.empty(), Actor.Tool.UNKNOWN));
    }
}
