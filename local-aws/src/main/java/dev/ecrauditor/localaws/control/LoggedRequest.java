package dev.ecrauditor.localaws.control;

import java.time.Instant;

/**
 * One request with its response.
 *
 * @param time the time of the response, by the simulation's clock
 * @param account the account the caller's access key belongs to; empty if the request was not signed
 * @param region the region of the credential scope; empty if the request was not signed
 * @param service the service's short name, such as {@code ecr}
 * @param operation the operation's name, such as {@code GetRepositoryPolicy}
 * @param resource the repository name, key id or alias, topic name, queue name or role ARN of the request; empty if it
 *     names none or several
 * @param parameters the request's body as received: JSON, or a form
 * @param httpStatus the status of the response; 0 if the connection was closed without one
 * @param errorCode the error's code, or the {@link Fault} that closed the connection; empty if the call succeeded
 */
public record LoggedRequest(
        Instant time,
        String account,
        String region,
        String service,
        String operation,
        String resource,
        String parameters,
        int httpStatus,
        String errorCode) {

    /** The operation as IAM writes it, such as {@code ecr:GetRepositoryPolicy}. */
    public String action() {
        return service + ":" + operation;
    }
}
