package dev.ecrauditor.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each expression is the name of a repository in a template with parameters, mappings and conditions. */
class IntrinsicFunctionsTest {

    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: 2010-09-09
            Parameters:
              Given: {Type: String, Default: given}
              Missing: {Type: String}
              Secret: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path}
              Several: {Type: CommaDelimitedList, Default: "one, two"}
              Circular: {Type: String, Default: x}
            Mappings:
              ByStage:
                prod: {name: of-prod}
              ByRegion:
                us-east-1: {name: of-virginia}
            Conditions:
              Yes: !Equals [!Ref Given, given]
              No: !Not [!Condition Yes]
              Unknown: !Equals [!Ref Missing, x]
              Both: !And [!Condition Yes, !Condition Unknown]
              Neither: !And [!Condition No, !Condition Unknown]
              Either: !Or [!Condition Unknown, !Condition Yes]
              Here: !Equals [!Ref "AWS::Region", us-east-1]
              Loop: !Not [!Condition Loop]
            Resources:
              Role: {Type: "AWS::IAM::Role"}
              Bucket: {Type: "AWS::S3::Bucket"}
              Repo:
                Type: AWS::ECR::Repository
                Properties:
                  RepositoryName: %s
            """;

    @TempDir
    private Path directory;

    private Templates templates;

    @BeforeEach
    void begin() {
        templates = Templates.in(directory);
    }

    private DeclaredValue name(String expression) {
        return templates.write("template.yaml", TEMPLATE.formatted(expression)).resources().stream()
                .filter(resource -> resource.address().equals("Repo"))
                .findFirst()
                .orElseThrow()
                .properties()
                .properties()
                .get("RepositoryName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref Given | given",
                "!Sub '${Given}-app' | given-app",
                "!Sub ['${Given}-${Own}', {Own: !Select [1, !Ref Several]}] | given-two",
                "!Sub '${!Literal}-x' | ${Literal}-x",
                "!Join ['/', [a, !Ref Given, 7]] | a/given/7",
                "!Select [1, !Split ['.', a.b.c]] | b",
                "!FindInMap [ByStage, prod, name] | of-prod",
                "!If [Yes, a, b] | a",
                "!If [No, a, b] | b",
                "!If [Either, a, b] | a",
                "!If [Neither, a, b] | b",
                "!If [Unknown, same, same] | same",
                "{'Fn::Sub': '${Given}'} | given",
                "!Sub 'app-${AWS::Partition}' | app-aws",
                "2024.10 | 2024.10",
            })
    void isEvaluated(String expression, String expected) {
        DeclaredValue value = name(expression);
        assertThat(TextValue.of(value)).as(value.toString()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref Missing | the parameter Missing has no default; give --parameter Missing=VALUE",
                "!Sub '${Missing}-app' | the parameter Missing has no default; give --parameter Missing=VALUE",
                "!Ref Secret | the parameter Secret is read from Systems Manager at the deployment",
                "!Ref Nothing | the template has no parameter or resource Nothing",
                "!Ref 'AWS::StackName' | the name of the stack is not known; give --parameter AWS::StackName=NAME",
                "!Ref 'AWS::StackId' | AWS::StackId is known only at the deployment",
                "!If [Unknown, a, b] | the condition Unknown is not known: the parameter Missing has no default; give --parameter Missing=VALUE",
                "!If [Both, a, b] | the condition Both is not known: the parameter Missing has no default; give --parameter Missing=VALUE",
                "!If [Loop, a, b] | the condition Loop is not known: the condition Loop refers to itself",
                "!If [Here, a, b] | the condition Here is not known: the account or Region is not known; give --account and --region",
                "!If [Absent, a, b] | the condition Absent is not known: the template has no condition Absent",
                "!FindInMap [ByRegion, !Ref 'AWS::Region', name] | a mapping is chosen by account or Region, which is not known; give --account and --region",
                "!FindInMap [ByStage, test, name] | the mapping ByStage has no test, name",
                "!ImportValue shared | no stack of the input exports shared",
                "!Base64 abc | Fn::Base64 is not evaluated before the deployment",
                "!Select [9, !Ref Several] | Fn::Select has arguments of the wrong form",
                "!Select [0] | Fn::Select has arguments of the wrong form",
                "!Join [x] | Fn::Join has arguments of the wrong form",
                "!Split ['', abc] | Fn::Split has arguments of the wrong form",
                "!GetAtt Role | Fn::GetAtt has arguments of the wrong form",
                "!Sub ['${A}'] | Fn::Sub has arguments of the wrong form",
                "!Sub 'x-${Bucket.Arn}' | the attribute Arn of Bucket is known only after the deployment",
                "!Join ['', ['{{resolve:ssm:/name}}']] | a dynamic reference is resolved at the deployment",
                "!Sub '{{resolve:ssm:/${Given}}}' | a dynamic reference is resolved at the deployment",
                "{'Ref': Given, Other: x} | Ref beside other keys is not evaluated",
            })
    void isUnknownWithItsReason(String expression, String reason) {
        assertThat(name(expression)).isInstanceOfSatisfying(DeclaredValue.Unresolved.class, value -> {
            assertThat(value.reason()).isEqualTo(reason);
            assertThat(value.position().line()).isEqualTo(28);
        });
    }

    @Test
    void aParameterThatIsGivenTakesThePlaceOfItsDefault() {
        templates = templates.with("Given", "other");
        assertThat(TextValue.of(name("!If [Yes, a, !Ref Given]"))).contains("other");
    }

    @Test
    void theKnownRegionDecides() {
        templates = templates.at(Templates.KNOWN);
        assertThat(TextValue.of(name("!If [Here, a, b]"))).contains("a");
        assertThat(TextValue.of(name("!FindInMap [ByRegion, !Ref 'AWS::Region', name]")))
                .contains("of-virginia");
        assertThat(TextValue.of(name("!Sub '${AWS::AccountId}.${AWS::URLSuffix}'")))
                .contains("111122223333.amazonaws.com");
    }

    @Test
    void aPropertyWithoutValueIsNotDeclared() {
        assertThat(name("!Ref 'AWS::NoValue'")).isNull();
        assertThat(name("!If [No, x, !Ref 'AWS::NoValue']")).isNull();
    }

    @Test
    void anAttributeOfAResourceIsAReference() {
        assertThat(name("!GetAtt Role.Arn"))
                .isInstanceOfSatisfying(
                        DeclaredValue.Reference.class,
                        reference -> assertThat(reference.address() + "." + reference.attribute())
                                .isEqualTo("Role.Arn"));
        assertThat(name("!Sub '${Role.Arn}'")).isInstanceOf(DeclaredValue.Reference.class);
        assertThat(name("{'Fn::GetAtt': [Role, Arn]}")).isInstanceOf(DeclaredValue.Reference.class);
        assertThat(TextValue.of(name("!Sub '${Role.Arn}/*'")).orElseThrow()).endsWith(":role/Role/*");
    }
}
