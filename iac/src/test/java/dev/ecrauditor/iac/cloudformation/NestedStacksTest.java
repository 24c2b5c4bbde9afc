package dev.ecrauditor.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedStacksTest {

    private static final String CHILD = """
            Parameters:
              Mutability: {Type: String, Default: MUTABLE}
              Key: {Type: String, Default: ''}
              Partner: {Type: String, Default: '111122223333'}
            Resources:
              Repo:
                Type: AWS::ECR::Repository
                Properties:
                  ImageTagMutability: !Ref Mutability
                  EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !Ref Key}
                  RepositoryPolicyText:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {AWS: !Ref Partner}, Action: "ecr:BatchGetImage"}]
            """;

    private static final String PARENT = """
            Parameters:
              Tags: {Type: String, Default: IMMUTABLE}
              Other: {Type: String}
            Resources:
              ImageKey: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}
              Child:
                Type: AWS::CloudFormation::Stack
                Properties:
                  TemplateURL: ./nested/child.yaml
                  Parameters:
                    Mutability: !Ref Tags
                    Key: !GetAtt ImageKey.Arn
                    Partner: !Ref Other
            """;

    @TempDir
    private Path directory;

    private Templates templates = Templates.in(Path.of(""));

    @BeforeEach
    void nest() {
        templates = Templates.in(directory).at(Templates.KNOWN);
        templates.write("parent.yaml", PARENT).write("nested/child.yaml", CHILD);
    }

    private String word(String address, String rule) {
        return Templates.word(templates.verdict(address, rule));
    }

    @Test
    void aNestedStackGetsTheParametersOfItsParent() {
        assertThat(word("Repo", "ecr-tag-immutable")).isEqualTo("PASS");
        assertThat(templates.read().notes()).extracting(Note::text).isEmpty();
    }

    @Test
    void aKeyOfTheParentIsEvaluatedForTheRepositoryOfTheNestedStack() {
        assertThat(word("Repo", "ecr-encryption-customer-managed-key")).isEqualTo("PASS");
        assertThat(word("ImageKey", "ecr-encryption-key-rotates")).isEqualTo("FAIL");
    }

    @Test
    void whatTheParentDoesNotKnowIsUnknownAndNotTheDefault() {
        assertThat(word("Repo", "ecr-policy-no-foreign-account")).isEqualTo("UNKNOWN");
        templates = templates.with("Other", "444455556666");
        assertThat(word("Repo", "ecr-policy-no-foreign-account")).isEqualTo("FAIL");
    }

    @Test
    void theParentTakesPrecedenceOverTheCommandLine() {
        templates = templates.with("Mutability", "MUTABLE");
        assertThat(word("Repo", "ecr-tag-immutable")).isEqualTo("PASS");
    }

    @Test
    void aTemplateThatIsNestedWithDifferentParametersIsUnknown() {
        templates.write("second.yaml", PARENT.replace("IMMUTABLE", "MUTABLE"));
        assertThat(templates.resources())
                .filteredOn(resource -> resource.address().equals("Repo"))
                .singleElement()
                .satisfies(repository -> assertThat(
                                repository.properties().properties().get("ImageTagMutability"))
                        .isInstanceOfSatisfying(
                                DeclaredValue.Unresolved.class,
                                value -> assertThat(value.reason())
                                        .isEqualTo("the parameter Mutability differs between the nested stacks of"
                                                + " the template")));
    }

    @Test
    void templatesThatNestEachOtherInACircleEnd() {
        String circle = """
                Parameters: {Mutability: {Type: String}}
                Resources:
                  Repo: {Type: AWS::ECR::Repository, Properties: {ImageTagMutability: !Ref Mutability}}
                  Next:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: %s, Parameters: {Mutability: !Ref Mutability}}
                """;
        templates
                .write("parent.yaml", circle.formatted("nested/child.yaml"))
                .write("nested/child.yaml", circle.formatted("../parent.yaml"));
        assertThat(templates.resources()).hasSize(4);
    }

    @Test
    void aTemplateBehindAnAddressIsNotSeen() {
        templates.write(
                "parent.yaml", PARENT.replace("./nested/child.yaml", "https://bucket.example/nested/child.yaml"));
        assertThat(word("Repo", "ecr-tag-immutable")).as("its default").isEqualTo("FAIL");
        assertThat(templates.read().notes())
                .extracting(Note::text)
                .containsExactly("The template of the nested stack Child is checked only if it is among the files.");
    }
}
