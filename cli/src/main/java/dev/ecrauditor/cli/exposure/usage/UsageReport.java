package dev.ecrauditor.cli.exposure.usage;

import java.util.List;

/**
 * An answer with what it is based on.
 *
 * @param missing why it may miss calls; none if it is complete
 */
record UsageReport(UsageQuestion question, UsageAnswer answer, UsageLog log, LogFiles files, List<String> missing) {}
