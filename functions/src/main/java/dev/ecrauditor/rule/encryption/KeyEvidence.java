package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rules about keys say alike: the key, its repositories, and who has to run the commands. */
final class KeyEvidence {

    /** The rest of many is counted in the summary; the evidence names them all, as far as they fit. */
    private static final int MOST_NAMED = 5;

    private KeyEvidence() {}

    static Evidence of(EncryptionKey key, String summary) {
        return Evidence.of(summary).and("kmsKey", key.arn().toString());
    }

    /** The evidence, followed by the repositories on the key. */
    static Evidence withRepositories(EncryptionKey key, Evidence evidence) {
        return evidence.and(
                "repositories",
                key.repositories().arns().stream().map(RepositoryArn::name).collect(Collectors.joining(", ")));
    }

    /** The repositories in a sentence: "2 repositories (payments/api, payments/db)". */
    static String repositories(List<RepositoryArn> arns) {
        String names = arns.stream().limit(MOST_NAMED).map(RepositoryArn::name).collect(Collectors.joining(", "));
        String more = arns.size() > MOST_NAMED ? " and " + (arns.size() - MOST_NAMED) + " more" : "";
        return arns.size() == 1 ? "the repository " + names : arns.size() + " repositories (" + names + more + ")";
    }

    /** Only the account of the key can change it. */
    static List<String> runByOwner(EncryptionKey key, List<String> fix) {
        return key.isForeign()
                ? Stream.concat(
                                Stream.of("# Another account owns the key. Run in account "
                                        + key.arn().account() + ":"),
                                fix.stream())
                        .toList()
                : fix;
    }
}
