/**
 * What tests control and read: injected faults and the log of requests.
 */
@NullMarked
package dev.ecrauditor.localaws.control;

import org.jspecify.annotations.NullMarked;
