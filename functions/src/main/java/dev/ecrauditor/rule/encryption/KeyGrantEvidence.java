package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.GrantedOperation;
import dev.ecrauditor.key.RepositoryGrants;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is wrong with the grants on a key, and the commands for it. */
final class KeyGrantEvidence {

    /** More commands would not fit an alert; the same command corrects the others. */
    private static final int MAX_COMMANDS = 12;

    private final EncryptionKey key;
    private final List<RepositoryGrants> lost;
    private final List<RepositoryGrants> leftBehind;

    KeyGrantEvidence(EncryptionKey key, List<RepositoryGrants> lost, List<RepositoryGrants> leftBehind) {
        this.key = key;
        this.lost = lost;
        this.leftBehind = leftBehind;
    }

    /** The number of grants is no fact: it changes with every repository, and the finding would with it. */
    Evidence of(int count, boolean nearQuota) {
        List<String> sentences = new ArrayList<>();
        Evidence evidence = KeyEvidence.of(key, "");
        if (!lost.isEmpty()) {
            sentences.add("ECR has lost its grants on the key for " + KeyEvidence.repositories(arns(lost))
                    + ": images there cannot be pulled or pushed.");
            evidence = evidence.and("operations not granted", listed(lost, KeyGrantEvidence::missing));
        }
        if (!leftBehind.isEmpty()) {
            sentences.add("The key has grants left behind for " + KeyEvidence.repositories(arns(leftBehind))
                    + ", no longer encrypted by it.");
            evidence = evidence.and("grants left behind", listed(leftBehind, grants -> String.join(" ", grants.ids())));
        }
        if (nearQuota) {
            sentences.add("The key has " + count + " of at most " + EncryptionKeyGrants.QUOTA
                    + " grants; at the quota no repository can be created on it.");
            evidence = evidence.and("grants", "at least 90 % of the quota of " + EncryptionKeyGrants.QUOTA);
        }
        return evidence.saying(String.join(" ", sentences)).fixedBy(KeyEvidence.runByOwner(key, fix(nearQuota)));
    }

    private static List<RepositoryArn> arns(List<RepositoryGrants> grants) {
        return grants.stream().map(RepositoryGrants::repository).toList();
    }

    private static String listed(List<RepositoryGrants> grants, Function<RepositoryGrants, String> what) {
        return grants.stream()
                .map(one -> one.repository().name() + ": " + what.apply(one))
                .collect(Collectors.joining("; "));
    }

    private static String missing(RepositoryGrants grants) {
        return Arrays.stream(GrantedOperation.values())
                .filter(operation -> !grants.operations().contains(operation))
                .map(GrantedOperation::awsName)
                .collect(Collectors.joining(" "));
    }

    private List<String> fix(boolean nearQuota) {
        List<String> lines = new ArrayList<>();
        String which = " --region " + key.arn().region() + " --key-id " + key.arn();
        if (!lost.isEmpty()) {
            lines.add(
                    "# AWS documents no call that gives ECR its grants back. See those there are, and ask AWS Support:");
            lines.add("aws kms list-grants" + which);
            lines.add("# Or build the images again and push them to a new repository:");
            lines.add("aws ecr create-repository --region " + key.arn().region()
                    + " --repository-name NEW_NAME --image-scanning-configuration scanOnPush=true --encryption-configuration encryptionType=KMS,kmsKey="
                    + key.arn());
        }
        if (!leftBehind.isEmpty()) {
            lines.add("# Retire the grants left behind. If that is denied, use revoke-grant with the same arguments:");
            leftBehind.stream()
                    .flatMap(grants -> grants.ids().stream())
                    .limit(MAX_COMMANDS)
                    .forEach(id -> lines.add("aws kms retire-grant" + which + " --grant-id " + id));
        }
        if (nearQuota) {
            lines.add("# Create new repositories on another key: aws kms create-key --region "
                    + key.arn().region());
        }
        return lines;
    }
}
