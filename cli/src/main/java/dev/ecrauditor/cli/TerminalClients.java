package dev.ecrauditor.cli;

import dev.ecrauditor.aws.AwsClients;
import java.net.URI;
import java.util.Optional;

/** The AWS clients of a command: the credentials of the AWS command line, or any where an endpoint on this machine takes any. */
final class TerminalClients {

    private TerminalClients() {}

    static AwsClients of(String region, Optional<URI> endpoint) {
        endpoint.ifPresent(TerminalClients::check);
        boolean hasKeys = System.getenv("AWS_ACCESS_KEY_ID") != null || System.getenv("AWS_PROFILE") != null;
        if (endpoint.isPresent() && isLoopback(endpoint.get()) && !hasKeys) {
            return AwsClients.ofEndpoint(endpoint.get(), region, "test");
        }
        return AwsClients.ofTerminal(region, endpoint);
    }

    private static void check(URI endpoint) {
        if (endpoint.getHost() == null
                || endpoint.getScheme() == null
                || !endpoint.getScheme().startsWith("http")) {
            throw new UsageFault("--endpoint-url " + endpoint + ": not a URL; it looks like http://127.0.0.1:5000");
        }
    }

    private static boolean isLoopback(URI endpoint) {
        return endpoint.getHost().equals("127.0.0.1")
                || endpoint.getHost().equals("localhost")
                || endpoint.getHost().equals("[::1]");
    }
}
