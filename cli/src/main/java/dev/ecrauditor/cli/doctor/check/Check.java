package dev.ecrauditor.cli.doctor.check;

import java.util.List;

/** One check of a deployment. It only reads. */
public interface Check {

    /** The name in the output, such as {@code forwarding-rule}. */
    String name();

    /**
     * Checks one place: the hub, or a watched account and Region.
     *
     * @return everything that was found there; never empty
     * @throws UnreadableException if AWS denies a call
     * @throws PrerequisiteException if something that it needs is missing, which another check reports
     */
    List<CheckResult> at(Place place);
}
