package dev.ecrauditor.iac.waiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.Templates;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.repository.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineWaiversTest {

    private static final String TAGS = "ecr-tag-immutable";
    private static final String SCAN = "ecr-scan-on-push";

    @TempDir
    private Path directory;

    private InlineWaivers waivers;

    @BeforeEach
    void begin() {
        waivers = new InlineWaivers(Set.of(TAGS, SCAN), Templates.NOW);
    }

    /** The only subject of a template, whose waivers are read. */
    private CheckedSubject subject(String text) {
        Templates templates = Templates.in(directory).write("a.yaml", text);
        waivers.addComments(directory.resolve("a.yaml").toString(), text);
        waivers.addMetadata(templates.read());
        return templates.check().get(0);
    }

    private boolean covers(CheckedSubject subject, String rule, Setting setting) {
        return waivers.covering(subject.declared(), rule, setting).isPresent();
    }

    private List<String> notes(CheckedSubject subject) {
        return waivers.notes(List.of(subject.declared())).stream()
                .map(note -> note.position().line() + " " + note.text())
                .toList();
    }

    @Test
    void aCommentAboveAResourceCoversTheNamedRules() {
        CheckedSubject subject = subject("""
                Resources:
                  # ecr-auditor:waive ecr-tag-immutable, ecr-scan-on-push until 2026-11-30: the reason
                  # another comment

                  Repo:
                    Type: AWS::ECR::Repository
                """);
        assertThat(covers(subject, TAGS, Setting.TAG_MUTABILITY)).isTrue();
        assertThat(covers(subject, SCAN, Setting.SCANNING)).isTrue();
        assertThat(notes(subject)).isEmpty();
    }

    @Test
    void aCommentBesideASettingCoversOnlyIt() {
        CheckedSubject subject = subject("""
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Properties:
                      ImageTagMutability: MUTABLE # ecr-auditor:waive ecr-tag-immutable, ecr-scan-on-push until 2027-01-31: why
                """);
        assertThat(covers(subject, TAGS, Setting.TAG_MUTABILITY)).isTrue();
        assertThat(covers(subject, SCAN, Setting.SCANNING)).isFalse();
    }

    @Test
    void metadataCoverTheResource() {
        CheckedSubject subject = subject("""
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Metadata:
                      EcrAuditor:
                        Waivers:
                          - {Rules: [ecr-tag-immutable], Until: 2027-01-31, Reason: the reason}
                """);
        assertThat(waivers.covering(subject.declared(), TAGS, Setting.TAG_MUTABILITY)
                        .orElseThrow()
                        .reason())
                .isEqualTo("the reason");
        assertThat(notes(subject)).isEmpty();
    }

    @Test
    void ofTwoWaiversTheOneThatEndsLastHolds() {
        CheckedSubject subject = subject("""
                Resources:
                  # ecr-auditor:waive ecr-tag-immutable until 2027-03-01: later
                  # ecr-auditor:waive ecr-tag-immutable until 2027-01-31: earlier
                  Repo: {Type: 'AWS::ECR::Repository'}
                """);
        assertThat(waivers.covering(subject.declared(), TAGS, Setting.TAG_MUTABILITY)
                        .orElseThrow()
                        .reason())
                .isEqualTo("later");
    }

    @Test
    void anExpiredWaiverWaivesNothing() {
        CheckedSubject subject = subject("""
                Resources:
                  # ecr-auditor:waive ecr-tag-immutable until 2026-11-29: the reason
                  Repo: {Type: 'AWS::ECR::Repository'}
                """);
        assertThat(covers(subject, TAGS, Setting.TAG_MUTABILITY)).isFalse();
        assertThat(notes(subject)).containsExactly("2 The waiver waives nothing: its last day was 2026-11-29.");
    }

    @Test
    void aMalformedWaiverWaivesNothing() {
        String form = WaiverText.FORM;
        CheckedSubject subject = subject("""
                Resources:
                  # ecr-auditor:waive ecr-tag-immutable: for ever
                  # ecr-auditor:waive ecr-tag-immutable until soon: the reason
                  # ecr-auditor:waive ecr-tag-immutable until 2027-01-31:
                  # ecr-auditor:waive ecr-* until 2027-01-31: the reason
                  # ecr-auditor:waive
                  Repo:
                    Type: AWS::ECR::Repository
                    Metadata:
                      EcrAuditor: {Waivers: [{Rules: ecr-tag-immutable, Until: 2027-01-31, Reason: x}]}
                """);
        assertThat(covers(subject, TAGS, Setting.TAG_MUTABILITY)).isFalse();
        assertThat(notes(subject))
                .containsExactly(
                        "2 The waiver waives nothing: " + form + ".",
                        "3 The waiver waives nothing: its last day is no date; " + form + ".",
                        "4 The waiver waives nothing: it has no reason; " + form + ".",
                        "5 The waiver waives nothing: there is no rule \"ecr-*\"; see: ecr-auditor rules.",
                        "6 The waiver waives nothing: " + form + ".",
                        "10 The waiver waives nothing: it names no rule; " + form + ".");
    }

    @Test
    void metadataWithoutAListAreReported() {
        CheckedSubject subject = subject("""
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Metadata: {EcrAuditor: {Waiver: x}}
                """);
        assertThat(notes(subject)).containsExactly("4 The metadata EcrAuditor waives nothing: it has no list Waivers.");
    }

    @Test
    void aWaiverBesideNothingIsReported() {
        CheckedSubject subject = subject("""
                # ecr-auditor:waive ecr-tag-immutable until 2027-01-31: the reason
                Resources:
                  Repo: {Type: 'AWS::ECR::Repository'}
                # ecr-auditor:waive ecr-tag-immutable until 2027-01-31: the reason
                """);
        assertThat(notes(subject)).hasSize(2).allMatch(note -> note.contains("write it on the line of a resource"));
    }

    @Test
    void commentsOfTerraformAreReadToo() {
        assertThat(WaiverComments.in("a.tf", "// ecr-auditor:waive x until 2027-01-31: y\nresource \"a\" \"b\" {}\n"))
                .extracting(comment -> comment.about().line())
                .containsExactly(2);
        assertThat(WaiverComments.in("a.tf", "description = \"ecr-auditor:waive x until 2027-01-31: y\""))
                .isEmpty();
    }
}
