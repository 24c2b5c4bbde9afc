package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;

/** The veto of a repository's owner: a tag on the repository itself. */
public interface ExclusionTag {

    /**
     * A repository that carries a tag of this name is left alone. IAM itself refuses the write where the value is
     * {@link #VALUE}.
     */
    String KEY = "ecr-auditor:remediation";

    /** The value to write; any other is taken for the same wish. */
    String VALUE = "exclude";

    /** Whether the repository carries the tag now. */
    Reading<Boolean> excludes(RepositoryArn repository);
}
