/**
 * The wire protocols: HTTP, JSON 1.1 and the query protocol.
 */
@NullMarked
package dev.ecrauditor.localaws.http;

import org.jspecify.annotations.NullMarked;
