package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.declaration.DeploymentPlace;
import java.util.Map;
import java.util.Optional;

/**
 * A template with what is known of its deployment.
 *
 * @param template what is deployed
 * @param place where
 * @param name the name of the stack, where it is known
 * @param parameters the values of parameters that the user gave
 * @param passed those that the parent of a nested stack passes on
 * @param addresses by logical id, the address of each resource
 */
record Stack(
        Template template,
        DeploymentPlace place,
        Optional<String> name,
        Map<String, String> parameters,
        PassedParameters passed,
        Map<String, String> addresses) {

    Stack {
        parameters = Map.copyOf(parameters);
        addresses = Map.copyOf(addresses);
    }
}
