package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CloudTrail events as a test writes them: JSON with single quotes, and changes to single members. */
final class EventJson {

    static final String OWNER = "111122223333";
    static final String OTHER = "444455556666";
    static final WatchedAccounts WATCHED = WatchedAccounts.of(Set.of(OWNER, OTHER));

    private EventJson() {}

    static Json json(String singleQuoted) {
        try {
            return JsonReader.read(singleQuoted.replace('\'', '"'));
        } catch (MalformedJson wrong) {
            throw new AssertionError(singleQuoted, wrong);
        }
    }

    /** A call as EventBridge delivers it to the account that owns the repository. */
    static Json call(String eventName, String request, String response) {
        return json("{'version': '0', 'id': 'e-1', 'detail-type': 'AWS API Call via CloudTrail', 'source': 'aws.ecr',"
                + "'account': '111122223333', 'time': '2026-11-20T10:05:00Z', 'region': 'us-east-1', 'resources': [],"
                + "'detail': {'eventVersion': '1.11', 'eventID': '9a1b', 'eventName': '" + eventName + "',"
                + "'eventSource': 'ecr.amazonaws.com', 'eventTime': '2026-11-20T10:05:00Z', 'awsRegion': 'us-east-1',"
                + "'recipientAccountId': '111122223333',"
                + "'userIdentity': {'type': 'IAMUser', 'arn': 'arn:aws:iam::111122223333:user/alice', 'accountId': '111122223333'},"
                + "'requestParameters': " + request + ", 'responseElements': " + response + "}}");
    }

    /** Somebody switches scanning off. */
    static Json scanningOff() {
        return call(
                "PutImageScanningConfiguration",
                "{'repositoryName': 'payments/api', 'imageScanningConfiguration': {'scanOnPush': false}}",
                "{'registryId': '111122223333', 'repositoryName': 'payments/api', 'imageScanningConfiguration': {'scanOnPush': false}}");
    }

    /** The same event with one member set, at a path like {@code detail.eventName}. */
    static Json with(Json event, String path, String value) {
        return replace(event, List.of(path.split("\\.", -1)), json(value));
    }

    /** The same event without one member. */
    static Json without(Json event, String path) {
        return replace(event, List.of(path.split("\\.", -1)), null);
    }

    private static Json replace(Json here, List<String> path, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(here.members());
        String name = path.get(0);
        if (path.size() > 1) {
            members.put(name, replace(here.at(name), path.subList(1, path.size()), value));
        } else if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
        return new Json.Obj(members);
    }

    static Trigger read(Json event) throws MalformedEvent {
        return new EventReader(WATCHED).read(event);
    }

    static RepositoryChange change(Json event) throws MalformedEvent {
        return (RepositoryChange) read(event);
    }
}
