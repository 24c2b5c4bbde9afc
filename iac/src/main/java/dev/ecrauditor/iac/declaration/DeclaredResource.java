package dev.ecrauditor.iac.declaration;

/**
 * A resource of a template, plan or source.
 *
 * @param type in the language of the input, for example {@code AWS::ECR::Repository} or {@code aws_ecr_repository}
 * @param address unique within the input: a logical id, or an address of Terraform with its module and key
 * @param properties what is declared, with the names of the input's language
 * @param position the line where the resource begins
 */
public record DeclaredResource(
        String type, String address, DeclaredValue.Properties properties, SourcePosition position) {}
