package dev.ecrauditor.iac.terraform;

import static dev.ecrauditor.iac.terraform.Sources.plain;
import static dev.ecrauditor.iac.terraform.Sources.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {

    private static final String MODULE = """
            variable "name" {}
            variable "key" {
              default = null
            }
            resource "aws_ecr_repository" "this" {
              name = var.name
              encryption_configuration {
                kms_key = var.key
              }
            }
            output "arn" {
              value = aws_ecr_repository.this.arn
            }
            output "none" {}
            """;

    @TempDir
    private Path directory;

    private Sources sources;

    @BeforeEach
    void inAFolder() {
        sources = new Sources(directory);
    }

    @Test
    void aLocalModuleIsReadWithTheArgumentsOfEachCall() {
        sources.file("modules/repo/main.tf", MODULE).file("main.tf", """
                resource "aws_kms_key" "k" {}
                module "one" {
                  source = "./modules/repo"
                  name   = "one"
                  key    = aws_kms_key.k.arn
                }
                module "many" {
                  source   = "./modules/repo"
                  for_each = toset(["b", "a"])
                  name     = each.key
                }
                module "none" {
                  source = "./modules/repo"
                  count  = 0
                  name   = "none"
                }
                """);
        assertThat(sources.addresses())
                .containsExactly(
                        "aws_kms_key.k",
                        "module.one.aws_ecr_repository.this",
                        "module.many[\"a\"].aws_ecr_repository.this",
                        "module.many[\"b\"].aws_ecr_repository.this");
        assertThat(plain(sources.at("module.one.aws_ecr_repository.this").properties()))
                .isEqualTo("{name=\"one\", encryption_configuration=[{kms_key=aws_kms_key.k#arn}]}");
        assertThat(sources.read().unread()).isEmpty();
    }

    @Test
    void outputsLeadToTheResourceOfTheModule() {
        sources.file("modules/repo/main.tf", MODULE).file("main.tf", """
                module "one" {
                  source = "./modules/repo"
                  name   = "one"
                }
                module "many" {
                  source = "./modules/repo"
                  count  = 2
                  name   = "n"
                }
                """);
        assertThat(plain(sources.evaluate("module.one.arn"))).isEqualTo("module.one.aws_ecr_repository.this#arn");
        assertThat(plain(sources.evaluate("module.many[1].arn")))
                .isEqualTo("module.many[1].aws_ecr_repository.this#arn");
        assertThat(plain(sources.evaluate("element(module.many[*].arn, 0)")))
                .isEqualTo("module.many[0].aws_ecr_repository.this#arn");
        assertThat(plain(sources.evaluate("module.one.none"))).isEqualTo("null");
        assertThat(plain(sources.evaluate("module.one.other"))).contains("the output other is not declared");
        assertThat(plain(sources.evaluate("module.other.arn"))).contains("module.other is not declared");
    }

    @Test
    void aDirectoryThatIsCalledIsNoRootModule() {
        sources.file("modules/repo/main.tf", MODULE)
                .file("live/prod/main.tf", "module \"a\" {\n  source = \"../../modules/repo\"\n  name = \"p\"\n}\n")
                .file("live/dev/main.tf", "module \"a\" {\n  source = \"../../modules/repo\"\n  name = \"d\"\n}\n");
        assertThat(sources.addresses())
                .containsExactly(
                        "live/dev/module.a.aws_ecr_repository.this", "live/prod/module.a.aws_ecr_repository.this");
        assertThat(sources.read().modules())
                .extracting(TerraformDeclarations.RootModule::name)
                .containsExactly(
                        directory.resolve("live/dev").toString(),
                        directory.resolve("live/prod").toString());
    }

    @Test
    void modulesThatCallEachOtherAreReadToALimit() {
        sources.file("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\nresource \"aws_kms_key\" \"k\" {}\n")
                .file("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n");
        TerraformDeclarations read = sources.read();
        assertThat(read.resources()).isNotEmpty();
        assertThat(read.omitted())
                .extracting(UnreadPart::reason)
                .anyMatch(reason -> reason.endsWith("more than 20 modules call each other"));
    }

    @Test
    void aModuleThatCallsItselfIsReadToALimit() {
        sources.file("main.tf", "module \"a\" {\n  source = \"./\"\n}\nresource \"aws_kms_key\" \"k\" {}\n");
        assertThat(sources.read().resources()).hasSize(21);
    }

    @Test
    void aModuleFromElsewhereIsNamedAndWhatUsesItIsUnresolved() {
        sources.file("main.tf", """
                module "ecr" {
                  source  = "terraform-aws-modules/ecr/aws"
                  version = "2.0.0"
                }
                module "off" {
                  source = "git::https://example.com/x.git"
                  count  = 0
                }
                module "outside" {
                  source = "../other"
                }
                module "empty" {
                  source = "./empty"
                }
                module "dynamic" {
                  source = "./${var.x}"
                }
                """).file("empty/readme.md", "");
        TerraformDeclarations read = sources.read();
        assertThat(read.omitted())
                .extracting(part -> part.position().line() + " " + part.reason())
                .containsExactly(
                        "1 module ecr is not read: terraform-aws-modules/ecr/aws is not in the directory;"
                                + " run terraform init or use the plan JSON",
                        "9 module outside is not read: its directory ../other is not in what is checked",
                        "12 module empty is not read: its directory ./empty has no files",
                        "15 module dynamic is not read: its source is not a text");
        assertThat(plain(sources.evaluate("module.ecr.arn"))).startsWith("?module ecr is not read");
    }

    @Test
    void aModuleThatTerraformInstalledIsRead() {
        sources.file(".terraform/modules/modules.json", """
                        {"Modules": [
                          {"Key": "", "Source": "", "Dir": "."},
                          {"Key": "ecr", "Source": "registry.terraform.io/x/ecr/aws", "Dir": ".terraform/modules/ecr"},
                          {"Key": "ecr.inner", "Source": "git::x", "Dir": ".terraform/modules/ecr.inner"},
                          {"Key": "away", "Source": "git::y", "Dir": "../away"}
                        ]}
                        """)
                .file(".terraform/modules/ecr/main.tf", "module \"inner\" {\n  source = \"git::x\"\n}\n")
                .file(".terraform/modules/ecr.inner/main.tf", "resource \"aws_kms_key\" \"k\" {}\n")
                .file("main.tf", """
                        module "ecr" {
                          source = "x/ecr/aws"
                        }
                        module "away" {
                          source = "git::y"
                        }
                        """);
        assertThat(sources.addresses()).containsExactly("module.ecr.module.inner.aws_kms_key.k");
        assertThat(sources.read().omitted())
                .extracting(UnreadPart::reason)
                .containsExactly("module away is not read: the directory of git::y is not in what is checked");
        sources.file(".terraform/modules/modules.json", "not JSON");
        assertThat(sources.read().resources()).isEmpty();
    }

    @Test
    void whereTheNumberOfCallsIsUnknownOneStandsForAll() {
        sources.file("modules/repo/main.tf", MODULE).file("main.tf", """
                variable "v" {}
                module "a" {
                  source = "./modules/repo"
                  count  = var.v
                  name   = "x"
                }
                """);
        assertThat(plain(property(sources.at("module.a.aws_ecr_repository.this"), "count")))
                .isEqualTo("?variable v has no value; use the plan JSON");
        assertThat(plain(sources.evaluate("module.a[0].arn"))).startsWith("?variable v has no value");
    }

    @Test
    void overrideFilesReplaceArgumentsAndBlocks() {
        sources.file("main.tf", """
                        locals {
                          x = "one"
                        }
                        resource "aws_ecr_repository" "a" {
                          name         = local.x
                          force_delete = true
                          encryption_configuration {
                            encryption_type = "KMS"
                          }
                          dynamic "timeouts" {
                            for_each = []
                            content {}
                          }
                        }
                        """)
                .file("my_override.tf", """
                        locals {
                          x = "two"
                        }
                        resource "aws_ecr_repository" "a" {
                          force_delete = false
                          encryption_configuration {
                            encryption_type = "AES256"
                          }
                        }
                        """)
                .file("override.tf", "resource \"aws_kms_key\" \"k\" {}\n");
        assertThat(plain(sources.at("aws_ecr_repository.a").properties()))
                .isEqualTo("{name=\"two\", force_delete=false, timeouts=[],"
                        + " encryption_configuration=[{encryption_type=\"AES256\"}]}");
        assertThat(property(sources.at("aws_ecr_repository.a"), "force_delete")
                        .position()
                        .file())
                .endsWith("my_override.tf");
        assertThat(sources.addresses()).contains("aws_kms_key.k");
    }

    @Test
    void openTofuReadsItsOwnFileInPlaceOfTheOther() {
        sources.file("main.tf", "resource \"aws_kms_key\" \"terraform\" {}\n")
                .file("main.tofu", "resource \"aws_kms_key\" \"tofu\" {}\n")
                .file("other.tf.json", "{\"resource\": {\"aws_kms_key\": {\"terraform_json\": {}}}}")
                .file("other.tofu.json", "{\"resource\": {\"aws_kms_key\": {\"tofu_json\": {}}}}");
        assertThat(sources.addresses()).containsExactly("aws_kms_key.tofu", "aws_kms_key.tofu_json");
    }

    @Test
    void theJsonSyntaxIsRead() {
        sources.file("main.tf.json", """
                {
                  "//": "comment",
                  "terraform": {"required_version": ">= 1"},
                  "variable": {"v": {"default": "${not} a template", "type": "string"}, "w": {"type": "list(string)"}},
                  "locals": [{"a": "x"}, {"b": "${local.a}${local.a}"}],
                  "resource": [
                    {"aws_ecr_repository": {"r": {
                      "//": "comment",
                      "name": "${local.b}-${upper(\\"c\\")}",
                      "force_delete": true,
                      "tags": {"${local.a}": [1, null]},
                      "encryption_configuration": {"encryption_type": "KMS"},
                      "dynamic": {"image_scanning_configuration": [
                        {"for_each": [true], "content": {"scan_on_push": "${image_scanning_configuration.value}"}}]},
                      "timeouts": null
                    }}},
                    {"aws_kms_key": {"k": [{"count": 2, "description": "${var.v}"}]}}
                  ]
                }
                """);
        assertThat(plain(sources.at("aws_ecr_repository.r").properties()))
                .isEqualTo("{name=\"xx-C\", force_delete=true, tags={x=[1, null]},"
                        + " encryption_configuration=[{encryption_type=\"KMS\"}],"
                        + " image_scanning_configuration=[{scan_on_push=true}]}");
        assertThat(property(sources.at("aws_ecr_repository.r"), "force_delete")
                        .position()
                        .line())
                .isEqualTo(10);
        assertThat(plain(sources.at("aws_kms_key.k[1]").properties())).isEqualTo("{description=\"${not} a template\"}");
    }

    @Test
    void aFileThatCannotBeReadIsReportedAndTheOthersAreRead() throws IOException {
        sources.file("good.tf", "resource \"aws_kms_key\" \"k\" {}\n")
                .file("bad.tf", "resource \"aws_kms_key\" {\n  a = \n}\n")
                .file("bad.tf.json", "{\n\"resource\": 1,\n}")
                .file("list.tf.json", "[1]")
                .file("template.tf.json", "{\"locals\": {\"a\": \"${\"}}")
                .file("terraform.tfvars", "x")
                .file("big.auto.tfvars", "x = \"" + "y".repeat(5_000_000) + "\"\n");
        Files.write(directory.resolve("latin.tf"), new byte[] {(byte) 0xe9});
        TerraformDeclarations read = sources.read();
        assertThat(read.resources()).hasSize(1);
        assertThat(read.unread())
                .extracting(part -> directory.relativize(Path.of(part.position().file())) + ":"
                        + part.position().line())
                .containsExactlyInAnyOrder(
                        "bad.tf:2",
                        "bad.tf.json:3",
                        "latin.tf:1",
                        "list.tf.json:1",
                        "template.tf.json:1",
                        "terraform.tfvars:1",
                        "big.auto.tfvars:1");
        assertThat(read.files()).hasSize(8);
    }

    @Test
    void aFileThatIsNamedIsReadAlone() {
        sources.file("main.tf", """
                        module "m" {
                          source = "./m"
                        }
                        resource "aws_kms_key" "k" {
                          description = var.v
                        }
                        variable "v" {}
                        """)
                .file("other.tf", "resource \"aws_kms_key\" \"other\" {}\n")
                .file("terraform.tfvars", "v = 1\n")
                .file("m/main.tf", "resource \"aws_kms_key\" \"inner\" {}\n")
                .file("readme.md", "");
        TerraformDeclarations read = sources.read(directory.resolve("main.tf"));
        assertThat(read.resources()).hasSize(1);
        assertThat(read.resources().get(0).position().file())
                .isEqualTo(directory.resolve("main.tf").toString());
        assertThat(plain(read.resources().get(0).properties())).contains("variable v has no value");
        assertThat(read.omitted())
                .extracting(UnreadPart::reason)
                .containsExactly("module m is not read: only one file is checked");
        assertThat(sources.read(directory.resolve("readme.md")).resources()).isEmpty();
        assertThat(sources.read(directory.resolve("none")).unread()).hasSize(1);
    }

    @Test
    void hiddenDirectoriesAndInstalledPackagesAreLeftOut() {
        sources.file(".git/x.tf", "resource \"aws_kms_key\" \"a\" {}\n")
                .file("node_modules/x.tf", "resource \"aws_kms_key\" \"b\" {}\n");
        assertThat(sources.read().resources()).isEmpty();
    }

    @Test
    void linksThatLeadElsewhereAreNotFollowed(@TempDir Path elsewhere) throws IOException {
        new Sources(elsewhere)
                .file("secret.tf", "resource \"aws_kms_key\" \"secret\" {}\n")
                .file("s.txt", "secret");
        Files.createSymbolicLink(directory.resolve("link"), elsewhere);
        Files.createSymbolicLink(directory.resolve("link.tf"), elsewhere.resolve("secret.tf"));
        Files.createSymbolicLink(directory.resolve("link.txt"), elsewhere.resolve("s.txt"));
        sources.file("main.tf", "module \"m\" {\n  source = \"./link\"\n}\n");
        assertThat(sources.read().resources()).isEmpty();
        assertThat(sources.read().unread())
                .extracting(UnreadPart::reason)
                .containsExactly("the file is outside of what is checked");
        assertThat(sources.read().omitted())
                .extracting(UnreadPart::reason)
                .containsExactly("module m is not read: its directory ./link is not in what is checked");
        assertThat(plain(sources.evaluate("file(\"link.txt\")"))).contains("outside of what is checked");
        assertThat(plain(sources.evaluate("fileexists(\"link.txt\")"))).contains("outside of what is checked");
    }
}
