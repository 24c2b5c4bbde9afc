package dev.ecrauditor.finding.store;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Set;

/** Finds the repositories of a KMS key by their records: an event of a key names no repository. */
public interface KeyIndex {

    /** The repositories whose record names the key, in every account; a record of the last seconds may be missing. */
    List<RepositoryArn> repositoriesOn(String keyArn);

    /** The ARNs of the keys that the records of an account and Region name. */
    Set<String> keysOf(Subject.Coverage place);
}
