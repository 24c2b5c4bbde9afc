package dev.ecrauditor.runtime;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** How a function's calls reach the simulation instead of AWS. */
interface EndpointConfiguration extends AutoCloseable {

    Map<String, String> environment();

    default List<String> javaFlags() {
        return List.of();
    }

    @Override
    default void close() {}

    /** By the SDK's own variables for other endpoints. */
    static EndpointConfiguration endpointUrls(Hub hub) {
        URI aws = hub.aws().endpoint();
        URI dynamoDb = hub.dynamoDb().endpoint();
        return () -> Map.of("AWS_ENDPOINT_URL", aws.toString(), "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    }
}
