package dev.ecrauditor.repository;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the repositories of a registry: the first ones after a name, in the order of names. However many there are,
 * no more than a window of them has to be held.
 *
 * @param after only names after this one; empty for all
 * @param most how many
 */
public record NameWindow(String after, int most) {

    /** All repositories. */
    public static final NameWindow ALL = new NameWindow("", Integer.MAX_VALUE);

    public NameWindow {
        if (most < 1) {
            throw new IllegalArgumentException("a window of " + most + " names");
        }
    }

    /** Whether a name comes after the start of the window. */
    public boolean isAfterStart(String name) {
        return name.compareTo(after) > 0;
    }

    /** Those in the window, each once, in the order of their names. */
    public List<RepositoryArn> select(Stream<RepositoryArn> repositories) {
        return repositories
                .filter(repository -> isAfterStart(repository.name()))
                .distinct()
                .sorted(Comparator.comparing(RepositoryArn::name))
                .limit(most)
                .toList();
    }
}
