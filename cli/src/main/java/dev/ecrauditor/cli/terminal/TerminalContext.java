package dev.ecrauditor.cli.terminal;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The Lambda context of a handler at a terminal: without a time limit, with a given logger. */
public final class TerminalContext implements Context {

    private final Consumer<String> log;

    public TerminalContext(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.accept(message.strip());
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String getAwsRequestId() {
        return "terminal";
    }

    @Override
    public String getLogGroupName() {
        return "terminal";
    }

    @Override
    public String getLogStreamName() {
        return "terminal";
    }

    @Override
    public String getFunctionName() {
        return "terminal";
    }

    @Override
    public String getFunctionVersion() {
        return "terminal";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "terminal";
    }

    @Override
    @SuppressWarnings("NullAway") // as Lambda returns outside mobile SDKs
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    @SuppressWarnings("NullAway") // as Lambda returns outside mobile SDKs
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }
}
