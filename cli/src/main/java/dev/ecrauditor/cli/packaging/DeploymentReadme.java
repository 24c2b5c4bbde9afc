package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.cli.packaging.CloudAssembly.StackTemplate;
import java.util.ArrayList;
import java.util.List;

/** The README of the folder: what it holds and the commands that deploy it. */
final class DeploymentReadme {

    private static final String PACKAGED = "packaged.json";

    private DeploymentReadme() {}

    static String of(CloudAssembly assembly, String version) {
        StringBuilder text = new StringBuilder(1_024);
        text.append("""
                # %s, ready to deploy
                The machine that deploys needs the AWS CLI, credentials of the account, and an S3 bucket in the Region. It needs no
                Java, Maven, Node or CDK bootstrap. Run the commands in this folder; ALL CAPITALS are yours to replace.

                ```sh
                sha256sum --check SHA256SUMS         # macOS: shasum -a 256 -c SHA256SUMS
                ```

                ## Deploy
                ```sh
                """.formatted(version));
        deployCommands(assembly).forEach(command -> text.append(command).append('\n'));
        text.append("""
                ```
                The first command uploads the files that the template names. The second one creates the stack or updates it;
                the bucket takes the template, which is too large to be sent without one. Each recipient then confirms the
                subscription.

                """);
        if (!assembly.members().isEmpty()) {
            text.append(members(assembly.members()));
        }
        text.append("""
                ## Upgrade, roll back, change settings
                Make a folder of the other version or with the changed settings file, and run the same commands in it. The
                stack and the ids in its template are those of `cdk deploy`, so you can change from one way to the other.
                Read the sections "Upgrade" and "Roll back" of docs/operations.md first.
                """);
        return text.toString();
    }

    /** The commands for the stacks of the hub account, in their order. */
    static List<String> deployCommands(CloudAssembly assembly) {
        List<String> commands = new ArrayList<>();
        for (StackTemplate stack : assembly.stacks()) {
            String file = DeploymentFolder.fileName(stack);
            if (PortableTemplate.of(stack, assembly.files()).files().isEmpty()) {
                commands.add(deploy(stack, file));
            } else {
                commands.add("aws cloudformation package --template-file " + file
                        + " --s3-bucket BUCKET --use-json --output-template-file " + PACKAGED);
                commands.add(deploy(stack, PACKAGED) + " --s3-bucket BUCKET");
            }
        }
        return commands;
    }

    private static String deploy(StackTemplate stack, String file) {
        return "aws cloudformation deploy --template-file " + file + " --stack-name " + stack.name()
                + " --capabilities CAPABILITY_NAMED_IAM";
    }

    private static String members(List<StackTemplate> members) {
        StringBuilder text = new StringBuilder("""
                ## Watched accounts
                In the management account, if it is watched, and in accounts that are named one by one, with the credentials of the
                account. The last template belongs into every watched Region.
                ```sh
                """);
        members.forEach(stack -> text.append("aws cloudformation deploy --template-file ")
                .append(DeploymentFolder.MEMBERS)
                .append('/')
                .append(DeploymentFolder.fileName(stack))
                .append(" --stack-name ")
                .append(stack.name())
                .append(" --capabilities CAPABILITY_NAMED_IAM --parameter-overrides HubAccount=HUB_ACCOUNT")
                .append(" HubRegion=HUB_REGION --region REGION\n"));
        return text.append("```\n\n").toString();
    }
}
