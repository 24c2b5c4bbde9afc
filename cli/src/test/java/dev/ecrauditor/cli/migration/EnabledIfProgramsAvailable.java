package dev.ecrauditor.cli.migration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs a test where programs are on the PATH; elsewhere it is reported as skipped, in the build's output too. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramAvailability.class)
public @interface EnabledIfProgramsAvailable {

    String[] value();
}
