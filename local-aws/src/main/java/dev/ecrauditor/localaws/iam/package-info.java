/**
 * AWS IAM: roles and their trust policies, as they were loaded.
 */
@NullMarked
package dev.ecrauditor.localaws.iam;

import org.jspecify.annotations.NullMarked;
