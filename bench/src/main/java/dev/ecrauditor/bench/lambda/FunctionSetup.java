package dev.ecrauditor.bench.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as it is deployed.
 *
 * @param name of the function
 * @param handlerClass with its package
 * @param task the unpacked jar
 * @param environment everything but what Lambda adds
 * @param javaFlags what the benchmark itself needs
 */
public record FunctionSetup(
        String name, String handlerClass, Path task, Map<String, String> environment, List<String> javaFlags) {

    public FunctionSetup {
        environment = Map.copyOf(environment);
        javaFlags = List.copyOf(javaFlags);
    }

    /** The same with one more variable. */
    public FunctionSetup with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new FunctionSetup(name, handlerClass, task, more, javaFlags);
    }

    /** The same with one more flag of the JVM. */
    public FunctionSetup withFlag(String flag) {
        List<String> more = new ArrayList<>(javaFlags);
        more.add(flag);
        return new FunctionSetup(name, handlerClass, task, environment, more);
    }
}
