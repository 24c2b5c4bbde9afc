package dev.ecrauditor.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.control.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.OrganizationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a deployment consists of, loaded and read by the SDK's own clients. */
class DeploymentReadsTest {

    private static final AwsBasicCredentials ANYBODY = AwsBasicCredentials.create("test", "test");
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:alerts";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private final CloudFormationClient cloudFormation =
            cloud.at(CloudFormationClient.builder(), ANYBODY, TestCloud.REGION).build();
    private final LambdaClient lambda =
            cloud.at(LambdaClient.builder(), ANYBODY, TestCloud.REGION).build();
    private final IamClient iam =
            cloud.at(IamClient.builder(), ANYBODY, "aws-global").build();
    private final DynamoDbClient dynamoDb =
            cloud.at(DynamoDbClient.builder(), ANYBODY, TestCloud.REGION).build();

    private void load(String members) {
        cloud.load(TestCloud.HOME, members);
    }

    @Test
    void aStackHasItsStatusAndOutputs() {
        load("""
                "stacks": [{"StackName": "Hub", "StackStatus": "UPDATE_COMPLETE",
                  "Outputs": [{"OutputKey": "Topic", "OutputValue": "arn"}]}]""");

        assertThat(cloudFormation.describeStacks(b -> b.stackName("Hub")).stacks())
                .singleElement()
                .satisfies(stack -> {
                    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
                    assertThat(stack.creationTime()).isEqualTo(TestCloud.START);
                    assertThat(stack.outputs().get(0).outputValue()).isEqualTo("arn");
                });
        assertThatThrownBy(() -> cloudFormation.describeStacks(b -> b.stackName("Other")))
                .isInstanceOfSatisfying(AwsServiceException.class, fault -> {
                    assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(fault.awsErrorDetails().errorMessage()).isEqualTo("Stack with id Other does not exist");
                });
    }

    @Test
    void theInstancesOfAStackSetComeInPages() {
        StringBuilder instances = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            instances
                    .append(i == 0 ? "" : ",")
                    .append("{\"Account\": \"%012d\", \"Status\": \"CURRENT\"}".formatted(i));
        }
        load("\"stackSets\": [{\"StackSetName\": \"members\", \"Instances\": [" + instances + "]}]");

        assertThat(cloudFormation
                        .listStackInstancesPaginator(b -> b.stackSetName("members"))
                        .summaries())
                .hasSize(150);
        assertThatThrownBy(() -> cloudFormation.listStackInstances(b -> b.stackSetName("other")))
                .isInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void onlyADelegatedAdministratorIsToldOfTrustedAccess() {
        organization("\"delegatedAdministrators\": [\"111122223333\"]");
        assertThat(access()).isEqualTo(OrganizationStatus.ENABLED);

        organization("\"delegatedAdministrators\": [\"111122223333\"], \"trustedServices\": []");
        assertThat(access()).isEqualTo(OrganizationStatus.DISABLED);

        organization(
                "\"delegatedAdministrators\": [\"111122223333\"], \"delegatedServices\": [\"config.amazonaws.com\"]");
        assertThatThrownBy(this::access).hasMessageContaining("delegated administrator");
        assertThat(cloud.organizations
                        .listDelegatedAdministrators(b -> b.servicePrincipal("config.amazonaws.com"))
                        .delegatedAdministrators())
                .hasSize(1);
        assertThat(cloud.organizations
                        .listDelegatedAdministrators(b -> b.servicePrincipal("other.amazonaws.com"))
                        .delegatedAdministrators())
                .isEmpty();
    }

    private void organization(String members) {
        cloud.load("""
                {"organization": {"managementAccount": "444455556666", %s,
                  "accounts": [{"id": "444455556666"}, {"id": "111122223333"}]}, "accounts": {}}""".formatted(members));
    }

    private OrganizationStatus access() {
        return cloudFormation
                .describeOrganizationsAccess(b -> b.callAs(CallAs.DELEGATED_ADMIN))
                .status();
    }

