package dev.ecrauditor.policy.naive;

import java.util.List;
import java.util.Map;

/**
 * One request as a requester plays it.
 *
 * @param service true when an AWS service calls by itself
 * @param principal the caller's ARN, or the service's name
 * @param account the caller's account; empty text for a service
 * @param action such as {@code ecr:PutImage}
 * @param context condition keys in lower case; what is missing is absent
 */
record NaiveRequest(
        boolean service, String principal, String account, String action, Map<String, List<String>> context) {}
