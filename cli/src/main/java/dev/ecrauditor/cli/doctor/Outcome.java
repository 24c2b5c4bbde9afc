package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Place;

/** One result of one check in one place. */
record Outcome(String check, Place place, CheckResult result) {}