    @Test
    void aFunctionHasItsConfigurationAliasAndEventSources() {
        load("""
                "functions": [{"FunctionName": "audit", "State": "Active", "Layers": [{"Arn": "layer"}],
                  "ReservedConcurrentExecutions": 1,
                  "Aliases": [{"Name": "live", "FunctionVersion": "7"}],
                  "Mappings": [{"UUID": "u", "EventSourceArn": "queue", "State": "Enabled"}]},
                 {"FunctionName": "plain"}]""");

        assertThat(lambda.getFunctionConfiguration(b -> b.functionName("audit")))
                .satisfies(found -> assertThat(found.stateAsString()).isEqualTo("Active"))
                .satisfies(found -> assertThat(found.layers().get(0).arn()).isEqualTo("layer"));
        assertThat(lambda.getFunctionConcurrency(b -> b.functionName("audit")).reservedConcurrentExecutions())
                .isEqualTo(1);
        assertThat(lambda.getFunctionConcurrency(b -> b.functionName("plain")).reservedConcurrentExecutions())
                .isNull();
        assertThat(lambda.getAlias(b -> b.functionName("audit").name("live")).functionVersion())
                .isEqualTo("7");
        assertThat(lambda.listEventSourceMappings(b -> b.functionName("audit:live"))
                        .eventSourceMappings())
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.uuid()).isEqualTo("u"));
        assertThatThrownBy(() -> lambda.getAlias(b -> b.functionName("audit").name("other")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda.getFunctionConfiguration(b -> b.functionName("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:111122223333:function:other");
        assertThatThrownBy(() -> lambda.deleteFunction(b -> b.functionName("audit")))
                .hasMessageContaining("local-aws does not have lambda:DELETE /2015-03-31/functions/audit");
    }

    @Test
    void aRoleHasItsTrustPolicyUrlEncoded() {
        cloud.load("""
                {"accounts": {"111122223333": {"roles": {"reader": {"policy": {"Sid": "a b+c"}}, "plain": {}}}}}""");

        assertThat(iam.getRole(b -> b.roleName("reader")).role())
                .satisfies(role ->
                        assertThat(role.assumeRolePolicyDocument()).isEqualTo("%7B%22Sid%22%3A%22a%20b%2Bc%22%7D"))
                .satisfies(role -> assertThat(role.arn()).isEqualTo("arn:aws:iam::111122223333:role/reader"));
        assertThatThrownBy(() -> iam.getRole(b -> b.roleName("other"))).isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void aTableHasItsDescriptionAndItems() {
        load("""
                "tables": [{"TableName": "findings", "TableStatus": "ACTIVE",
                  "Items": [{"pk": {"S": "a"}, "sk": {"S": "b"}, "n": {"N": "1"}}]}]""");

        assertThat(dynamoDb.describeTable(b -> b.tableName("findings")).table())
                .satisfies(table -> assertThat(table.tableStatusAsString()).isEqualTo("ACTIVE"))
                .satisfies(table -> assertThat(table.tableArn())
                        .isEqualTo("arn:aws:dynamodb:us-east-1:111122223333:table/findings"));
        assertThat(item("a", "b")).containsEntry("n", AttributeValue.fromN("1"));
        assertThat(item("a", "c")).isEmpty();
        assertThatThrownBy(() -> dynamoDb.describeTable(b -> b.tableName("other")))
                .isInstanceOf(software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException.class);
    }

    private Map<String, AttributeValue> item(String pk, String sk) {
        return dynamoDb.getItem(b -> b.tableName("findings")
                        .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))))
                .item();
    }

    @Test
    void aTopicHasItsPolicyAndSubscribersAlsoUnconfirmedOnes() {
        load("""
                "topics": [{"name": "alerts", "attributes": {"Policy": "{}"}, "subscriptions": [
                  {"protocol": "email", "endpoint": "a@example.org"},
                  {"protocol": "email", "endpoint": "b@example.org", "confirmed": false}]}]""");

        assertThat(cloud.sns.getTopicAttributes(b -> b.topicArn(TOPIC)).attributes())
                .containsEntry("Policy", "{}")
                .containsEntry("TopicArn", TOPIC);
        List<Subscription> subscriptions =
                cloud.sns.listSubscriptionsByTopic(b -> b.topicArn(TOPIC)).subscriptions();
        assertThat(subscriptions).extracting(Subscription::endpoint).containsExactly("a@example.org", "b@example.org");
        assertThat(subscriptions.get(0).subscriptionArn()).startsWith(TOPIC + ":");
        assertThat(subscriptions.get(1).subscriptionArn()).isEqualTo("PendingConfirmation");

        cloud.sns.publish(b -> b.topicArn(TOPIC).message("hello"));

        assertThat(cloud.aws.deliveries()).hasSize(1);
    }

    @Test
    void aQueueHasItsPolicyAndMessages() {
        load("""
                "queues": [{"name": "changes", "attributes": {"Policy": "{}"}, "messages": 2}]""");

        assertThat(cloud.sqs
                        .getQueueAttributes(b -> b.queueUrl("https://sqs/111122223333/changes")
                                .attributeNames(QueueAttributeName.POLICY, QueueAttributeName.KMS_MASTER_KEY_ID))
                        .attributesAsStrings())
                .containsOnly(Map.entry("Policy", "{}"));
        assertThat(cloud.sqs
                        .getQueueAttributes(b ->
                                b.queueUrl("https://sqs/111122223333/changes").attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings())
                .containsEntry("ApproximateNumberOfMessages", "2");
    }

    @Test
    void aKeyHasItsPolicyWhichOnlyItsAccountReads() {
        load("""
                "keys": [{"keyId": "data", "policy": {"Version": "2012-10-17"}}]""");

        assertThat(cloud.kms
                        .getKeyPolicy(b -> b.keyId("data").policyName("default"))
                        .policy())
                .isEqualTo("{\"Version\":\"2012-10-17\"}");
        assertThatThrownBy(() -> cloud.kms.getKeyPolicy(b ->
                        b.keyId("arn:aws:kms:us-east-1:444455556666:key/other").policyName("default")))
                .hasMessageContaining("is not authorized to perform: kms:GetKeyPolicy");
    }

    @Test
    void aRegionThatIsNotEnabledKnowsNoCredentials() {
        load("\"enabled\": false");

        assertThatThrownBy(() -> cloud.sts.getCallerIdentity())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
        assertThatThrownBy(() -> cloud.sqs.listQueues()).hasMessageContaining("local-aws does not have");
        assertThatThrownBy(() -> dynamoDb.describeTable(b -> b.tableName("t")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> assertThat(fault.awsErrorDetails().errorCode())
                                .isEqualTo("UnrecognizedClientException"));
        assertThatThrownBy(() -> lambda.getAlias(b -> b.functionName("f").name("a")))
                .isInstanceOf(AwsServiceException.class);

        load("\"enabled\": true");

        assertThat(cloud.sts.getCallerIdentity().account()).isEqualTo(TestCloud.HOME);
    }

    @Test
    void deniedThrottledAndFailedCallsHaveTheErrorsOfTheirService() {
        load("\"stacks\": [], \"functions\": [{\"FunctionName\": \"f\"}], \"tables\": [{\"TableName\": \"t\"}]");
        cloud.aws.failNext("cloudformation:DescribeStacks", Fault.THROTTLED, 1);
        cloud.aws.failNext("cloudformation:DescribeStacks", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("lambda:GetFunctionConfiguration", Fault.THROTTLED, 1);
        cloud.aws.failNext("lambda:GetFunctionConfiguration", Fault.INTERNAL_ERROR, 1);
        cloud.aws.failNext("dynamodb:DescribeTable", Fault.INTERNAL_ERROR, 1);
        cloud.aws.deny(TestCloud.HOME, "iam:GetRole");
        cloud.aws.deny(TestCloud.HOME, "lambda:GetAlias");
        cloud.aws.deny(TestCloud.HOME, "dynamodb:GetItem");

        assertThat(code(() -> cloudFormation.describeStacks(b -> b.stackName("s"))))
                .isEqualTo("Throttling");
        assertThat(code(() -> cloudFormation.describeStacks(b -> b.stackName("s"))))
                .isEqualTo("InternalFailure");
        assertThat(code(() -> lambda.getFunctionConfiguration(b -> b.functionName("f"))))
                .isEqualTo("TooManyRequestsException");
        assertThat(code(() -> lambda.getFunctionConfiguration(b -> b.functionName("f"))))
                .isEqualTo("ServiceException");
        assertThat(code(() -> dynamoDb.describeTable(b -> b.tableName("t")))).isEqualTo("InternalServerError");
        assertThat(code(() -> iam.getRole(b -> b.roleName("r")))).isEqualTo("AccessDenied");
        assertThat(code(() -> lambda.getAlias(b -> b.functionName("f").name("a"))))
                .isEqualTo("AccessDeniedException");
        assertThat(code(() -> item("a", "b"))).isEqualTo("AccessDeniedException");
        assertThat(code(() -> cloudFormation.describeStacks(b -> {}))).isEqualTo("ValidationError");
        cloud.aws.allow(TestCloud.HOME, "dynamodb:GetItem");
        assertThat(code(() -> dynamoDb.getItem(b -> b.tableName("t").key(Map.of()))))
                .isEqualTo("ValidationException");
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        try {
            call.call();
        } catch (AwsServiceException fault) {
            return fault.awsErrorDetails().errorCode();
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("no error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"stacks\": [{}] | accounts.111122223333.us-east-1.stacks must be objects with a StackName",
                "\"tables\": [{\"TableName\": \"t\"}, {\"TableName\": \"t\"}] | accounts.111122223333.us-east-1.tables must not have 't' twice",
                "\"topics\": [{\"name\": \"t\"}, {\"name\": \"t\"}] | accounts.111122223333.us-east-1.topics must not have 't' twice",
                "\"queues\": [{\"name\": \"q\"}, {\"name\": \"q\"}] | accounts.111122223333.us-east-1.queues must not have 'q' twice",
                "\"queues\": [{\"name\": \"q\", \"messages\": -1}] | accounts.111122223333.us-east-1.queues[0].messages must be between 0 and 1000"
            })
    void aWrongStateIsNamedByItsPath(String members, String message) {
        assertThatThrownBy(() -> load(members))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
