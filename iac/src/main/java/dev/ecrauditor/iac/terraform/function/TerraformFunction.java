package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.Value;

/** A function of the configuration language. */
interface TerraformFunction {

    /**
     * The result.
     *
     * @throws dev.ecrauditor.iac.terraform.value.EvaluationException for arguments that Terraform would refuse
     */
    Value call(Arguments arguments);
}
