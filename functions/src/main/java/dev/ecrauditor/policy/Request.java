package dev.ecrauditor.policy;

import java.util.List;
import java.util.Map;

/**
 * One concrete request on the repository.
 *
 * @param caller who makes it
 * @param action such as {@code ecr:PutImage}
 * @param context condition keys in lower case with their values; what is missing is absent
 */
record Request(Caller caller, String action, Map<String, List<String>> context) {

    Request {
        context = Map.copyOf(context);
    }
}
