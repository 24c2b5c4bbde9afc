/** Findings of alerts, as they are imported into Security Hub CSPM. */
@NullMarked
package dev.ecrauditor.securityhub;

import org.jspecify.annotations.NullMarked;
