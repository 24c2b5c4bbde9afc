/**
 * What the deployment is configured with, checked before synthesis.
 */
@NullMarked
package dev.ecrauditor.infra.settings;

import org.jspecify.annotations.NullMarked;
