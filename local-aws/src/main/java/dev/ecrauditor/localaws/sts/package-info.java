/**
 * Operations of AWS STS.
 */
@NullMarked
package dev.ecrauditor.localaws.sts;

import org.jspecify.annotations.NullMarked;
