package dev.ecrauditor.cli.doctor.check;

import java.util.List;

/**
 * What to do about a failure. {@code {account}} and {@code {region}} stand for the place of the failure.
 *
 * @param account whose credentials the commands need
 * @param commands in this order; a line that begins with {@code #} is an explanation
 */
public record Fix(String account, List<String> commands) {

    public Fix {
        commands = List.copyOf(commands);
    }

    /** Commands with the credentials of an account. */
    public static Fix in(String account, String... commands) {
        return new Fix(account, List.of(commands));
    }
}
