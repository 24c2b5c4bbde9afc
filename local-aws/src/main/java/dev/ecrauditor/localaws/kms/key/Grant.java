package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A grant on a key: who may call which operations with it, under which constraints. */
public record Grant(
        String id, String name, Parties parties, List<String> operations, ObjectNode constraints, Instant createdAt) {

    /**
     * Nothing documents how the two grants of a repository differ, so both are as the documented record shows one.
     *
     * <p>Source: "Logging Amazon ECR actions with AWS CloudTrail", Amazon ECR User Guide.
     */
    public static final List<String> ECR_OPERATIONS = List.of("GenerateDataKey", "Decrypt");

    private static final int ECR_GRANTS = 2;

    /** The grantee; who may retire the grant, empty if nobody is named; and the account that created it. */
    public record Parties(String grantee, String retiring, String issuingAccount) {

        static Parties ofEcr(AccountRegion place) {
            String service = "ecr." + place.region() + "." + place.dnsSuffix();
            return new Parties(service, service, place.globalArn("iam", "root"));
        }
    }

    public Grant {
        operations = List.copyOf(operations);
    }

    /** The two grants that ECR creates on the key of a repository; their ids are the same each time. */
    public static List<Grant> ofRepository(KmsKey key, AccountRegion place, String repositoryArn, Instant now) {
        Parties ecr = Parties.ofEcr(place);
        ObjectNode constraints = ofRepository(repositoryArn);
        return idsOfRepository(key, repositoryArn).stream()
                .map(id -> new Grant(id, "", ecr, ECR_OPERATIONS, constraints, now))
                .toList();
    }

    public static List<String> idsOfRepository(KmsKey key, String repositoryArn) {
        String seed = key.arn() + " " + repositoryArn + " ";
        return IntStream.rangeClosed(1, ECR_GRANTS)
                .mapToObj(number -> Digests.sha256(seed + number))
                .toList();
    }

    /** The encryption context that ECR uses for a repository. */
    public static ObjectNode ofRepository(String repositoryArn) {
        return Json.object().set("EncryptionContextSubset", Json.object().put("aws:ecr:arn", repositoryArn));
    }

    public ObjectNode toJson(String keyArn) {
        ObjectNode json = Json.object()
                .put("KeyId", keyArn)
                .put("GrantId", id)
                .put("Name", name)
                .put("CreationDate", Json.epochSeconds(createdAt))
                .put("GranteePrincipal", parties.grantee())
                .put("IssuingAccount", parties.issuingAccount());
        if (!parties.retiring().isEmpty()) {
            json.put("RetiringPrincipal", parties.retiring());
        }
        json.set("Operations", Json.texts(operations));
        if (!constraints.isEmpty()) {
            json.set("Constraints", constraints);
        }
        return json;
    }
}
