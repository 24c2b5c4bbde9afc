package dev.ecrauditor.event;

/** Why an event is ignored. */
public enum IgnoreReason {
    /** Another service's event, such as CodeCommit's CreateRepository. */
    OTHER_SERVICE,
    /** ECR Public is out of scope: its repositories are meant to be public. */
    ECR_PUBLIC,
    /** The call failed, so nothing changed; its parameters are arbitrary caller input. */
    CALL_FAILED,
    /** The copy of a cross-account call that CloudTrail delivers to the caller; the owner receives its own. */
    CALLER_ACCOUNT_COPY,
    /** The account is not in the list of watched accounts. */
    ACCOUNT_NOT_WATCHED,
    /** The tag that the auditor writes to see its event arrive; see the setting {@code watch.canary}. */
    CANARY,
    /** An image arrived in a repository that is evaluated by its own events. */
    REPOSITORY_IS_KNOWN,
    /** An event that changes nothing that a rule evaluates. */
    NO_RULE_APPLIES
}
