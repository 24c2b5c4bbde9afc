package dev.ecrauditor.key;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Comparator;
import java.util.List;

/**
 * The repositories of one account that a key encrypts, in the key's Region.
 *
 * @param account the account that owns them; the key is read with its read role
 * @param arns the repositories, in the order of names
 */
public record EncryptedRepositories(String account, List<RepositoryArn> arns) {

    public EncryptedRepositories {
        arns = arns.stream()
                .distinct()
                .sorted(Comparator.comparing(RepositoryArn::name))
                .toList();
        String owner = account;
        if (!RepositoryArn.isAccountId(owner)
                || arns.stream().anyMatch(arn -> !arn.account().equals(owner))) {
            throw new IllegalArgumentException("not repositories of one account");
        }
    }

    public boolean isEmpty() {
        return arns.isEmpty();
    }
}
