/**
 * Operations of Amazon SNS.
 */
@NullMarked
package dev.ecrauditor.localaws.sns;

import org.jspecify.annotations.NullMarked;
