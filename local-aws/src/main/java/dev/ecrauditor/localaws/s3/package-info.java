/**
 * S3: objects of versioned buckets.
 */
@NullMarked
package dev.ecrauditor.localaws.s3;

import org.jspecify.annotations.NullMarked;
