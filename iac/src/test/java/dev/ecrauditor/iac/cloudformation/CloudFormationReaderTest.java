package dev.ecrauditor.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudFormationReaderTest {

    private static final String MINIMAL = "Resources: {Repo: {Type: 'AWS::ECR::Repository'}}";

    @TempDir
    private Path directory;

    private Templates templates;

    @BeforeEach
    void begin() {
        templates = Templates.in(directory);
    }

    private SourcePosition at(String file, int line) {
        return new SourcePosition(directory.resolve(file).toString(), line);
    }

    private String problem(String text) {
        Declarations read = templates.write("template.yaml", text).read();
        assertThat(read.unreadable()).hasSize(1);
        return read.unreadable().get(0).position().line() + " "
                + read.unreadable().get(0).problem();
    }

    private List<String> notes() {
        return templates.read().notes().stream()
                .map(note -> note.position().line() + " " + note.text())
                .toList();
    }

    @Test
    void aResourceHasTheLineOfItsLogicalId() {
        templates.write("a.yaml", """
                # first
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Properties:
                      RepositoryName:
                        app
                """);
        DeclaredResource repository = templates.resources().get(0);
        assertThat(repository.position()).isEqualTo(at("a.yaml", 3));
        assertThat(repository.properties().properties().get("RepositoryName"))
                .isEqualTo(new DeclaredValue.Text("app", at("a.yaml", 6)));
    }

    @Test
    void jsonHasLinesToo() {
        templates.write(
                "a.json",
                "\n{\"Resources\": {\n \"Repo\": {\n \"Type\": \"AWS::ECR::Repository\",\n"
                        + " \"Properties\": {\n \"RepositoryName\": \"app\"}}}}");
        DeclaredResource repository = templates.resources().get(0);
        assertThat(repository.position()).isEqualTo(at("a.json", 3));
        assertThat(repository.properties().properties().get("RepositoryName").position())
                .isEqualTo(at("a.json", 6));
    }

    @Test
    void otherFilesOfADirectoryAreLeftAlone() {
        templates
                .write("values.yaml", "image: {{ .Values.image }}\nkind: Deployment")
                .write("data.json", "[1, 2]")
                .write("manifests.yaml", "kind: A\n---\nkind: B\n")
                .write("node_modules/x/template.yaml", MINIMAL)
                .write(".hidden/template.yaml", MINIMAL)
                .write("readme.md", MINIMAL);
        assertThat(templates.read()).isEqualTo(Declarations.NONE);
    }

    @Test
    void aLogicalIdOfTwoTemplatesNamesItsFile() {
        templates
                .write("a.yaml", MINIMAL)
                .write("b.yaml", MINIMAL.replace("Repo:", "Other:, Repo:").replace("Other:,", ""));
        assertThat(templates.resources())
                .extracting(DeclaredResource::address)
                .containsExactly(directory.resolve("a.yaml") + "#Repo", directory.resolve("b.yaml") + "#Repo");
    }

    @Test
    void aTemplateThatIsNoYamlIsReportedWithItsLine() {
        assertThat(problem("Resources:\n  Repo:\n   Type: AWS::ECR::Repository\n  - x"))
                .startsWith("4 is not YAML: ");
        assertThat(problem("{\"Resources\": {\n\"Type\": \"AWS::ECR::Repository\""))
                .startsWith("2 is not JSON: ");
        assertThat(problem(MINIMAL + "\n---\n" + MINIMAL))
                .isEqualTo("2 has a second document; a template is one document");
        assertThat(problem("{\"A\": \"AWS::\"} {}")).isEqualTo("1 has a second value; a template is one object");
    }

    @Test
    void aKeyThatIsWrittenTwiceIsRefused() {
        assertThat(problem("Resources:\n  R: {Type: 'AWS::S3::Bucket'}\n  R: {Type: 'AWS::ECR::Repository'}"))
                .isEqualTo("3 has the key R twice; the first is in line 2");
        assertThat(problem("{\"A\": \"AWS::\",\n\"A\": 2}")).isEqualTo("2 has the key A twice; the first is in line 1");
    }

    @Test
    void theOtherFilesAreReadNevertheless() {
        templates.write("broken.yaml", "AWSTemplateFormatVersion: [").write("good.yaml", MINIMAL);
        Declarations read = templates.read();
        assertThat(read.unreadable()).hasSize(1);
        assertThat(templates.resources()).hasSize(1);
    }

    @Test
    void anchorsAndMergeKeysAreFollowed() {
        templates.write("a.yaml", """
                Common: &common {ImageTagMutability: IMMUTABLE, RepositoryName: other}
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Properties:
                      <<: *common
                      RepositoryName: own
                """);
        assertThat(templates.resources().get(0).properties().properties().values())
                .extracting(TextValue::of)
                .extracting(text -> text.orElseThrow())
                .containsExactlyInAnyOrder("own", "IMMUTABLE");
    }

    @Test
    void anAliasWithoutAnchorIsRefused() {
        assertThat(problem("A: *nothing\nB: 'AWS::'"))
                .isEqualTo("1 has an alias *nothing without its anchor before it");
        assertThat(problem("A: &a [*a]\nB: 'AWS::'")).isEqualTo("1 has an alias *a without its anchor before it");
        assertThat(problem("A: {<<: 7}\nB: 'AWS::'")).isEqualTo("1 merges something that is no mapping");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("Format: 'AWS::'\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias))));
        }
        assertThat(problem(bomb.toString())).endsWith("has more than 500000 values, counting aliases");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problem("A: 'AWS::'\nB: " + "[".repeat(20_000) + "]".repeat(20_000)))
                .isEqualTo("2 is nested more than 64 deep");
        assertThat(problem("{\"A\": \"AWS::\",\n\"B\": " + "[".repeat(900) + "]".repeat(900) + "}"))
                .isEqualTo("2 is nested more than 64 deep");
    }

    @Test
    void functionsThatRepeatEachOtherWithoutEndAreRefused() {
        StringBuilder mappings = new StringBuilder("AWSTemplateFormatVersion: x\nMappings:\n  M:\n");
        for (int i = 0; i < 30; i++) {
            String next = "!FindInMap [M, k%d, v]".formatted(i + 1);
            mappings.append("    k%d: {v: [%s, %s, %s]}\n".formatted(i, next, next, next));
        }
        assertThat(problem(mappings + "Resources: {R: {Type: 'A::B', Properties: {P: !FindInMap [M, k0, v]}}}"))
                .endsWith("repeats its values too often to be evaluated");
    }

    @Test
    void aFunctionThatContainsItselfIsUnknown() {
        templates.write(
                "a.yaml",
                "AWSTemplateFormatVersion: x\nMappings: {M: {k: {v: !FindInMap [M, k, v]}}}\n"
                        + "Resources: {R: {Type: 'A::B', Properties: {P: !FindInMap [M, k, v]}}}");
        assertThat(templates.resources().get(0).properties().properties().get("P"))
                .isInstanceOfSatisfying(
                        DeclaredValue.Unresolved.class,
                        value -> assertThat(value.reason())
                                .isIn("it refers to itself", "Fn::FindInMap has arguments of the wrong form"));
    }

    @Test
    void whatATransformGeneratesIsNamedAsNotSeen() {
        templates.write("a.yaml", """
                Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions, {Name: Mine}]
                Resources:
                  Repo: {Type: 'AWS::ECR::Repository'}
                  'Fn::ForEach::Repos': [x]
                  Child: {Type: 'AWS::CloudFormation::Stack'}
                  Mod: {Type: 'My::ECR::Thing::MODULE'}
                  Odd: 7
                """);
        assertThat(notes())
                .containsExactly(
                        "1 The transform AWS::Serverless-2016-10-31 can add and change resources; they are not seen.",
                        "1 The transform Mine can add and change resources; they are not seen.",
                        "4 The resources that Fn::ForEach::Repos generates are not seen.",
                        "5 The template of the nested stack Child is checked only if it is among the files.",
                        "6 The resources of the module Mod are not seen.",
                        "7 The resource Odd has no type and is not evaluated.");
        assertThat(templates.resources()).extracting(DeclaredResource::address).containsExactly("Repo", "Child", "Mod");
    }

    @Test
    void aResourceWhoseConditionIsFalseIsNotCreated() {
        templates.write("a.yaml", """
                AWSTemplateFormatVersion: x
                Parameters: {P: {Type: String}}
                Conditions:
                  Never: !Equals [a, b]
                  Perhaps: !Equals [!Ref P, b]
                Resources:
                  A: {Type: 'AWS::ECR::Repository', Condition: Never}
                  B: {Type: 'AWS::ECR::Repository', Condition: Perhaps}
                """);
        assertThat(templates.resources()).extracting(DeclaredResource::address).containsExactly("B");
        assertThat(notes())
                .containsExactly("7 The resource A is not created, as the condition Never is false;"
                        + " --parameter NAME=VALUE changes that.");
    }

    @Test
    void aCloudAssemblySaysWhereItsStacksAreDeployed() {
        templates
                .write("cdk.out/manifest.json", """
                        {"version": "36.0.0", "artifacts": {
                          "Keys": {"type": "aws:cloudformation:stack", "environment": "aws://444455556666/eu-west-1",
                                   "properties": {"templateFile": "Keys.template.json", "stackName": "the-keys"}},
                          "Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}},
                          "Outside": {"type": "aws:cloudformation:stack", "environment": "aws://444455556666/eu-west-1",
                                      "properties": {"templateFile": "../other.json"}},
                          "Tree": {"type": "cdk:tree"}}}""")
                .write("cdk.out/Keys.template.json", """
                        {"Resources": {"Key": {"Type": "AWS::KMS::Key",
                           "Properties": {"Description": {"Ref": "AWS::StackName"}}}},
                         "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Key", "Arn"]},
                                             "Export": {"Name": "Keys:Arn"}}}}""")
                .write("cdk.out/assembly-Prod/manifest.json", """
                        {"version": "36.0.0", "artifacts": {"Images": {"type": "aws:cloudformation:stack",
                          "environment": "aws://unknown-account/unknown-region",
                          "properties": {"templateFile": "Images.template.json"}}}}""")
                .write("cdk.out/assembly-Prod/Images.template.json", """
                        {"Resources": {"Repo": {"Type": "AWS::ECR::Repository", "Properties":
                          {"RepositoryName": {"Fn::ImportValue": "Keys:Arn"}}}}}""")
                .write("cdk.out/asset.1234/template.json", MINIMAL);
        List<DeclaredUnit> units = templates.read().units();
        assertThat(units)
                .extracting(DeclaredUnit::place)
                .containsExactlyInAnyOrder(new DeploymentPlace("444455556666", "eu-west-1"), DeploymentPlace.UNKNOWN);
        assertThat(templates.resources())
                .flatExtracting(resource -> resource.properties().properties().values())
                .anySatisfy(value -> assertThat(TextValue.of(value)).contains("the-keys"))
                .anySatisfy(value -> assertThat(value)
                        .isInstanceOfSatisfying(
                                DeclaredValue.Reference.class,
                                reference -> assertThat(reference.address()).isEqualTo("Key")));
    }

    @Test
    void aDamagedManifestIsLeftAlone() {
        templates
                .write("manifest.json", "{")
                .write("a.template.json", "{\"Resources\": {\"Repo\": {\"Type\": \"AWS::X::Y\"}}}");
        assertThat(templates.resources()).hasSize(1);
    }

    @Test
    void stacksThatImportFromEachOtherInACircleAreUnknown() {
        for (String each : List.of("a b", "b a")) {
            String own = each.substring(0, 1);
            String other = each.substring(2);
            templates.write(
                    own + ".yaml",
                    "Outputs: {O: {Value: !ImportValue %s, Export: {Name: %s}}}\n".formatted(other, own)
                            + "Resources: {R%s: {Type: 'A::B', Properties: {P: !ImportValue %s}}}\n# AWS::"
                                    .formatted(own, own));
        }
        assertThat(templates.resources())
                .extracting(resource -> resource.properties().properties().get("P"))
                .hasSize(2)
                .allMatch(DeclaredValue.Unresolved.class::isInstance);
    }
}
