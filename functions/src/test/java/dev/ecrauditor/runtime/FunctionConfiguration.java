package dev.ecrauditor.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One function of a deployment.
 *
 * @param name of the function and of its role
 * @param arn of the alias that is invoked
 * @param handlerClass of the package {@code handler}
 * @param timeout of one invocation
 * @param environment everything but credentials and the Runtime API's address
 * @param javaFlags what the test itself needs
 */
record FunctionConfiguration(
        String name,
        String arn,
        String handlerClass,
        Duration timeout,
        Map<String, String> environment,
        List<String> javaFlags) {

    String handler() {
        return "dev.ecrauditor.handler." + handlerClass + "::handleRequest";
    }

    FunctionConfiguration with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new FunctionConfiguration(name, arn, handlerClass, timeout, more, javaFlags);
    }

    FunctionConfiguration without(String variable) {
        Map<String, String> less = new HashMap<>(environment);
        less.remove(variable);
        return new FunctionConfiguration(name, arn, handlerClass, timeout, less, javaFlags);
    }
}
