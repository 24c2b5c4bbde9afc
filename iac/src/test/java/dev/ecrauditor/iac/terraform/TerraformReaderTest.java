package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static dev.ecrauditor.iac.terraform.Sources.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformReaderTest {

    @TempDir
    private Path directory;

    private Sources sources;

    @BeforeEach
    void inAFolder() {
        sources = new Sources(directory);
    }

    private String name(String expression) {
        return plain(sources.evaluate(expression));
    }

    @Test
    void aRepositoryHasItsArgumentsBlocksAndLines() {
        DeclaredResource repository = sources.file("main.tf", """
                resource "aws_ecr_repository" "app" {
                  name                 = "app"
                  image_tag_mutability = "IMMUTABLE"

                  encryption_configuration {
                    encryption_type = "KMS"
                  }
                }
                """).resource();
        assertThat(repository.type()).isEqualTo("aws_ecr_repository");
        assertThat(repository.address()).isEqualTo("aws_ecr_repository.app");
        assertThat(repository.position()).hasToString(directory.resolve("main.tf") + ":1");
        assertThat(property(repository, "image_tag_mutability").position().line())
                .isEqualTo(3);
        assertThat(property(repository, "encryption_configuration").position().line())
                .isEqualTo(5);
        assertThat(plain(repository.properties()))
                .isEqualTo("{name=\"app\", image_tag_mutability=\"IMMUTABLE\","
                        + " encryption_configuration=[{encryption_type=\"KMS\"}]}");
    }

    @Test
    void onlyResourcesOfEcrAndKmsAreYielded() {
        sources.file("main.tf", """
                resource "aws_ecr_repository" "a" {}
                resource "aws_ecrpublic_repository" "b" {}
                resource "aws_iam_role" "c" {}
                resource "aws_kms_alias" "d" {}
                data "aws_ecr_repository" "e" {}
                provider "aws" {}
                resource {}
                """);
        assertThat(sources.addresses()).containsExactly("aws_ecr_repository.a", "aws_kms_alias.d");
    }

    @Test
    void anArgumentThatIsNullIsAbsent() {
        assertThat(sources.evaluate("null")).isInstanceOf(DeclaredValue.Absent.class);
    }

    @Test
    void argumentsOfTerraformItselfAreNoProperties() {
        DeclaredResource repository = sources.file("main.tf", """
                resource "aws_ecr_repository" "a" {
                  provider   = aws.other
                  depends_on = [aws_kms_key.k]
                  lifecycle {
                    prevent_destroy = true
                  }
                }
                """).resource();
        assertThat(repository.properties().properties()).isEmpty();
    }

    @Test
    void aVariableHasItsDefaultUnlessAFileGivesItAValue() {
        sources.file("v.tf", "variable \"v\" {\n  default = \"standard\"\n}\n");
        assertThat(name("var.v")).isEqualTo("\"standard\"");
        sources.file("terraform.tfvars", "v = \"one\"");
        assertThat(name("var.v")).isEqualTo("\"one\"");
        sources.file("terraform.tfvars.json", "{\"v\": \"two ${x}\"}");
        assertThat(name("var.v")).isEqualTo("\"two ${x}\"");
        sources.file("a.auto.tfvars", "v = \"three\"");
        sources.file("b.auto.tfvars.json", "{\"v\": \"four\"}");
        assertThat(name("var.v")).isEqualTo("\"four\"");
        sources.file("elsewhere/prod.tfvars", "v = \"five\"");
        assertThat(plain(sources.variableFiles(directory.resolve("elsewhere/prod.tfvars"))
                        .evaluate("var.v")))
                .isEqualTo("\"five\"");
    }

    @Test
    void aVariableWithoutAValueIsUnresolvedAndNamed() {
        sources.file("v.tf", "variable \"v\" {}\nvariable \"s\" {\n  default = 1\n  sensitive = true\n}\n");
        assertThat(name("var.v")).isEqualTo("?variable v has no value; use the plan JSON");
        assertThat(name("var.w"))
                .isEqualTo("?variable w is not declared in the files that were read; use the plan JSON");
        assertThat(name("var.s")).isEqualTo("?variable s is sensitive and is not read");
        assertThat(name("\"x-${var.v}\"")).isEqualTo("?variable v has no value; use the plan JSON");
    }

    @Test
    void aValueIsConvertedToTheTypeOfItsVariable() {
        sources.file("v.tf", """
                variable "text" {
                  type    = string
                  default = 5
                }
                variable "set" {
                  type    = set(string)
                  default = ["b", "a", "b", 1]
                }
                variable "object" {
                  type = object({ a = optional(string, "x"), b = optional(number), c = bool })
                  default = { c = "true", d = 1, a = null }
                }
                variable "map" {
                  type    = map(list(number))
                  default = { k = ["1"] }
                }
                variable "wrong" {
                  type    = list(string)
                  default = {}
                }
                variable "missing" {
                  type    = object({ a = string })
                  default = {}
                }
                variable "old" {
                  type    = "string"
                  default = true
                }
                variable "strict" {
                  type     = number
                  default  = 3
                  nullable = false
                }
                variable "tuple" {
                  type    = tuple([string])
                  default = ["a"]
                }
                """).file("terraform.tfvars", "strict = null\n");
        assertThat(name("var.text")).isEqualTo("\"5\"");
        assertThat(name("var.set")).isEqualTo("[\"1\", \"a\", \"b\"]");
        assertThat(name("var.object")).isEqualTo("{a=\"x\", b=null, c=true}");
        assertThat(name("var.map")).isEqualTo("{k=[1]}");
        assertThat(name("var.wrong"))
                .isEqualTo("?variable wrong has a value of another type: a list is required, not a map;"
                        + " use the plan JSON");
        assertThat(name("var.missing")).contains("an object has no a");
        assertThat(name("var.old")).isEqualTo("\"true\"");
        assertThat(name("var.strict")).isEqualTo("3");
        assertThat(name("var.tuple[0]")).isEqualTo("\"a\"");
    }

    @Test
    void localsUseEachOtherAndACycleIsNamed() {
        sources.file("l.tf", "locals {\n  a = \"${local.b}!\"\n  b = \"x\"\n  c = local.d\n  d = local.c\n}\n");
        assertThat(name("local.a")).isEqualTo("\"x!\"");
        assertThat(name("local.c")).isEqualTo("?local.c depends on itself; use the plan JSON");
        assertThat(name("try(local.c, \"hidden\")")).startsWith("?local.c depends on itself");
        assertThat(name("local.e")).startsWith("?local.e is not declared");
    }

    @Test
    void countAndForEachMakeInstances() {
        sources.file("main.tf", """
                resource "aws_ecr_repository" "n" {
                  count = 2
                  name  = "n${count.index}"
                }
                resource "aws_ecr_repository" "m" {
                  for_each = { "a.b" = "x", "c\\"d" = "y" }
                  name     = "${each.key}-${each.value}"
                }
                resource "aws_ecr_repository" "s" {
                  for_each = toset(["q", "p"])
                  name     = each.value
                }
                resource "aws_ecr_repository" "none" {
                  count = false ? 1 : 0
                }
                """);
        assertThat(sources.addresses())
                .containsExactly(
                        "aws_ecr_repository.n[0]",
                        "aws_ecr_repository.n[1]",
                        "aws_ecr_repository.m[\"a.b\"]",
                        "aws_ecr_repository.m[\"c\\\"d\"]",
                        "aws_ecr_repository.s[\"p\"]",
                        "aws_ecr_repository.s[\"q\"]");
        assertThat(plain(property(sources.at("aws_ecr_repository.m[\"a.b\"]"), "name")))
                .isEqualTo("\"a.b-x\"");
        assertThat(plain(property(sources.at("aws_ecr_repository.n[1]"), "name")))
                .isEqualTo("\"n1\"");
    }

    @Test
    void whereTheNumberOfInstancesIsUnknownOneStandsForAll() {
        sources.file("main.tf", """
                variable "v" {}
                resource "aws_ecr_repository" "a" {
                  for_each = var.v
                  name     = each.key
                  force_delete = true
                }
                resource "aws_ecr_repository_policy" "b" {
                  count      = var.v ? 1 : 0
                  repository = aws_ecr_repository.a["x"].name
                }
                resource "aws_ecr_repository" "c" {
                  for_each = ["a list"]
                }
                resource "aws_ecr_repository" "d" {
                  count = -1
                }
                """);
        assertThat(plain(sources.at("aws_ecr_repository.a").properties()))
                .isEqualTo("{name=?variable v has no value; use the plan JSON, force_delete=true,"
                        + " count=?variable v has no value; use the plan JSON}");
        assertThat(plain(property(sources.at("aws_ecr_repository_policy.b"), "repository")))
                .isEqualTo("?variable v has no value; use the plan JSON");
        assertThat(plain(property(sources.at("aws_ecr_repository.c"), "count")))
                .isEqualTo("?for_each needs a map or a set, not a list; use the plan JSON");
        assertThat(plain(property(sources.at("aws_ecr_repository.d"), "count"))).contains("number of instances");
    }

    @Test
    void dynamicBlocksAreGenerated() {
        sources.file("main.tf", """
                variable "v" {}
                resource "aws_ecr_repository" "a" {
                  dynamic "encryption_configuration" {
                    for_each = [{ type = "KMS" }]
                    content {
                      encryption_type = encryption_configuration.value.type
                    }
                  }
                  dynamic "image_tag_mutability_exclusion_filter" {
                    for_each = toset(["b", "a"])
                    iterator = each_filter
                    content {
                      filter = "${each_filter.key}${each_filter.value}"
                    }
                  }
                  image_tag_mutability_exclusion_filter {
                    filter = "c"
                  }
                  dynamic "image_scanning_configuration" {
                    for_each = {}
                    content {}
                  }
                }
                resource "aws_ecr_repository" "b" {
                  dynamic "encryption_configuration" {
                    for_each = var.v
                    content {}
                  }
                  dynamic "image_scanning_configuration" {
                    for_each = 1
                    content {}
                  }
                  dynamic "timeouts" {
                    content {}
                  }
                }
                """);
        assertThat(plain(sources.at("aws_ecr_repository.a").properties()))
                .isEqualTo("{encryption_configuration=[{encryption_type=\"KMS\"}],"
                        + " image_tag_mutability_exclusion_filter=[{filter=\"aa\"}, {filter=\"bb\"}, {filter=\"c\"}],"
                        + " image_scanning_configuration=[]}");
        assertThat(plain(sources.at("aws_ecr_repository.b").properties()))
                .isEqualTo("{encryption_configuration=?variable v has no value; use the plan JSON,"
                        + " image_scanning_configuration=?a dynamic block needs a list or map, not a number;"
                        + " use the plan JSON,"
                        + " timeouts=?a dynamic block needs a list or map, not null; use the plan JSON}");
    }

    @Test
    void aReferenceNamesTheResourceAndItsAttribute() {
        sources.file("main.tf", """
                resource "aws_kms_key" "one" {}
                resource "aws_kms_key" "some" {
                  count = 1
                }
                resource "aws_kms_key" "none" {
                  count = 0
                }
                resource "aws_kms_key" "each" {
                  for_each = { a = 1 }
                }
                resource "aws_ecr_repository" "other" {
                  name         = "other"
                  force_delete = true
                }
                variable "key" {
                  default = null
                }
                """);
        assertThat(name("aws_kms_key.one.arn")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("aws_kms_key.one.multi_region")).isEqualTo("aws_kms_key.one#multi_region");
        assertThat(name("aws_kms_key.some[0].arn")).isEqualTo("aws_kms_key.some[0]#arn");
        assertThat(name("aws_kms_key.some.0.arn")).isEqualTo("aws_kms_key.some[0]#arn");
        assertThat(name("one(aws_kms_key.some[*].arn)")).isEqualTo("aws_kms_key.some[0]#arn");
        assertThat(name("join(\"\", aws_kms_key.some.*.arn)")).isEqualTo("aws_kms_key.some[0]#arn");
        assertThat(name("element(concat(aws_kms_key.some.*.arn, [\"\"]), 0)")).isEqualTo("aws_kms_key.some[0]#arn");
        assertThat(name("try(aws_kms_key.none[0].arn, aws_kms_key.one.arn)")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("coalesce(var.key, aws_kms_key.one.arn)")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("aws_kms_key.one.arn != null ? aws_kms_key.one.arn : \"\""))
                .isEqualTo("aws_kms_key.one#arn");
        assertThat(name("\"\" == aws_kms_key.one.arn")).isEqualTo("false");
        assertThat(name("aws_kms_key.one.arn == aws_kms_key.one.arn")).isEqualTo("true");
        assertThat(name("aws_kms_key.each[\"a\"].arn")).isEqualTo("aws_kms_key.each[\"a\"]#arn");
        assertThat(name("values(aws_kms_key.each)[0].arn")).isEqualTo("aws_kms_key.each[\"a\"]#arn");
        assertThat(name("[for k, v in aws_kms_key.each : v.arn][0]")).isEqualTo("aws_kms_key.each[\"a\"]#arn");
        assertThat(name("compact([\"\", aws_kms_key.one.arn])[0]")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("tostring(aws_kms_key.one.arn)")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("length(aws_kms_key.none)")).isEqualTo("0");
        assertThat(name("aws_ecr_repository.other.name")).isEqualTo("aws_ecr_repository.other#name");
        assertThat(name("\"${aws_ecr_repository.other.name}-x\"")).isEqualTo("\"other-x\"");
        assertThat(name("aws_ecr_repository.other.id")).isEqualTo("aws_ecr_repository.other#id");
        assertThat(name("upper(aws_ecr_repository.other.id)")).isEqualTo("\"OTHER\"");
        assertThat(name("aws_ecr_repository.other.force_delete")).isEqualTo("true");
        assertThat(name("\"${aws_kms_key.one.arn}\"")).isEqualTo("aws_kms_key.one#arn");
        assertThat(name("jsonencode([aws_kms_key.one.arn])")).startsWith("?aws_kms_key.one.arn is known after apply");
        assertThat(name("aws_kms_key.gone.arn")).startsWith("?aws_kms_key.gone is not declared");
        assertThat(name("aws_kms_key.one")).isEqualTo("?aws_kms_key.one is used as a whole; use the plan JSON");
        assertThat(name("jsonencode(aws_kms_key.one)")).contains("is used as a whole");
        assertThat(name("aws_kms_key.one.*.arn[0]")).isEqualTo("aws_kms_key.one#arn");
    }

    @Test
    void resourcesThatReferToEachOtherAreRead() {
        sources.file("main.tf", """
                resource "aws_ecr_repository" "a" {
                  name = "${aws_ecr_repository.b.name}"
                }
                resource "aws_ecr_repository" "b" {
                  name = "x${aws_ecr_repository.a.name}"
                }
                """);
        assertThat(plain(property(sources.at("aws_ecr_repository.b"), "name")))
                .isEqualTo("?more than 400 expressions depend on each other; use the plan JSON");
    }

    @Test
    void whatOnlyAwsKnowsIsUnresolvedUnlessItIsGiven() {
        sources.file("d.tf", """
                data "aws_caller_identity" "me" {}
                data "aws_region" "here" {}
                data "aws_partition" "here" {}
                data "aws_caller_identity" "other" {
                  provider = aws.other
                }
                data "aws_kms_alias" "k" {
                  name = "alias/k"
                }
                data "aws_iam_session_context" "me" {
                  arn = data.aws_caller_identity.me.arn
                }
                resource "aws_iam_role" "ci" {
                  name = "ci"
                  path = "/team/"
                }
                resource "aws_iam_role" "random" {}
                resource "aws_ecr_repository" "r" {
                  name = "r"
                }
                """);
        String account = "data.aws_caller_identity.me.account_id";
        assertThat(name(account))
                .isEqualTo("?" + account + " is not known; give --account and --region, or use the plan JSON");
        assertThat(name("aws_iam_role.ci.arn")).isEqualTo("aws_iam_role.ci#arn");
        sources.deployedTo(Sources.FACTS);
        assertThat(name(account)).isEqualTo("\"111122223333\"");
        assertThat(name("data.aws_region.here.name")).isEqualTo("\"eu-west-1\"");
        assertThat(name("data.aws_partition.here.partition")).isEqualTo("\"aws\"");
        assertThat(name("data.aws_partition.here.dns_suffix")).isEqualTo("\"amazonaws.com\"");
        assertThat(name("data.aws_caller_identity.me.arn"))
                .isEqualTo("\"arn:aws:iam::111122223333:role/caller-of-terraform\"");
        assertThat(name("data.aws_iam_session_context.me.issuer_arn")).contains("111122223333");
        assertThat(name("data.aws_caller_identity.other.account_id")).contains("is not known");
        assertThat(name("data.aws_kms_alias.k.target_key_arn")).contains("is read from AWS");
        assertThat(name("data.aws_kms_alias.k.name")).isEqualTo("\"alias/k\"");
        assertThat(name("data.aws_kms_alias.gone.arn")).contains("is not declared");
        assertThat(name("\"${aws_iam_role.ci.arn}\"")).isEqualTo("aws_iam_role.ci#arn");
        assertThat(name("jsonencode(aws_iam_role.ci.arn)")).isEqualTo("\"\"arn:aws:iam::111122223333:role/team/ci\"\"");
        assertThat(name("jsonencode(aws_iam_role.random.arn)"))
                .isEqualTo("\"\"arn:aws:iam::111122223333:role/aws-iam-role-random\"\"");
        assertThat(name("upper(aws_ecr_repository.r.arn)"))
                .isEqualTo("\"ARN:AWS:ECR:EU-WEST-1:111122223333:REPOSITORY/R\"");
        assertThat(name("terraform.workspace"))
                .isEqualTo("?terraform.workspace is not in the sources; use the plan JSON");
        assertThat(name("path.module")).isEqualTo("\".\"");
        assertThat(name("basename(path.cwd)")).isEqualTo("\"" + directory.getFileName() + "\"");
        assertThat(name("path.root")).isEqualTo("\".\"");
        assertThat(name("path.other")).contains("path has no other");
        assertThat(name("each.key")).contains("nothing is named each");
    }

    @Test
    void filesInTheDirectoryAreReadAndNoOthers() {
        sources.file("policy.json", "{\"a\": 1}")
                .file("t.tftpl", "%{ for x in list ~}\n[${x}]\n%{ endfor ~}\n")
                .file("bad.tftpl", "%{ if }")
                .file("repos/a.json", "{}")
                .file("repos/b.yaml", "x: [1, null, true, 2.5, text]\ny: {z: 1}\n")
                .file("repos/bad.yaml", "a: [");
        assertThat(name("file(\"policy.json\")")).isEqualTo("\"{\"a\": 1}\"");
        assertThat(name("jsondecode(file(\"${path.module}/policy.json\")).a")).isEqualTo("1");
        assertThat(name("templatefile(\"t.tftpl\", { list = [1, 2] })")).isEqualTo("\"[1]\n[2]\n\"");
        assertThat(name("templatefile(\"t.tftpl\", {})")).contains("nothing is named list");
        assertThat(name("templatefile(\"bad.tftpl\", {})")).contains("the template cannot be read");
        assertThat(name("templatefile(\"t.tftpl\")")).contains("needs a path and a map");
        assertThat(name("fileexists(\"policy.json\")")).isEqualTo("true");
        assertThat(name("fileexists(\"none.json\")")).isEqualTo("false");
        assertThat(name("fileexists(\"../x\")")).contains("outside of what is checked");
        assertThat(name("fileset(path.module, \"repos/*.json\")")).isEqualTo("[\"repos/a.json\"]");
        assertThat(name("fileset(\"..\", \"*\")")).contains("outside of what is checked");
        assertThat(name("fileset(\".\", \"[\")")).contains("cannot be listed");
        assertThat(name("filebase64(\"repos/a.json\")")).isEqualTo("\"e30=\"");
        assertThat(name("yamldecode(file(\"repos/b.yaml\"))")).isEqualTo("{x=[1, null, true, 2.5, \"text\"], y={z=1}}");
        assertThat(name("yamldecode(file(\"repos/bad.yaml\"))")).contains("the text is not YAML");
        assertThat(name("yamldecode(\"a: yes\")")).contains("may be a truth value");
        assertThat(name("yamldecode(\"a: .nan\")")).contains("a number without a value");
        assertThat(name("file(\"none\")")).contains("the file does not exist");
        assertThat(name("file(\"/etc/hostname\")")).startsWith("?").contains("use the plan JSON");
        assertThat(name("file(\"../../../../../../etc/passwd\")")).startsWith("?");
        assertThat(name("file(\"a\\u0000b\")")).contains("the path is not valid");
    }
}
