package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ECR's ListTagsForResource, TagResource and UntagResource, for repositories. */
public final class EcrTags {

    private static final int MOST_TAGS = 50;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern FORM = Pattern.compile("arn:([^:]*):ecr:([^:]*):([0-9]{12}):repository/(.+)");

    private final Registries registries;

    public EcrTags(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.ECR, "ListTagsForResource", this::list, "resourceArn"),
                Operation.of(AwsService.ECR, "TagResource", this::tag, "resourceArn", "tags"),
                Operation.of(AwsService.ECR, "UntagResource", this::untag, "resourceArn", "tagKeys"));
    }

    private ObjectNode list(Call call) {
        Map<String, String> tags = new TreeMap<>(repositoryOf(call).tags());
        return Json.object()
                .set(
                        "tags",
                        Json.nodes(tags.entrySet().stream()
                                .map(tag ->
                                        Json.object().put("Key", tag.getKey()).put("Value", tag.getValue()))
                                .toList()));
    }

    private ObjectNode tag(Call call) {
        Repository repository = repositoryOf(call);
        if (!call.parameters().has("tags")) {
            throw call.invalid("tags", "is required");
        }
        Map<String, String> tags = new LinkedHashMap<>(repository.tags());
        call.parameters().objects("tags").forEach(tag -> tags.put(key(tag), value(tag)));
        if (tags.size() > MOST_TAGS) {
            throw AwsError.badRequest(
                    "TooManyTagsException",
                    "The repository with name '" + repository.name() + "' must have at most " + MOST_TAGS + " tags");
        }
        registries.registryOf(call).put(repository.withTags(tags));
        return Json.object();
    }

    private ObjectNode untag(Call call) {
        Repository repository = repositoryOf(call);
        if (!call.parameters().has("tagKeys")) {
            throw call.invalid("tagKeys", "is required");
        }
        Map<String, String> tags = new LinkedHashMap<>(repository.tags());
        call.parameters().texts("tagKeys").forEach(tags::remove);
        registries.registryOf(call).put(repository.withTags(tags));
        return Json.object();
    }

    /** The repository of the ARN, which has to be the caller's own, in the Region that is called. */
    private Repository repositoryOf(Call call) {
        AccountRegion place = call.place();
        String arn = call.parameters().text("resourceArn");
        Matcher matcher = FORM.matcher(arn);
        boolean here = matcher.matches()
                && matcher.group(1).equals(place.partition())
                && matcher.group(2).equals(place.region());
        if (!here) {
            throw call.invalid("resourceArn", "Invalid ARN");
        }
        if (!matcher.group(3).equals(place.account())) {
            throw AwsError.badRequest(
                    "AccessDeniedException",
                    "User: " + call.caller().arn() + " is not authorized to access the resource " + arn
                            + " because no resource-based policy allows it");
        }
        String name = matcher.group(4);
        return registries.registryOf(call).find(name).orElseThrow(() -> Registries.notFound(call, name));
    }

    private static String key(Fields tag) {
        String key = tag.text("Key");
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw tag.refuse("Key", "must have between 1 and " + LONGEST_KEY + " characters");
        }
        if (key.startsWith("aws:")) {
            throw AwsError.badRequest("InvalidTagParameterException", "The tag key '" + key + "' is reserved");
        }
        return key;
    }

    private static String value(Fields tag) {
        String value = tag.text("Value");
        if (value.length() > LONGEST_VALUE) {
            throw tag.refuse("Value", "must have at most " + LONGEST_VALUE + " characters");
        }
        return value;
    }
}
