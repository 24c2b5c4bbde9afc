package dev.ecrauditor.runtime;

import java.util.Map;

/** How a function gets the credentials of its role. */
interface FunctionCredentials extends AutoCloseable {

    /** The access key of the role; it belongs to the hub's account. */
    String ACCESS_KEY = "ASIAIOSFODNN7EXAMPLE";

    /** What Lambda puts into the function's environment. */
    Map<String, String> environment();

    /** Called when the function goes on after its snapshot; without SnapStart never. */
    default void restored() {}

    @Override
    default void close() {}

    /** As Lambda does without SnapStart. */
    static FunctionCredentials environmentKeys() {
        return () -> Map.of(
                "AWS_ACCESS_KEY_ID",
                ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                "not-a-secret",
                "AWS_SESSION_TOKEN",
                "not-a-token");
    }
}
