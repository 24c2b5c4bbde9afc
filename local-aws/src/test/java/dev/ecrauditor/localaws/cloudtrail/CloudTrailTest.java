package dev.ecrauditor.localaws.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import dev.ecrauditor.localaws.control.Fault;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTrailNameException;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

class CloudTrailTest {

    private static final String MANAGEMENT = "999988887777";
    private static final String ORGANIZATION_TRAIL = "arn:aws:cloudtrail:eu-west-1:999988887777:trail/organization";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void aTrailHasItsHomeRegionStatusAndSelectors() {
        cloud.load(TestCloud.HOME, "\"trails\": [{\"name\": \"own\", \"multiRegion\": false}]");

        Trail trail = only(as(TestCloud.HOME, TestCloud.REGION));
        assertThat(trail.name()).isEqualTo("own");
        assertThat(trail.trailARN()).isEqualTo("arn:aws:cloudtrail:us-east-1:111122223333:trail/own");
        assertThat(trail.homeRegion()).isEqualTo(TestCloud.REGION);
        assertThat(trail.isMultiRegionTrail()).isFalse();
        assertThat(trail.isOrganizationTrail()).isFalse();
        assertThat(trail.hasCustomEventSelectors()).isFalse();
        assertThat(as(TestCloud.HOME, TestCloud.REGION)
                        .getTrailStatus(b -> b.name("own"))
                        .isLogging())
                .isTrue();
        EventSelector selector = as(TestCloud.HOME, TestCloud.REGION)
                .getEventSelectors(b -> b.trailName("own"))
                .eventSelectors()
                .get(0);
        assertThat(selector.readWriteType()).isEqualTo(ReadWriteType.ALL);
        assertThat(selector.includeManagementEvents()).isTrue();
    }

    @Test
    void aTrailOfOneRegionIsNotInAnother() {
        cloud.load(TestCloud.HOME, "\"trails\": [{\"name\": \"own\", \"multiRegion\": false}]");

        assertThat(as(TestCloud.HOME, "eu-west-1").describeTrails().trailList()).isEmpty();
    }

    @Test
    void aTrailOfAllRegionsIsFoundElsewhereByItsArnAlone() {
        cloud.load(TestCloud.HOME, "\"trails\": [{\"name\": \"own\"}]");
        CloudTrailClient elsewhere = as(TestCloud.HOME, "eu-west-1");

        String arn = only(elsewhere).trailARN();
        assertThat(arn).isEqualTo("arn:aws:cloudtrail:us-east-1:111122223333:trail/own");
        assertThat(elsewhere.getTrailStatus(b -> b.name(arn)).isLogging()).isTrue();
        assertThatThrownBy(() -> elsewhere.getTrailStatus(b -> b.name("own")))
                .isInstanceOf(TrailNotFoundException.class)
                .hasMessageContaining("Unknown trail: arn:aws:cloudtrail:eu-west-1:111122223333:trail/own"
                        + " for the user: 111122223333");
        assertThat(elsewhere.describeTrails(b -> b.includeShadowTrails(false)).trailList())
                .isEmpty();
    }

    @Test
    void aMemberSeesTheTrailOfItsOrganizationAndNoOtherAccountDoes() {
        loadOrganizationTrail("");

        Trail trail = only(as(TestCloud.MEMBER, TestCloud.REGION));
        assertThat(trail.trailARN()).isEqualTo(ORGANIZATION_TRAIL);
        assertThat(trail.isOrganizationTrail()).isTrue();
        assertThat(as(TestCloud.MEMBER, TestCloud.REGION)
                        .getTrailStatus(b -> b.name(ORGANIZATION_TRAIL))
                        .isLogging())
                .isTrue();
        assertThat(as("123456789012", TestCloud.REGION).describeTrails().trailList())
                .isEmpty();
        assertThatThrownBy(() ->
                        as("123456789012", TestCloud.REGION).getEventSelectors(b -> b.trailName(ORGANIZATION_TRAIL)))
                .isInstanceOf(TrailNotFoundException.class);
    }

    @Test
    void aStoppedTrailSaysSoAndNamesItsDeliveryError() {
        loadOrganizationTrail(", \"logging\": false, \"latestDeliveryError\": \"NoSuchBucket\"");

        var status = as(TestCloud.MEMBER, TestCloud.REGION).getTrailStatus(b -> b.name(ORGANIZATION_TRAIL));
        assertThat(status.isLogging()).isFalse();
        assertThat(status.latestDeliveryError()).isEqualTo("NoSuchBucket");
    }

