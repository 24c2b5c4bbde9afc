package dev.ecrauditor.event;

import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/**
 * A successful call that may have changed a repository.
 *
 * @param header which event reports it; its id and its time are present
 * @param kind which call
 * @param repository the repository it was about, in its owner's account
 * @param actor who made it
 * @param settings what it set
 * @param byEcr true when ECR itself made the call, without a direct request
 */
public record RepositoryChange(
        EventHeader header,
        ChangeKind kind,
        RepositoryArn repository,
        Actor actor,
        RequestedSettings settings,
        boolean byEcr)
        implements ApiCall {

    /** The call's eventTime and the repository's createdAt come from different clocks of the same call. */
    private static final Duration SAME_CREATION = Duration.ofMinutes(1);

    public RepositoryChange {
        ApiCall.requireIdAndTime(header);
    }

    @Override
    public String eventName() {
        return kind.eventName();
    }

    /** The origin of the repository that was read, by this call; not seen when another call created it. */
    public Origin originOf(RepositorySnapshot read) {
        if (kind != ChangeKind.CREATE_REPOSITORY || !isAboutTheRepositoryCreatedAt(read.createdAt())) {
            return Origin.UNKNOWN;
        }
        return byEcr ? Origin.ECR : Origin.CALLER;
    }

    /**
     * True when this call can set the setting and set exactly the value that was read. The actor is then known, unless
     * an evaluation has taken place since.
     */
    public boolean hasSet(Setting setting, RepositorySnapshot read) {
        if (!kind.canSet(setting)) {
            return false;
        }
        return isAboutTheRepositoryCreatedAt(read.createdAt())
                && switch (setting) {
                    case ENCRYPTION ->
                        // Encryption never changes, so the creator of the repository set it, whatever the event omits.
                        read.keyIsAsItWasChosen()
                                && settings.encryptionType()
                                        .map(type ->
                                                type.equals(read.encryption().type()))
                                        .orElse(true);
                    case SCANNING ->
                        settings.scanOnPush()
                                .map(flag -> flag == read.scanOnPush())
                                .orElse(false);
                    case POLICY -> hasSetPolicy(read.policy());
                    case TAG_MUTABILITY, LIFECYCLE_POLICY ->
                        read.comparableValue(setting)
                                .filter(value -> names(setting, value::equals))
                                .isPresent();
                    default -> false;
                };
    }

    /**
     * The same for a value that was read earlier.
     *
     * @param value what {@link RepositorySnapshot#comparableValue} answered then, or a test for it where only its hash is kept
     * @param createdAt when the repository that was read then was created
     */
    public boolean hasSet(Setting setting, Predicate<String> value, Instant createdAt) {
        return kind.canSet(setting)
                && isAboutTheRepositoryCreatedAt(createdAt)
                && switch (setting) {
                    case ENCRYPTION ->
                        settings.encryptionType().map(value::test).orElse(true);
                    case SCANNING ->
                        settings.scanOnPush()
                                .map(flag -> value.test(flag.toString()))
                                .orElse(false);
                    case POLICY ->
                        kind == ChangeKind.DELETE_REPOSITORY_POLICY
                                ? value.test(RepositorySnapshot.NO_POLICY)
                                : settings.policyTexts().stream()
                                        .anyMatch(text -> value.test(
                                                RepositorySnapshot.comparableValue(PolicyNormalForm.of(text))));
                    case TAG_MUTABILITY, LIFECYCLE_POLICY -> names(setting, value);
                    default -> false;
                };
    }

    /** True if the call names this value; for the settings of which a call names the whole. */
    private boolean names(Setting setting, Predicate<String> value) {
        if (setting == Setting.TAG_MUTABILITY) {
            return settings.tags()
                    .map(RepositorySnapshot::comparableValue)
                    .filter(value)
                    .isPresent();
        }
        return kind == ChangeKind.DELETE_LIFECYCLE_POLICY
                ? value.test(RepositorySnapshot.NO_POLICY)
                : settings.lifecyclePolicy()
                        .map(RepositorySnapshot::comparableLifecyclePolicy)
                        .filter(value)
                        .isPresent();
    }

    /**
     * True when this call set a policy, scanning or tag mutability to another value than was read: another call came
     * after it, or the reading is older than it. A setting that could not be read contradicts nothing.
     */
    public boolean isContradictedBy(RepositorySnapshot read) {
        return switch (kind) {
            case SET_REPOSITORY_POLICY, DELETE_REPOSITORY_POLICY ->
                !(read.policy() instanceof Reading.Unreadable) && !hasSet(Setting.POLICY, read);
            case PUT_IMAGE_SCANNING_CONFIGURATION -> !hasSet(Setting.SCANNING, read);
            case PUT_IMAGE_TAG_MUTABILITY -> !hasSet(Setting.TAG_MUTABILITY, read);
            case PUT_LIFECYCLE_POLICY, DELETE_LIFECYCLE_POLICY ->
                !(read.images().lifecyclePolicy() instanceof Reading.Unreadable)
                        && !hasSet(Setting.LIFECYCLE_POLICY, read);
            case CREATE_REPOSITORY, DELETE_REPOSITORY -> false;
        };
    }

    /**
     * A call before the repository's creation was about an earlier one of that name; CloudTrail's times are in whole
     * seconds.
     */
    private boolean isAboutTheRepositoryCreatedAt(Instant createdAt) {
        return kind == ChangeKind.CREATE_REPOSITORY
                ? Duration.between(time(), createdAt).abs().compareTo(SAME_CREATION) <= 0
                : !time().isBefore(createdAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private boolean hasSetPolicy(Reading<RepositoryPolicy> policy) {
        if (kind == ChangeKind.DELETE_REPOSITORY_POLICY) {
            return policy instanceof Reading.Absent;
        }
        // Equal texts need no normal form, and AWS reformats a policy before it answers with it.
        return policy instanceof Reading.Known<RepositoryPolicy> known
                && (settings.policyTexts().contains(known.value().text())
                        || settings.policyTexts().stream()
                                .anyMatch(text -> PolicyNormalForm.of(text)
                                        .isShownAs(known.value().normalForm())));
    }
}
