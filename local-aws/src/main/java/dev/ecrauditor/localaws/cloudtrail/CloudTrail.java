package dev.ecrauditor.localaws.cloudtrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.organizations.Membership;
import java.util.List;
import java.util.stream.Stream;

/**
 * CloudTrail's DescribeTrails, GetTrailStatus and GetEventSelectors. A trail is also in the other Regions that it
 * records, and a trail of the organization in the accounts that it records: there it is found by its ARN alone.
 */
public final class CloudTrail {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]";

    private final Cloud cloud;
    private final Membership membership;

    public CloudTrail(Cloud cloud, Membership membership) {
        this.cloud = cloud;
        this.membership = membership;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.CLOUDTRAIL,
                        "DescribeTrails",
                        this::describe,
                        "trailNameList",
                        "includeShadowTrails"),
                Operation.of(
                        AwsService.CLOUDTRAIL,
                        "GetTrailStatus",
                        call -> find(call, "Name").statusJson(),
                        "Name"),
                Operation.of(
                        AwsService.CLOUDTRAIL,
                        "GetEventSelectors",
                        call -> find(call, "TrailName").selectorsJson(),
                        "TrailName"));
    }

    private ObjectNode describe(Call call) {
        List<String> names = call.parameters().texts("trailNameList");
        boolean withShadows = call.parameters().flag("includeShadowTrails", true);
        ObjectNode result = Json.object();
        result.set(
                "trailList",
                Json.nodes(visible(call)
                        .filter(trail -> withShadows || trail.isAtHome(call.place()))
                        .filter(trail -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(trail, name, call)))
                        .map(Trail::toJson)
                        .toList()));
        return result;
    }

    private Trail find(Call call, String parameter) {
        String name = call.parameters().text(parameter);
        if (!name.startsWith("arn:") && !name.matches(NAME)) {
            throw AwsError.badRequest(
                    "InvalidTrailNameException", "Trail name must be 3 to 128 letters, digits, or characters of ._-");
        }
        return visible(call)
                .filter(trail -> isNamed(trail, name, call))
                .findFirst()
                .orElseThrow(() -> AwsError.badRequest(
                        "TrailNotFoundException",
                        "Unknown trail: "
                                + (name.startsWith("arn:") ? name : call.place().arn("cloudtrail", "trail/" + name))
                                + " for the user: " + call.place().account()));
    }

    private static boolean isNamed(Trail trail, String name, Call call) {
        return trail.arn().equals(name)
                || (trail.isAtHome(call.place()) && trail.name().equals(name));
    }

    private Stream<Trail> visible(Call call) {
        AccountRegion place = call.place();
        return cloud.all().stream()
                .flatMap(region -> region.trails.stream())
                .filter(trail -> trail.isOfRegion(place))
                .filter(trail -> trail.home().account().equals(place.account())
                        || (trail.organization()
                                && membership.areTogether(trail.home().account(), place.account())));
    }
}
