/**
 * CloudTrail's trails, as an account-state file has them; nothing here records a call.
 */
@NullMarked
package dev.ecrauditor.localaws.cloudtrail;

import org.jspecify.annotations.NullMarked;
