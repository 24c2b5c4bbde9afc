package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.TagMutability;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that a call sets.
 *
 * @param policyTexts the policy, as in the request and in the response; AWS reformats it
 * @param scanOnPush the scanning flag
 * @param encryptionType the encryption it asks for
 * @param tags the tag mutability it asks for
 * @param lifecyclePolicy the text of the lifecycle policy
 */
public record RequestedSettings(
        List<String> policyTexts,
        Optional<Boolean> scanOnPush,
        Optional<String> encryptionType,
        Optional<TagMutability> tags,
        Optional<String> lifecyclePolicy) {

    public RequestedSettings {
        policyTexts = List.copyOf(policyTexts);
    }

    /**
     * Reads them from the request, and from the response where the request does not name them.
     *
     * @param created true for CreateRepository, which sets AWS's defaults where the request names nothing
     */
    static RequestedSettings of(Json request, Json stored, boolean created) {
        boolean defaultsKnown = created && !request.isAbsent();
        Optional<Boolean> flag = request.bool("imageScanningConfiguration", "scanOnPush")
                .or(() -> stored.bool("imageScanningConfiguration", "scanOnPush"));
        Optional<String> encryption = request.text("encryptionConfiguration", "encryptionType")
                .or(() -> stored.text("encryptionConfiguration", "encryptionType"));
        Optional<TagMutability> tags = tags(request).or(() -> tags(stored));
        return new RequestedSettings(
                Stream.of(request.text("policyText"), stored.text("policyText"))
                        .flatMap(Optional::stream)
                        .toList(),
                defaultsKnown ? flag.or(() -> Optional.of(false)) : flag,
                defaultsKnown ? encryption.or(() -> Optional.of("AES256")) : encryption,
                defaultsKnown ? tags.or(() -> Optional.of(TagMutability.MUTABLE)) : tags,
                request.text("lifecyclePolicyText").or(() -> stored.text("lifecyclePolicyText")));
    }

    private static Optional<TagMutability> tags(Json call) {
        return call.text("imageTagMutability")
                .map(value -> new TagMutability(
                        value,
                        call.items("imageTagMutabilityExclusionFilters").stream()
                                .flatMap(filter -> filter.text("filter").stream())
                                .toList()));
    }

    /** A call that sets neither tag mutability nor a lifecycle policy. */
    public RequestedSettings(List<String> policyTexts, Optional<Boolean> scanOnPush, Optional<String> encryptionType) {
        this(policyTexts, scanOnPush, encryptionType, Optional.empty(), Optional.empty());
    }
}
