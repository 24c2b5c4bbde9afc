/**
 * The operations of AWS KMS.
 */
@NullMarked
package dev.ecrauditor.localaws.kms;

import org.jspecify.annotations.NullMarked;
