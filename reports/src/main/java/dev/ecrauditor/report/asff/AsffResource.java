package dev.ecrauditor.report.asff;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Set;

/** A repository, a registry or a key as a resource of a finding. */
final class AsffResource {

    /** Security Hub CSPM knows no other partition. */
    private static final Set<String> PARTITIONS = Set.of("aws", "aws-cn", "aws-us-gov");

    private AsffResource() {}

    /** A registry has no ARN: its account stands for it, in its Region. */
    static Json of(Subject subject) {
        if (subject instanceof Subject.Repository of) {
            Json details = new JsonObject()
                    .put(
                            "AwsEcrRepository",
                            new JsonObject()
                                    .put("Arn", of.repository().toString())
                                    .put("RepositoryName", of.repository().name())
                                    .build())
                    .build();
            return resource(subject, "AwsEcrRepository", of.repository().toString())
                    .put("Details", details)
                    .build();
        }
        return subject instanceof Subject.Key
                ? resource(subject, "AwsKmsKey", subject.toString()).build()
                : resource(subject, "AwsAccount", "AWS::::Account:" + subject.account())
                        .build();
    }

    private static JsonObject resource(Subject subject, String type, String id) {
        String partition = RepositoryArn.partitionOf(subject.region());
        JsonObject resource = new JsonObject().put("Type", type).put("Id", id);
        if (PARTITIONS.contains(partition)) {
            resource.put("Partition", partition);
        }
        return resource.put("Region", subject.region());
    }
}
