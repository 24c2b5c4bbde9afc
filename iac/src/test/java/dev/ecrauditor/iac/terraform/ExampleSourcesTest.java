package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes of repositories that guides call compliant and not compliant. */
class ExampleSourcesTest {

    @TempDir
    private Path directory;

    @Test
    void aKeyByArnIsRead() {
        assertThat(plain(new Sources(directory).file("main.tf", """
                                resource "aws_ecr_repository" "encrypted" {
                                  name                 = "bar"
                                  image_tag_mutability = "IMMUTABLE"

                                  image_scanning_configuration {
                                    scan_on_push = true
                                  }

                                  encryption_configuration {
                                    encryption_type = "KMS"
                                    kms_key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
                                  }
                                }
                                """).resource().properties()))
                .isEqualTo(
                        "{name=\"bar\", image_tag_mutability=\"IMMUTABLE\","
                                + " image_scanning_configuration=[{scan_on_push=true}],"
                                + " encryption_configuration=[{encryption_type=\"KMS\","
                                + " kms_key=\"arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\"}]}");
    }

    @Test
    void aKeyOfTheInputIsReferredToAlsoWhereItsDescriptionIsUnknown() {
        Sources sources = new Sources(directory).file("main.tf", """
                resource "aws_kms_key" "ecr" {
                  description         = "Key for ECR - ${var.env}"
                  enable_key_rotation = true
                }

                resource "aws_ecr_repository" "app" {
                  name = "my-app"

                  encryption_configuration {
                    encryption_type = "KMS"
                    kms_key         = aws_kms_key.ecr.arn
                  }
                }
                """);
        assertThat(plain(sources.at("aws_ecr_repository.app").properties())).contains("kms_key=aws_kms_key.ecr#arn");
        assertThat(plain(sources.at("aws_kms_key.ecr").properties()))
                .isEqualTo("{description=?variable env is not declared in the files that were read; use the plan JSON,"
                        + " enable_key_rotation=true}");
    }

    @Test
    void aPolicyInAHeredocIsReadAsItIs() {
        Sources sources = new Sources(directory).file("main.tf", """
                resource "aws_ecr_repository" "foo" {
                  name = "bar"
                }

                resource "aws_ecr_repository_policy" "foo" {
                  repository = aws_ecr_repository.foo.name

                  policy = <<EOF
                {
                    "Version": "2008-10-17",
                    "Statement": [{"Sid": "new policy", "Effect": "Allow", "Principal": "*", "Action": ["ecr:PutImage"]}]
                }
                EOF
                }
                """);
        assertThat(plain(sources.at("aws_ecr_repository_policy.foo").properties()))
                .isEqualTo("{repository=aws_ecr_repository.foo#name, policy=\"{\n    \"Version\": \"2008-10-17\",\n"
                        + "    \"Statement\": [{\"Sid\": \"new policy\", \"Effect\": \"Allow\", \"Principal\": \"*\","
                        + " \"Action\": [\"ecr:PutImage\"]}]\n}\n\"}");
    }
}
