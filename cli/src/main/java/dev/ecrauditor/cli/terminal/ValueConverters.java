package dev.ecrauditor.cli.terminal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converters of option values; the message for a wrong value has an example. They are classes and not lambdas, as Java
 * keeps classes for later starts, but no lambdas of picocli's interfaces.
 */
public final class ValueConverters {

    private ValueConverters() {}

    /** Adds all of them. */
    public static void register(CommandLine line) {
        line.registerConverter(Duration.class, new ToDuration());
        line.registerConverter(URI.class, new ToUrl());
    }

    private static final class ToDuration implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                return Duration.parse(value);
            } catch (DateTimeParseException wrong) {
                throw new TypeConversionException("'" + value + "' is not a duration; write it like PT15M");
            }
        }
    }

    private static final class ToUrl implements ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            try {
                return new URI(value);
            } catch (URISyntaxException wrong) {
                throw new TypeConversionException("'" + value + "' is not a URL; write it like http://127.0.0.1:5000");
            }
        }
    }
}
