/**
 * AWS Security Hub CSPM: findings that are imported and read.
 */
@NullMarked
package dev.ecrauditor.localaws.securityhub;

import org.jspecify.annotations.NullMarked;
