package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.List;

/** {@code type "label" { body }}. */
public record Block(String type, List<String> labels, Body body, SourcePosition position) {

    public Block {
        labels = List.copyOf(labels);
    }
}
