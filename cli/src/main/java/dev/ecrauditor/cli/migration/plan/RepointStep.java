package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.ArrayList;
import java.util.List;

/** The step that says what refers to the old name. */
final class RepointStep {

    private RepointStep() {}

    static Step of(MigrationRequest request, List<String> notes) {
        RepositoryArn source = request.source().arn();
        RepositoryArn target = request.target();
        List<String> text = new ArrayList<>();
        text.add("The copy is verified. Now replace");
        text.add("  " + PreparationSteps.registry(source) + "/" + source.name());
        text.add("by");
        text.add("  " + PreparationSteps.registry(target) + "/" + target.name());
        text.add("in everything that pushes or pulls:");
        text.add(
                "- build pipelines; ECS task definitions, Lambda functions, Kubernetes manifests, Helm values, App Runner;");
        text.add("- IAM policies and infrastructure as code that name the repository or its ARN;");
        text.add("- EventBridge rules and alarms on the repository name, and cache rules of other registries.");
        notes.forEach(note -> text.add("NOTE: " + Printable.of(note)));
        List<String> commands = new ArrayList<>();
        commands.add("repoint() {");
        commands.addAll(ShellText.hereDocument("cat", String.join("\n", text)));
        commands.add("    say \"When images were pushed to the old name since:               sh $0 copy\"");
        commands.add(
                "    say \"When nothing has pulled from the old name for $quiet_days days:   sh $0 delete $source\"");
        commands.add("}");
        return new Step(
                "repoint",
                "Say what refers to the old name",
                List.of("AWS has no list of what refers to a repository, and a repository cannot be renamed."),
                commands,
                List.of(
                        "ecr:GetRegistryScanningConfiguration",
                        "ecr:DescribeRegistry",
                        "ecr:GetSigningConfiguration",
                        "ecr:GetRegistryPolicy",
                        "ecr:DescribePullThroughCacheRules",
                        "ecr:DescribeRepositoryCreationTemplates"));
    }
}
