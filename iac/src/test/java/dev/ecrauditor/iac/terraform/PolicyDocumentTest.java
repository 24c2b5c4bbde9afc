package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDocumentTest {

    @TempDir
    private Path directory;

    private String policy(String body) {
        String text = plain(new Sources(directory)
                .file("p.tf", "data \"aws_iam_policy_document\" \"p\" {\n" + body + "\n}\nvariable \"v\" {}\n")
                .evaluate("data.aws_iam_policy_document.p.json"));
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private static String statement(String body) {
        return "{\"Statement\":[" + body + "],\"Version\":\"2012-10-17\"}";
    }

    @Test
    void aStatementAllowsUnlessItSaysOtherwise() {
        assertThat(policy("statement {\n actions = [\"ecr:*\"]\n}"))
                .isEqualTo(statement("{\"Action\":\"ecr:*\",\"Effect\":\"Allow\"}"));
        assertThat(policy("statement {\n effect = \"Deny\"\n sid = \"S\"\n actions = [\"a\", \"b\"]\n}"))
                .isEqualTo(statement("{\"Action\":[\"a\",\"b\"],\"Effect\":\"Deny\",\"Sid\":\"S\"}"));
    }

    @Test
    void theOppositesAreKept() {
        assertThat(policy("""
                statement {
                  not_actions   = ["a"]
                  not_resources = ["r"]
                  resources     = []
                  not_principals {
                    type        = "AWS"
                    identifiers = ["1", "2"]
                  }
                }
                """))
                .isEqualTo(statement("{\"Effect\":\"Allow\",\"NotAction\":\"a\","
                        + "\"NotPrincipal\":{\"AWS\":[\"1\",\"2\"]},\"NotResource\":\"r\"}"));
    }

    @Test
    void everyoneIsAStarAloneOrWithinAType() {
        assertThat(policy("statement {\n principals {\n type = \"*\"\n identifiers = [\"*\"]\n }\n}"))
                .isEqualTo(statement("{\"Effect\":\"Allow\",\"Principal\":\"*\"}"));
        assertThat(policy("statement {\n principals {\n type = \"AWS\"\n identifiers = [\"*\"]\n }\n}"))
                .isEqualTo(statement("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"}}"));
    }

    @Test
    void principalsOfOneTypeAreJoined() {
        assertThat(policy("""
                statement {
                  principals {
                    type        = "AWS"
                    identifiers = [111122223333]
                  }
                  principals {
                    type        = "Service"
                    identifiers = ["lambda.amazonaws.com"]
                  }
                  dynamic "principals" {
                    for_each = ["a", "b"]
                    content {
                      type        = "AWS"
                      identifiers = [principals.value]
                    }
                  }
                }
                """))
                .isEqualTo(statement("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"111122223333\",\"a\",\"b\"],"
                        + "\"Service\":\"lambda.amazonaws.com\"}}"));
    }

    @Test
    void conditionsAreJoinedByTestAndKeyAndHavePolicyVariables() {
        assertThat(policy("""
                statement {
                  condition {
                    test     = "StringLike"
                    variable = "aws:SourceArn"
                    values   = ["arn:&{aws:username}"]
                  }
                  condition {
                    test     = "StringLike"
                    variable = "aws:SourceArn"
                    values   = ["b", true]
                  }
                  condition {
                    test     = "Bool"
                    variable = "aws:SecureTransport"
                    values   = ["false"]
                  }
                }
                """))
                .isEqualTo(statement("{\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"},"
                        + "\"StringLike\":{\"aws:SourceArn\":[\"arn:${aws:username}\",\"b\",\"true\"]}},"
                        + "\"Effect\":\"Allow\"}"));
    }

    @Test
    void statementsOfOtherDocumentsAreMergedByTheirSid() {
        assertThat(policy("""
                policy_id = "id"
                version   = "2008-10-17"
                source_policy_documents = [
                  jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "A", Effect = "Deny" }, { Effect = "x" }] }),
                  "",
                ]
                statement {
                  sid = "A"
                }
                override_policy_documents = [jsonencode({ Id = "new", Statement = { Sid = "B", Effect = "Deny" } })]
                """))
                .isEqualTo("{\"Id\":\"new\",\"Statement\":[{\"Effect\":\"Allow\",\"Sid\":\"A\"},{\"Effect\":\"x\"},"
                        + "{\"Effect\":\"Deny\",\"Sid\":\"B\"}],\"Version\":\"2012-10-17\"}");
        assertThat(policy("source_json = \"nope\"")).contains("a policy is not JSON");
        assertThat(policy("source_json = \"[]\"")).contains("a policy is a list");
    }

    @Test
    void aDocumentWithAnUnknownPartIsUnresolved() {
        String unknown = "?variable v has no value; use the plan JSON";
        assertThat(policy("statement {\n actions = var.v\n}")).isEqualTo(unknown);
        assertThat(policy("statement {\n sid = var.v\n}")).isEqualTo(unknown);
        assertThat(policy("statement {\n effect = var.v\n}")).isEqualTo(unknown);
        assertThat(policy("statement {\n principals {\n type = var.v\n identifiers = [\"*\"]\n }\n}"))
                .isEqualTo(unknown);
        assertThat(policy("statement {\n principals {\n type = \"AWS\"\n identifiers = [var.v]\n }\n}"))
                .isEqualTo(unknown);
        assertThat(policy("statement {\n condition {\n test = \"a\"\n variable = \"b\"\n values = var.v\n }\n}"))
                .isEqualTo(unknown);
        assertThat(policy("dynamic \"statement\" {\n for_each = var.v\n content {}\n}"))
                .isEqualTo(unknown);
        assertThat(policy("statement {\n dynamic \"principals\" {\n for_each = var.v\n content {}\n }\n}"))
                .isEqualTo(unknown);
        assertThat(policy("statement {\n dynamic \"condition\" {\n for_each = var.v\n content {}\n }\n}"))
                .isEqualTo(unknown);
        assertThat(policy("source_policy_documents = [var.v]")).isEqualTo(unknown);
        assertThat(policy("override_policy_documents = var.v")).isEqualTo(unknown);
        assertThat(policy("version = var.v")).isEqualTo(unknown);
    }

    @Test
    void aDocumentThatTheProviderRefusesIsUnresolved() {
        assertThat(policy("statement {\n principals {\n type = \"AWS\"\n }\n}"))
                .isEqualTo("?a principal has no type or no identifiers; use the plan JSON");
        assertThat(policy("statement {\n condition {\n test = \"AWS\"\n }\n}"))
                .isEqualTo("?a condition is not complete; use the plan JSON");
    }

    @Test
    void otherAttributesAreReadAsDeclared() {
        Sources sources = new Sources(directory)
                .file("p.tf", "data \"aws_iam_policy_document\" \"p\" {\n count = 1\n policy_id = \"x\"\n}\n");
        assertThat(plain(sources.evaluate("data.aws_iam_policy_document.p[0].policy_id")))
                .isEqualTo("\"x\"");
        assertThat(plain(sources.evaluate("data.aws_iam_policy_document.p[0].minified_json")))
                .isEqualTo("\"{\"Id\":\"x\",\"Statement\":[],\"Version\":\"2012-10-17\"}\"");
    }
}
