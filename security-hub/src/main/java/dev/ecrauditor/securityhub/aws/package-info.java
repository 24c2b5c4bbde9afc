/** The calls of Security Hub CSPM; the only package that uses the AWS SDK. */
@NullMarked
package dev.ecrauditor.securityhub.aws;

import org.jspecify.annotations.NullMarked;
