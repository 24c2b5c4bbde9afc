package dev.ecrauditor.rule.evidence;

import dev.ecrauditor.policy.analysis.Grant;
import dev.ecrauditor.policy.analysis.Witness;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The actions that a reader must know of first, the worst first. */
public final class WorstActions {

    private static final List<String> ORDER = List.of(
            "ecr:SetRepositoryPolicy",
            "ecr:PutImage",
            "ecr:DeleteRepository",
            "ecr:BatchDeleteImage",
            "ecr:ReplicateImage",
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "kms:PutKeyPolicy",
            "kms:ScheduleKeyDeletion",
            "kms:CreateGrant",
            "kms:Decrypt");

    private WorstActions() {}

    /** Those of the actions that are in the order, the worst first. */
    public static Stream<String> among(Collection<String> actions) {
        return ORDER.stream().filter(actions::contains);
    }

    /** The example request of a grant with its worst action: one request stands for all actions of a grant. */
    static Grant example(Grant grant) {
        Witness request = grant.witness();
        List<String> actions =
                grant.actions().values().stream().flatMap(List::stream).toList();
        String action = among(actions).findFirst().orElse(request.action());
        return new Grant(
                grant.statement(),
                grant.principal(),
                grant.bound(),
                grant.actions(),
                new Witness(request.principal(), action, request.context()));
    }

    /** Less for a grant with worse actions. */
    static int rank(Grant grant) {
        int place = ORDER.indexOf(example(grant).witness().action());
        return place < 0 ? ORDER.size() : place;
    }
}
