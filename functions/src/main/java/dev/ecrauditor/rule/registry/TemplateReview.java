package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.repository.TagMutability.MovableTags;
import dev.ecrauditor.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the encryption and the tags of one template, and what about it this version does not understand. */
final class TemplateReview {

    static final String KEY_OPTION =
            "--encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN --custom-role-arn ROLE_ARN";

    private final CreationTemplate template;
    private final List<TemplateFlaw> flaws = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    TemplateReview(CreationTemplate template) {
        this.template = template;
        reviewEncryption(template.encryption());
        if (!template.appliedFor().equals(Set.of(MissingTemplates.PULL_THROUGH_CACHE))) {
            reviewTags(template.tags());
        }
    }

    List<TemplateFlaw> flaws() {
        return flaws;
    }

    /** What could not be understood, each as one clause. */
    List<String> unclear() {
        return unclear;
    }

    private void reviewEncryption(Encryption encryption) {
        if (encryption.type().equals("AES256")) {
            add(TemplateFlaw.Kind.ENCRYPTION, Map.of("encryptionType", "AES256"), KEY_OPTION);
        } else if (!encryption.usesKms()) {
            unclear.add("has an encryption type that this version does not know");
        } else if (encryption.keyArn().filter(key -> !isAliasOfAws(key)).isEmpty()) {
            add(
                    TemplateFlaw.Kind.ENCRYPTION,
                    Map.of("encryptionType", encryption.type() + " with the AWS managed key of ECR"),
                    KEY_OPTION);
        }
    }

    private static boolean isAliasOfAws(String key) {
        return key.startsWith("alias/aws/") || key.contains(":alias/aws/");
    }

    private void reviewTags(TagMutability tags) {
        Optional<MovableTags> movable = tags.movableTags();
        if (movable.isEmpty()) {
            unclear.add("has a tag mutability that this version does not know");
        }
        if (movable.equals(Optional.of(MovableTags.MOST))) {
            String filters = tags.exclusionFilters().isEmpty() ? "" : " " + String.join(", ", tags.exclusionFilters());
            add(
                    TemplateFlaw.Kind.TAGS,
                    Map.of("imageTagMutability", tags.value() + filters),
                    "--image-tag-mutability IMMUTABLE");
        }
    }

    private void add(TemplateFlaw.Kind kind, Map<String, String> facts, String option) {
        flaws.add(new TemplateFlaw(kind, Severity.MEDIUM, source(), facts, option));
    }

    private TemplateFlaw.Source source() {
        return new TemplateFlaw.Source("template", template.prefix());
    }
}
