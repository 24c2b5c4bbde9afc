package dev.ecrauditor.cli.replay;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code off}, {@code dry-run} and {@code on}. */
final class RemediationConverter implements ITypeConverter<ReplayCommand.Remediation> {

    @Override
    public ReplayCommand.Remediation convert(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "off" -> ReplayCommand.Remediation.OFF;
            case "dry-run" -> ReplayCommand.Remediation.DRY_RUN;
            case "on" -> ReplayCommand.Remediation.ON;
            default -> throw new TypeConversionException("'" + value + "' is not a mode; write off, dry-run or on");
        };
    }
}
