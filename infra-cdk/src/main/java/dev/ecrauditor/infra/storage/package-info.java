/** Where objects are stored that change without a deployment. */
@NullMarked
package dev.ecrauditor.infra.storage;

import org.jspecify.annotations.NullMarked;
