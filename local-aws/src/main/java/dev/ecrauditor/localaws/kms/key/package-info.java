/**
 * The KMS keys of an account and Region, with their aliases and grants.
 */
@NullMarked
package dev.ecrauditor.localaws.kms.key;

import org.jspecify.annotations.NullMarked;
