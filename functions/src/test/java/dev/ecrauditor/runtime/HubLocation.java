package dev.ecrauditor.runtime;

import dev.ecrauditor.repository.RepositoryArn;
import software.amazon.awssdk.regions.Region;

/** Where a hub is deployed: single-account mode has one in each Region that is watched. */
record HubLocation(String account, String region) {

    static final HubLocation COMMERCIAL = new HubLocation("111122223333", "us-east-1");

    String arn(String service, String resource) {
        return "arn:" + RepositoryArn.partitionOf(region) + ":" + service + ":" + region + ":" + account + ":"
                + resource;
    }

    /** The end of its services' names. */
    String domain() {
        return Region.of(region).metadata().partition().dnsSuffix();
    }
}
