/** Makes repositories, registries and keys, as the rules evaluate them, from the resources that were declared. */
@NullMarked
package dev.ecrauditor.iac.registry;

import org.jspecify.annotations.NullMarked;
