package dev.ecrauditor.policy.correction;

import java.util.Set;
import java.util.TreeSet;

/** What a condition that is added requires: the account or the organization of whoever calls, or for whom a service calls. */
record Requirement(Key key, Set<String> ids) {

    Requirement {
        ids = Set.copyOf(ids);
    }

    /** The condition key that says it. */
    enum Key {
        ACCOUNT("aws:PrincipalAccount"),
        ORGANIZATION("aws:PrincipalOrgID"),
        SOURCE_ACCOUNT("aws:SourceAccount"),
        SOURCE_ORGANIZATION("aws:SourceOrgID");

        private final String written;

        Key(String written) {
            this.written = written;
        }

        String written() {
            return written;
        }

        boolean isAccount() {
            return this == ACCOUNT || this == SOURCE_ACCOUNT;
        }
    }

    /** The same for those of the ids that are in the given ones. */
    Requirement only(Set<String> some) {
        Set<String> both = new TreeSet<>(ids);
        both.retainAll(some);
        return new Requirement(key, both);
    }

    String words() {
        return key.written() + " " + String.join(", ", new TreeSet<>(ids));
    }
}
