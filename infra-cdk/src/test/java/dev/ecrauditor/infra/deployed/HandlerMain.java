package dev.ecrauditor.infra.deployed;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Runs one invocation of a handler of the deployed jar: event in, answer out, log to standard error. */
final class HandlerMain {

    private static final int REMAINING_MILLIS = 60_000;

    private HandlerMain() {}

    /**
     * Invokes the handler once.
     *
     * @param args the handler as the function names it, like {@code dev.ecrauditor.handler.AuditHandler::handleRequest}
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        String[] handler = args[0].split("::", 2);
        Object instance = Class.forName(handler[0]).getDeclaredConstructor().newInstance();
        Method method = Stream.of(instance.getClass().getMethods())
                .filter(each -> each.getName().equals(handler[1]) && each.getParameterTypes()[0] == InputStream.class)
                .findFirst()
                .orElseThrow();
        OutputStream answer = System.out;
        System.setOut(System.err);
        method.invoke(instance, System.in, answer, context(method.getParameterTypes()[2]));
    }

    private static Object context(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis", "getMemoryLimitInMB" -> REMAINING_MILLIS;
                    case "getLogger" -> logger(method.getReturnType());
                    default -> method.getReturnType() == String.class ? "moto" : null;
                });
    }

    private static Object logger(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
            System.err.print(values[0] instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : values[0]);
            return null;
        });
    }
}
