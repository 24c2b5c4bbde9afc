package dev.ecrauditor.repository;

import java.util.List;

/** Lists the repositories of an account in a Region. */
public interface RepositoryLister {

    /**
     * Every repository of the registry, in AWS's order.
     *
     * @return the ARNs; unreadable when AWS denies listing them
     * @throws RuntimeException when AWS cannot answer now
     */
    Reading<List<RepositoryArn>> list(String account, String region);
}
