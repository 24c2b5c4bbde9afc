package dev.ecrauditor.aws;

/** Limits the rate of calls to each account and Region, because their quotas belong to the account's own pipelines. */
public interface CallPace {

    /** No limit. */
    CallPace UNLIMITED = (account, region) -> {};

    /** Waits until the next call may be made there. */
    void await(String account, String region);
}
