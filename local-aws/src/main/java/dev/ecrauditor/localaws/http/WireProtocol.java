package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;

/**
 * One of AWS's protocols: how a request names its operation and parameters, and how a response or an error is written.
 */
sealed interface WireProtocol permits JsonProtocol, QueryProtocol, RestProtocol, RestXmlProtocol {

    /** The service's short name and the operation's name; unknown ones too, so that they can be rejected by name. */
    record OperationName(String service, String operation) {
        String action() {
            return service.isEmpty() ? operation : service + ":" + operation;
        }
    }

    /** Forms are Query; S3 has a protocol of its own. */
    static WireProtocol of(HttpRequest request) {
        String service =
                CredentialScope.of(request).map(CredentialScope::service).orElse("");
        if (AwsService.byPrefix(service)
                .filter(one -> one.protocol().equals("rest"))
                .isPresent()) {
            return new RestProtocol();
        }
        boolean form = request.header("X-Amz-Target").isEmpty()
                && request.header("Content-Type").startsWith("application/x-www-form-urlencoded");
        if (service.equals(AwsService.S3.prefix())) {
            return new RestXmlProtocol();
        }
        return form ? new QueryProtocol() : new JsonProtocol();
    }

    OperationName name(HttpRequest request, String scopeService);

    /** The parameters as one JSON object; throws {@link AwsError} if the body cannot be read. */
    ObjectNode parameters(HttpRequest request, AwsService service);

    HttpReply answer(OperationName name, ObjectNode result, String requestId);

    HttpReply error(OperationName name, AwsError error, String requestId);

    /** The method and path of a request without an operation, such as {@code GET /bucket}. */
    static String unnamed(HttpRequest request) {
        return request.method() + " " + request.path();
    }
}
