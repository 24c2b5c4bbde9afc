package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.declaration.SourcePosition;

/**
 * A part of the input whose resources, if it has any, were not read.
 *
 * @param position where reading ended, or where the part is named
 * @param reason why, as a phrase
 */
public record UnreadPart(SourcePosition position, String reason) {}
