package dev.ecrauditor.infra.function;

import java.time.Duration;

/**
 * What distinguishes one function from the others.
 *
 * @param name name of function and role; fixed, because other accounts' trust policies and the audit function refer to
 *     it
 * @param description what it does, in a sentence
 * @param handler simple name of the class in the package of the code
 * @param timeout whole seconds
 * @param memoryMegabytes also decides the share of CPU
 * @param code the jar that has it
 */
record FunctionMetadata(
        String name, String description, String handler, Duration timeout, int memoryMegabytes, Code code) {

    /** The jars, with the package of their entry points. */
    enum Code {
        FUNCTIONS("dev.ecrauditor.handler"),
        SECURITY_HUB("dev.ecrauditor.securityhub.handler");

        private final String entryPoints;

        Code(String entryPoints) {
            this.entryPoints = entryPoints;
        }
    }

    /** A function of the jar that has all but one. */
    FunctionMetadata(String name, String description, String handler, Duration timeout, int memoryMegabytes) {
        this(name, description, handler, timeout, memoryMegabytes, Code.FUNCTIONS);
    }

    /** As Lambda names the entry point. */
    String entryPoint() {
        return code.entryPoints + "." + handler + "::handleRequest";
    }

    /** The jar with its code. */
    FunctionJar jarOf(FunctionJar functions) {
        return code == Code.FUNCTIONS ? functions : functions.ofSecurityHub();
    }
}
