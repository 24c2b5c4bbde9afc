/**
 * The pages in which lists are answered.
 */
@NullMarked
package dev.ecrauditor.localaws.call.page;

import org.jspecify.annotations.NullMarked;
