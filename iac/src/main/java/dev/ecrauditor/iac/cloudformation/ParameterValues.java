package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Arrays;
import java.util.Optional;

/**
 * The values of parameters and pseudo parameters. A parameter has the value that the parent
 * of a nested stack passes on, else the one that the user gave, else its default.
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
        Optional<DeclaredValue> passed = stack.passed()
                .of(name, position)
                .filter(value -> !(value instanceof DeclaredValue.Absent))
                .map(value -> placed(value, type, position));
        Optional<DeclaredValue> given =
                Optional.ofNullable(stack.parameters().get(name)).map(text -> typed(text, type, position));
        return passed.filter(value -> !(value instanceof DeclaredValue.Unresolved))
                .or(() -> given)
                .or(() -> passed)
                .or(() -> parameter.textAt("Default").map(text -> typed(text, type, position)))
                .orElseGet(() -> new DeclaredValue.Unresolved(
                        "the parameter " + name + " has no default; give --parameter " + name + "=VALUE", position));
    }

    /** A value of the parent where the nested template uses it. */
    private static DeclaredValue placed(DeclaredValue value, String type, SourcePosition position) {
        if (value instanceof DeclaredValue.Text text) {
            return typed(text.text(), type, position);
        }
        if (value instanceof DeclaredValue.Number number) {
            return typed(number.number(), type, position);
        }
        if (value instanceof DeclaredValue.Bool truth) {
            return typed(Boolean.toString(truth.value()), type, position);
        }
        if (value instanceof DeclaredValue.Reference reference) {
            return new DeclaredValue.Reference(reference.address(), reference.attribute(), position);
        }
        return value;
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