    @Test
    void selectorsExcludeSourcesReadOnlyEventsAndManagementEvents() {
        loadOrganizationTrail(", \"readWriteType\": \"ReadOnly\", \"managementEvents\": false,"
                + " \"excludedSources\": [\"kms.amazonaws.com\"]");

        CloudTrailClient member = as(TestCloud.MEMBER, TestCloud.REGION);
        assertThat(only(member).hasCustomEventSelectors()).isTrue();
        EventSelector selector = member.getEventSelectors(b -> b.trailName(ORGANIZATION_TRAIL))
                .eventSelectors()
                .get(0);
        assertThat(selector.readWriteType()).isEqualTo(ReadWriteType.READ_ONLY);
        assertThat(selector.includeManagementEvents()).isFalse();
        assertThat(selector.excludeManagementEventSources()).containsExactly("kms.amazonaws.com");
    }

    @Test
    void advancedSelectorsReplaceTheBasicOnes() {
        loadOrganizationTrail(", \"advancedEventSelectors\": [{\"Name\": \"writes\", \"FieldSelectors\": ["
                + "{\"Field\": \"eventCategory\", \"Equals\": [\"Management\"]},"
                + "{\"Field\": \"readOnly\", \"Equals\": [\"false\"]}]}]");

        GetEventSelectorsResponse selectors =
                as(TestCloud.MEMBER, TestCloud.REGION).getEventSelectors(b -> b.trailName(ORGANIZATION_TRAIL));
        assertThat(selectors.eventSelectors()).isEmpty();
        assertThat(selectors.advancedEventSelectors().get(0).fieldSelectors())
                .extracting(field -> field.field() + field.equalsValue())
                .containsExactly("eventCategory[Management]", "readOnly[false]");
    }

    @Test
    void aLoadedListReplacesTheTrailsThatWereThere() {
        cloud.load(TestCloud.HOME, "\"trails\": [{\"name\": \"own\"}]");
        cloud.load(TestCloud.HOME, "\"trails\": []");

        assertThat(as(TestCloud.HOME, TestCloud.REGION).describeTrails().trailList())
                .isEmpty();
    }

    @Test
    void aNameOfTwoCharactersIsRejected() {
        assertThatThrownBy(() -> as(TestCloud.HOME, TestCloud.REGION).getTrailStatus(b -> b.name("ab")))
                .isInstanceOf(InvalidTrailNameException.class);
    }

    @Test
    void deniedThrottledAndFailingCallsHaveCloudTrailsErrors() {
        cloud.aws.deny(TestCloud.MEMBER, "cloudtrail:DescribeTrails");
        cloud.aws.failNext("cloudtrail:GetTrailStatus", Fault.THROTTLED, 1);

        CloudTrailClient member = as(TestCloud.MEMBER, TestCloud.REGION);
        assertThatThrownBy(member::describeTrails)
                .isInstanceOf(CloudTrailException.class)
                .hasMessageContaining("is not authorized to perform: cloudtrail:DescribeTrails on resource: *")
                .extracting(e -> ((CloudTrailException) e).awsErrorDetails().errorCode())
                .isEqualTo("AccessDeniedException");
        assertThatThrownBy(() -> member.getTrailStatus(b -> b.name("own")))
                .isInstanceOf(CloudTrailException.class)
                .extracting(e -> ((CloudTrailException) e).awsErrorDetails().errorCode())
                .isEqualTo("ThrottlingException");
    }

    private void loadOrganizationTrail(String more) {
        cloud.load("""
                {"organization": {"id": "o-exampleorgid", "managementAccount": "%s", "accounts": [
                  {"id": "999988887777"}, {"id": "444455556666"}]},
                 "accounts": {"%s": {"eu-west-1": {"trails": [{"name": "organization", "organization": true%s}]}}}}""".formatted(MANAGEMENT, MANAGEMENT, more));
    }

    private static Trail only(CloudTrailClient client) {
        List<Trail> trails = client.describeTrails().trailList();
        assertThat(trails).hasSize(1);
        return trails.get(0);
    }

    private CloudTrailClient as(String account, String region) {
        return cloud.at(CloudTrailClient.builder(), AwsBasicCredentials.create(account, "any"), region)
                .build();
    }
}
