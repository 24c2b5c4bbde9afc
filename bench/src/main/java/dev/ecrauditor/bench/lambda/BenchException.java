package dev.ecrauditor.bench.lambda;

/** A figure cannot be measured: the message says what happened. The benchmark ends with status 1. */
public final class BenchException extends Exception {

    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
