/**
 * Operations of Amazon SQS.
 */
@NullMarked
package dev.ecrauditor.localaws.sqs;

import org.jspecify.annotations.NullMarked;
