package dev.ecrauditor.iac.terraform.plan;

import java.util.List;
import java.util.Optional;

/**
 * A module of the configuration that a plan contains.
 *
 * @param node what it declares
 * @param caller the module that calls it; empty for the root module
 * @param call the call, with the expressions of its arguments
 */
record PlanModule(PlanNode node, Optional<PlanModule> caller, PlanNode call) {

    /**
     * The root module.
     *
     * @param variables of the plan: what a call is to other modules
     */
    static PlanModule root(PlanNode node, PlanNode variables) {
        return new PlanModule(node, Optional.empty(), variables);
    }

    PlanModule called(String name) {
        PlanNode inner = node.member("module_calls").member(name);
        return new PlanModule(inner.member("module"), Optional.of(this), inner);
    }

    /** True if an expression only passes on a variable that has no value, through as many calls as it takes. */
    boolean isUnset(PlanNode expression) {
        List<PlanNode> names = expression.member("references").items();
        if (names.size() != 1 || !names.get(0).text().startsWith("var.")) {
            return false;
        }
        String variable = names.get(0).text().substring("var.".length());
        PlanNode argument = call.member("expressions").member(variable);
        if (caller.isPresent() && argument.isPresent()) {
            return caller.get().isUnset(argument);
        }
        return !call.member(variable).member("value").isPresent()
                && node.member("variables").members().containsKey(variable)
                && !node.member("variables").member(variable).member("default").isPresent();
    }

    /** The declaration of a resource, by its type and name. */
    PlanNode resource(String address) {
        List<PlanNode> found = node.member("resources").items().stream()
                .filter(resource -> resource.member("address").text().equals(address))
                .toList();
        return found.isEmpty() ? PlanNode.NONE : found.get(0);
    }
}
