package dev.ecrauditor.aws.key;

import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.GrantedOperation;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/**
 * Adds up the grants on a key by repository. Only grants to AWS services count: a grant to a principal of an account
 * does not let ECR use the key. Repositories of another account or Region are left to the reading there.
 *
 * <p>Source: GrantListEntry and GrantConstraints, AWS KMS API Reference.
 */
final class GrantTally {

    private static final String CONTEXT = "aws:ecr:arn";

    /** ECR makes two; more than these few would not fit an alert. */
    private static final int MAX_IDS = 4;

    private static final int ALL = GrantedOperation.values().length;

    private final String region;
    private final String account;
    private final Map<RepositoryArn, Set<GrantedOperation>> listed = new LinkedHashMap<>();
    private final Map<RepositoryArn, Set<GrantedOperation>> unlisted = new HashMap<>();
    private final Map<RepositoryArn, List<String>> ids = new HashMap<>();
    private int count;

    GrantTally(String region, EncryptedRepositories repositories) {
        this.region = region;
        this.account = repositories.account();
        repositories.arns().forEach(arn -> listed.put(arn, EnumSet.noneOf(GrantedOperation.class)));
    }

    void add(GrantListEntry grant) {
        count++;
        if (!isToService(grant)) {
            return;
        }
        repository(grant.constraints())
                .filter(arn -> arn.account().equals(account) && arn.region().equals(region))
                .ifPresent(arn -> add(arn, grant));
    }

    private void add(RepositoryArn repository, GrantListEntry grant) {
        Set<GrantedOperation> known = listed.get(repository);
        Set<GrantedOperation> operations = known != null
                ? known
                : unlisted.computeIfAbsent(repository, arn -> EnumSet.noneOf(GrantedOperation.class));
        grant.operationsAsStrings().stream()
                .map(GrantedOperation::of)
                .flatMap(Optional::stream)
                .forEach(operations::add);
        if (known == null && isGrantId(grant.grantId())) {
            List<String> some = ids.computeIfAbsent(repository, arn -> new ArrayList<>(2));
            if (some.size() < MAX_IDS) {
                some.add(grant.grantId());
            }
        }
    }

    /** The number of all grants. */
    int count() {
        return count;
    }

    /** The repositories on the key whose grants do not allow everything that ECR needs, in the order of names. */
    List<RepositoryArn> incomplete() {
        return listed.entrySet().stream()
                .filter(entry -> entry.getValue().size() < ALL)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The repositories with grants that are not known to be on the key, in the order of names. */
    List<RepositoryArn> unlisted() {
        return unlisted.keySet().stream()
                .sorted(Comparator.comparing(RepositoryArn::name))
                .toList();
    }

    Set<GrantedOperation> operations(RepositoryArn repository) {
        return Objects.requireNonNullElseGet(listed.get(repository), () -> unlisted.getOrDefault(repository, Set.of()));
    }

    List<String> ids(RepositoryArn repository) {
        return ids.getOrDefault(repository, List.of());
    }

    /** Ids become part of commands. */
    private static boolean isGrantId(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9]{1,128}");
    }

    /** A service is named by its domain, such as {@code ecr.us-east-1.amazonaws.com}; a principal by its ARN. */
    private static boolean isToService(GrantListEntry grant) {
        return Stream.of(
                        Optional.ofNullable(grant.granteePrincipal()),
                        Optional.ofNullable(grant.granteeServicePrincipal()))
                .flatMap(Optional::stream)
                .anyMatch(name -> name.endsWith(".amazonaws.com") || name.endsWith(".amazonaws.com.cn"));
    }

    private static Optional<RepositoryArn> repository(@Nullable GrantConstraints constraints) {
        if (constraints == null) {
            return Optional.empty();
        }
        return Stream.of(
                        Optional.ofNullable(
                                constraints.encryptionContextSubset().get(CONTEXT)),
                        Optional.ofNullable(
                                constraints.encryptionContextEquals().get(CONTEXT)),
                        Optional.ofNullable(constraints.sourceArn()))
                .flatMap(Optional::stream)
                .map(RepositoryArn::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
