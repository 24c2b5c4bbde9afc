package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.CheckResult;

/** One result of one check in one place. */
record Outcome(String check, AccountRegion place, CheckResult result) {}
