package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The tag that the auditor writes on its canary repository to see its event arrive.
 *
 * @param repository the tagged repository
 * @param writtenAt when the tag was written: its value
 */
public record CanaryTag(RepositoryArn repository, Instant writtenAt) {

    public static final String KEY = "ecr-auditor:canary";

    static final String CALL = "TagResource";

    /** The tag in the record of a TagResource call; empty for other tags, and for a repository of another account. */
    static Optional<CanaryTag> in(Json detail, String account) {
        Json request = detail.at("requestParameters");
        Optional<RepositoryArn> repository = request.text("resourceArn")
                .flatMap(RepositoryArn::parse)
                .filter(arn -> arn.account().equals(account));
        Optional<Instant> writtenAt = request.items("tags").stream()
                .filter(tag -> member(tag, "key", "Key").equals(Optional.of(KEY)))
                .flatMap(tag -> member(tag, "value", "Value").stream())
                .flatMap(value -> time(value).stream())
                .findFirst();
        return repository.flatMap(arn -> writtenAt.map(at -> new CanaryTag(arn, at)));
    }

    /** The tag that an ignored event carries; empty for other events. */
    public static Optional<CanaryTag> of(Trigger trigger) {
        if (!(trigger instanceof Ignored ignored) || ignored.reason() != IgnoreReason.CANARY) {
            return Optional.empty();
        }
        String[] parts = ignored.detail().split(" ", 2);
        return RepositoryArn.parse(parts[0]).map(arn -> new CanaryTag(arn, Instant.parse(parts[1])));
    }

    /** The text that {@link #of} reads back. */
    String text() {
        return repository + " " + writtenAt;
    }

    /** CloudTrail's records of ECR begin members in lower case, ECR's API begins those of a tag in upper case. */
    private static Optional<String> member(Json tag, String name, String other) {
        return tag.text(name).or(() -> tag.text(other));
    }

    private static Optional<Instant> time(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
