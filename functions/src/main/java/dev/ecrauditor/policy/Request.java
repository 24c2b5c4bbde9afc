package dev.ecrauditor.policy;

import java.util.List;
import java.util.Map;

/**
 * One concrete request on the repository.
 *
 * @param service true when an AWS service makes it by itself, not an identity of an account
 * @param principal the identity's ARN, or the service's name
 * @param account the identity's account; empty text for a service
 * @param action such as {@code ecr:PutImage}
 * @param context condition keys in lower case with their values; what is missing is absent
 */
record Request(boolean service, String principal, String account, String action, Map<String, List<String>> context) {

    Request {
        context = Map.copyOf(context);
    }
}
