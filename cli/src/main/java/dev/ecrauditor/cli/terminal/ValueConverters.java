package dev.ecrauditor.cli.terminal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/** Converters of option values; the message for a wrong value has an example. */
public final class ValueConverters {

    private ValueConverters() {}

    public static Duration duration(String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException wrong) {
            throw new TypeConversionException("'" + value + "' is not a duration; write it like PT15M");
        }
    }

    public static URI url(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException wrong) {
            throw new TypeConversionException("'" + value + "' is not a URL; write it like http://127.0.0.1:5000");
        }
    }
}
