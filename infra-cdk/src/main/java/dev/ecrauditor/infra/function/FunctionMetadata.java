package dev.ecrauditor.infra.function;

import java.time.Duration;

/**
 * What distinguishes one function from the others.
 *
 * @param name name of function and role; fixed, because other accounts' trust policies and the audit function refer to
 *     it
 * @param description what it does, in a sentence
 * @param handler simple name of the class in {@code dev.ecrauditor.handler}
 * @param timeout whole seconds
 * @param memoryMegabytes also decides the share of CPU
 */
record FunctionMetadata(String name, String description, String handler, Duration timeout, int memoryMegabytes) {}
