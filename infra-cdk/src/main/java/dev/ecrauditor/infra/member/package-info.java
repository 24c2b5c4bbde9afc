/**
 * What every watched account holds, and how it gets there.
 */
@NullMarked
package dev.ecrauditor.infra.member;

import org.jspecify.annotations.NullMarked;
