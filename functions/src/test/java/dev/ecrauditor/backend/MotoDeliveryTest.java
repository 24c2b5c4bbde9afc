package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.delivery.SignedEventDeliveryReader;
import dev.ecrauditor.aws.delivery.SignedIntakeReader;
import dev.ecrauditor.aws.delivery.SnsSubscriberReader;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.delivery.AccountRegion;
import dev.ecrauditor.delivery.BusCheck;
import dev.ecrauditor.delivery.EventDelivery;
import dev.ecrauditor.delivery.SubscriberReader.Subscribers;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.repository.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What the readers of event delivery read from moto, and from local-aws with the same rules, trails and subscribers:
 * both have to be the same. local-aws has no calls that write them, so this is no part of the contract.
 */
@EnabledIfBackendAvailable(backend = "moto", when = MotoServer.MotoAvailability.class)
class MotoDeliveryTest {

    private static final String REGION = "us-east-1";
    private static final String BUS = "arn:aws:events:us-east-1:123456789012:event-bus/hub";

    private final MotoServer moto = MotoServer.start();
    private final LocalAws local = LocalAws.start();
    private final AwsClients motoClients = AwsClients.ofEndpoint(moto.endpoint(), REGION, "123456789012");
    private final AwsClients localClients = AwsClients.ofEndpoint(local.endpoint(), REGION, "123456789012");

    @BeforeEach
    void createBus() {
        events("CreateEventBus", "{'Name':'hub'}");
    }

    @AfterEach
    void stop() {
        motoClients.close();
        localClients.close();
        local.close();
        moto.close();
    }

    @Test
    void nothingIsThere() {
        assertThat(read(motoClients)).isEqualTo(read(localClients));
        assertThat(read(motoClients).rule()).isEqualTo(new Reading.Absent<>());
    }

    @ParameterizedTest
    @CsvSource({"ENABLED", "DISABLED"})
    void aRuleIsReadWithItsStatePatternAndTarget(String state) {
        events("PutRule", "{'Name':'forward','EventPattern':'{\\'source\\':[\\'aws.ecr\\']}','State':'" + state + "'}");
        events("PutTargets", "{'Rule':'forward','Targets':[{'Id':'HubBus','Arn':'" + BUS + "'}]}");
        load("'events': {'rules': [{'name': 'forward', 'pattern': {'source': ['aws.ecr']}, 'state': '" + state
                + "', 'targets': [{'id': 'HubBus', 'arn': '" + BUS + "'}]}]}");

        assertThat(read(motoClients)).isEqualTo(read(localClients));
        assertThat(read(motoClients).rule()).isInstanceOf(Reading.Known.class);
    }

    @ParameterizedTest
    @CsvSource({"All, true", "ReadOnly, true", "WriteOnly, true", "All, false"})
    void aTrailIsReadWithItsSelectors(String type, boolean managementEvents) throws Exception {
        createTrail();
        trails("StartLogging", "{'Name':'own'}");
        trails(
                "PutEventSelectors",
                "{'TrailName':'own','EventSelectors':[{'ReadWriteType':'" + type + "','IncludeManagementEvents':"
                        + managementEvents + "}]}");
        load("'trails': [{'name': 'own', 'readWriteType': '" + type + "', 'managementEvents': " + managementEvents
                + "}]");

        assertThat(read(motoClients)).isEqualTo(read(localClients));
        assertThat(read(motoClients).trails().toString()).contains("trail/own", "logging=true");
    }

    @Test
    void aStoppedTrailIsReadAsStopped() throws Exception {
        createTrail();
        load("'trails': [{'name': 'own', 'logging': false}]");

        assertThat(read(motoClients)).isEqualTo(read(localClients));
    }

    @Test
    void aBusIsReadWithItsPolicyAndRule() {
        events("PutRule", "{'Name':'intake','EventBusName':'hub','EventPattern':'{\\'source\\':[\\'aws.ecr\\']}'}");
        events(
                "PutPermission",
                "{'EventBusName':'hub','StatementId':'All','Action':'events:PutEvents','Principal':'111122223333'}");
        Reading<Json> policy = new SignedIntakeReader(motoClients, "hub", "intake", Clock.systemUTC()).busPolicy();
        load(
                "'events': {'buses': [{'name': 'hub'}], 'rules': [{'name': 'intake', 'bus': 'hub', 'pattern': {'source': ['aws.ecr']}}]}");

        assertThat(new SignedIntakeReader(motoClients, "hub", "intake", Clock.systemUTC()).rule())
                .isEqualTo(new SignedIntakeReader(localClients, "hub", "intake", Clock.systemUTC()).rule());
        assertThat(new BusCheck("hub", Optional.empty(), Set.of("111122223333"))
                        .check(new AccountRegion("123456789012", REGION), policy)
                        .gap())
                .isEmpty();
        assertThat(new SignedIntakeReader(motoClients, "none", "intake", Clock.systemUTC()).busPolicy())
                .isEqualTo(new Reading.Absent<>());
    }

    @Test
    void subscribersAreCounted() {
        String topic =
                motoClients.sns().createTopic(create -> create.name("alerts")).topicArn();
        assertThat(new SnsSubscriberReader(motoClients, topic).read())
                .isEqualTo(new Reading.Known<>(new Subscribers(0, 0)));
        motoClients.sns().subscribe(one -> one.topicArn(topic).protocol("email").endpoint("a@example.org"));
        assertThat(new SnsSubscriberReader(motoClients, topic).read())
                .isEqualTo(new Reading.Known<>(new Subscribers(1, 0)));
        assertThat(new SnsSubscriberReader(motoClients, topic + "-other").read())
                .isEqualTo(new Reading.Absent<>());
    }

    private static EventDelivery read(AwsClients clients) {
        AccountCredentials own = new AccountCredentials(clients, Optional.empty(), Clock.systemUTC());
        return new SignedEventDeliveryReader(own, "forward", Clock.systemUTC())
                .read(new AccountRegion("123456789012", REGION));
    }

    private void load(String members) {
        String state = "{'accounts': {'123456789012': {'" + REGION + "': {" + members + "}}}}";
        local.load(new ByteArrayInputStream(state.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private void createTrail() throws IOException, InterruptedException {
        HttpRequest bucket = HttpRequest.newBuilder(URI.create(moto.endpoint() + "/trails-123456789012"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/s3/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(bucket, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        trails("CreateTrail", "{'Name':'own','S3BucketName':'trails-123456789012','IsMultiRegionTrail':true}");
    }

    private void events(String operation, String parameters) {
        call(new JsonCalls.Api("EventBridge", "events", "AWSEvents.", 100_000), operation, parameters);
    }

    private void trails(String operation, String parameters) {
        call(
                new JsonCalls.Api(
                        "CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", 100_000),
                operation,
                parameters);
    }

    /** A double quote inside a text is written as {@code \'}. */
    private void call(JsonCalls.Api api, String operation, String parameters) {
        String text = parameters.replace("\\'", "\\\"").replace("'", "\"");
        try {
            assertThat(new JsonCalls(motoClients.connection(), api, Clock.systemUTC(), pause -> {})
                            .call(operation, (Json.Obj) JsonReader.read(text)))
                    .isNotNull();
        } catch (MalformedJson wrong) {
            throw new IllegalArgumentException(text, wrong);
        } catch (SdkClientException withoutJson) {
            assertThat(withoutJson).hasMessageContaining("without JSON"); // moto answers some calls with nothing
        }
    }
}
