/**
 * Amazon DynamoDB: tables and items, as they were loaded.
 */
@NullMarked
package dev.ecrauditor.localaws.dynamodb;

import org.jspecify.annotations.NullMarked;
