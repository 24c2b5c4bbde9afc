package dev.ecrauditor.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a backend's tests where it can be started, and elsewhere reports them as skipped and says why in the build's
 * output.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BackendAvailabilityCondition.class)
@interface EnabledIfBackendAvailable {

    /** The backend's name for people. */
    String backend();

    Class<? extends Availability> when();
}
