/**
 * The configuration of a deployment, validated before synthesis.
 */
@NullMarked
package dev.ecrauditor.infra.settings;

import org.jspecify.annotations.NullMarked;
