package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Arrays;
import java.util.Optional;

/**
 * The values of parameters and pseudo parameters. A parameter has the value that the user gave, else its default.
 *
 * <p>Source: "CloudFormation template Parameters syntax" and "Get AWS values using pseudo parameters", AWS CloudFormation
 * User Guide.
 */
final class ParameterValues {

    private final Stack stack;

    ParameterValues(Stack stack) {
        this.stack = stack;
    }

    /** The value of a name; empty if it is neither a parameter nor a pseudo parameter. */
    Optional<DeclaredValue> of(String name, SourcePosition position) {
        if (name.startsWith("AWS::")) {
            return Optional.of(pseudo(name, position));
        }
        return stack.template().entry("Parameters", name).map(parameter -> value(name, parameter, position));
    }

    private DeclaredValue pseudo(String name, SourcePosition position) {
        DeploymentPlace place = stack.place();
        String given = stack.parameters().get(name);
        if (given != null) {
            return new DeclaredValue.Text(given, position);
        }
        return switch (name) {
            case "AWS::AccountId" -> new DeclaredValue.Text(place.account(), position);
            case "AWS::Region" -> new DeclaredValue.Text(place.region(), position);
            case "AWS::Partition" -> new DeclaredValue.Text(place.partition(), position);
            case "AWS::URLSuffix" -> new DeclaredValue.Text(RepositoryArn.domainOf(place.partition()), position);
            case "AWS::NoValue" -> new DeclaredValue.Absent(position);
            case "AWS::StackName" ->
                stack.name()
                        .<DeclaredValue>map(known -> new DeclaredValue.Text(known, position))
                        .orElseGet(() -> new DeclaredValue.Unresolved(
                                "the name of the stack is not known; give --parameter AWS::StackName=NAME", position));
            default -> new DeclaredValue.Unresolved(name + " is known only at the deployment", position);
        };
    }

    private DeclaredValue value(String name, Fields parameter, SourcePosition position) {
        String type = parameter.textAt("Type").orElse("String");
        if (type.startsWith("AWS::SSM::Parameter::Value")) {
            // The default is the name of the entry, not its value.
            return new DeclaredValue.Unresolved(
                    "the parameter " + name + " is read from Systems Manager at the deployment", position);
        }
        return Optional.ofNullable(stack.parameters().get(name))
                .or(() -> parameter.textAt("Default"))
                .map(text -> typed(text, type, position))
                .orElseGet(() -> new DeclaredValue.Unresolved(
                        "the parameter " + name + " has no default; give --parameter " + name + "=VALUE", position));
    }

    private static DeclaredValue typed(String text, String type, SourcePosition position) {
        boolean isList = type.equals("CommaDelimitedList") || type.startsWith("List<");
        return isList
                ? new DeclaredValue.Items(
                        Arrays.stream(text.split(",", -1))
                                .<DeclaredValue>map(item -> new DeclaredValue.Text(item.strip(), position))
                                .toList(),
                        position)
                : new DeclaredValue.Text(text, position);
    }
}
