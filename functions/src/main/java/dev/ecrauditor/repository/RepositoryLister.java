package dev.ecrauditor.repository;

import java.util.List;

/** Lists the repositories of an account in a Region. */
public interface RepositoryLister {

    /**
     * The repositories of the registry that are in a window.
     *
     * @return the ARNs, in any order; unreadable when AWS denies listing them
     * @throws RuntimeException when AWS cannot answer now
     */
    Reading<List<RepositoryArn>> list(String account, String region, NameWindow window);

    /** Every repository of the registry. */
    default Reading<List<RepositoryArn>> list(String account, String region) {
        return list(account, region, NameWindow.ALL);
    }
}
