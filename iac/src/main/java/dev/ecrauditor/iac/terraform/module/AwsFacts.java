package dev.ecrauditor.iac.terraform.module;

import java.util.Optional;

/** Where the configuration is deployed, as far as the user says so. */
public record AwsFacts(Optional<String> account, Optional<String> region, Optional<String> partition) {

    public static final AwsFacts UNKNOWN = new AwsFacts(Optional.empty(), Optional.empty(), Optional.empty());
}
