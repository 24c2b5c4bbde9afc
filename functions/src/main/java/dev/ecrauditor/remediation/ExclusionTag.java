package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;

/** The exclusion by a repository's owner: a tag on the repository itself. */
public interface ExclusionTag {

    /**
     * A repository with a tag of this name is excluded. IAM itself refuses the write where the value is {@link #VALUE}.
     */
    String KEY = "ecr-auditor:remediation";

    /** The value to write; any other value excludes as well. */
    String VALUE = "exclude";

    /** Whether the repository carries the tag now. */
    Reading<Boolean> excludes(RepositoryArn repository);
}
