package dev.ecrauditor.securityhub;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.ecrauditor.securityhub.handler.SecurityHubHandler;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the function once, as Lambda does; compiled by Java itself, with the shaded jar as the whole class path. */
final class FunctionMain {

    private FunctionMain() {}

    public static void main(String[] arguments) throws Exception {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.print(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
        Context context = (Context) Proxy.newProxyInstance(
                FunctionMain.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, values) -> method.getName().equals("getLogger") ? logger : 120_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            new SecurityHubHandler().handleRequest(in, out, context);
        }
        System.out.println(out.toString(StandardCharsets.UTF_8));
    }
}
