package dev.ecrauditor.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.settings.AccountMode;
import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Remediation writes only where the write is wanted, needed and has an effect; what could not be read means no. */
class RemediationPreconditionsTest {

    private static final SampleRepository UNSCANNED = SampleRepository.good().scanOnPush(false);
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final Scope HERE = new Scope(List.of("1111*"), List.of("payments/*"));
    private static final Reading<Boolean> NO_TAG = new Reading.Known<>(false);
    private static final Settings ON = Settings.of(RemediationMode.ON);

    @Test
    void goesWhereTheFlagIsOffAndDecides() {
        assertThat(check(UNSCANNED.known())).isEqualTo(new RemediationPreconditions.Go(false));
    }

    @Test
    void onlySaysSoWhereTheModeIsADryRun() {
        assertThat(check(UNSCANNED.known(), Settings.of(RemediationMode.DRY_RUN), NO_TAG))
                .isEqualTo(new RemediationPreconditions.Go(true));
    }

    @Test
    void leavesAloneWhereTheModeIsOffOrNoEntryNamesTheAccount() {
        assertThat(check(UNSCANNED.known(), Settings.of(RemediationMode.OFF), NO_TAG))
                .isInstanceOf(RemediationPreconditions.Leave.class);
        assertThat(check(UNSCANNED.known(), Settings.NONE, NO_TAG)).isInstanceOf(RemediationPreconditions.Leave.class);
    }

    @Test
    void theFirstEntryThatNamesTheAccountDecides() {
        AccountMode off = new AccountMode(List.of("444455556666", "11112222333?"), RemediationMode.OFF);
        AccountMode on = new AccountMode(List.of("*"), RemediationMode.ON);
        assertThat(check(UNSCANNED.known(), new Settings(List.of(off, on), List.of(), List.of()), NO_TAG))
                .isInstanceOf(RemediationPreconditions.Leave.class);
        assertThat(check(UNSCANNED.known(), new Settings(List.of(on, off), List.of(), List.of()), NO_TAG))
                .isEqualTo(new RemediationPreconditions.Go(false));
    }

    @Test
    void leavesAloneWhatTheSettingsExclude() {
        Settings excluding =
                new Settings(ON.remediation(), List.of(new Exclusion(HERE, "images of the vendor")), List.of());
        assertThat(check(UNSCANNED.known(), excluding, NO_TAG))
                .isEqualTo(new RemediationPreconditions.Leave(
                        "the settings exclude the repository: images of the vendor"));
        Scope elsewhere = new Scope(List.of("1111*"), List.of("payments"));
        Settings excludingOthers =
                new Settings(ON.remediation(), List.of(new Exclusion(elsewhere, "another")), List.of());
        assertThat(check(UNSCANNED.known(), excludingOthers, NO_TAG)).isEqualTo(new RemediationPreconditions.Go(false));
    }

    @Test
    void leavesAloneWhatIsWaivedUpToTheLastDay() {
        assertThat(check(UNSCANNED.known(), waiving("ecr-scan-on-push", "2026-11-20"), NO_TAG))
                .isInstanceOf(RemediationPreconditions.Leave.class);
        assertThat(check(UNSCANNED.known(), waiving("ecr-scan-on-push", "2026-11-19"), NO_TAG))
                .isEqualTo(new RemediationPreconditions.Go(false));
        assertThat(check(UNSCANNED.known(), waiving("ecr-policy-present", "2026-11-20"), NO_TAG))
                .isEqualTo(new RemediationPreconditions.Go(false));
    }

    @Test
    void leavesAloneWhatItsOwnerHasTagged() {
        assertThat(check(UNSCANNED.known(), ON, new Reading.Known<>(true)))
                .isInstanceOf(RemediationPreconditions.Leave.class);
    }

    @Test
    void refusesWhereNobodyKnowsWhatIsExcluded() {
        RemediationPreconditions noSettings =
                check(UNSCANNED.known(), new Reading.Unreadable<>("SETTINGS_FILE", "no such file"), NO_TAG);
        assertThat(noSettings).isInstanceOf(RemediationPreconditions.Refuse.class);
        assertThat(noSettings.why()).contains("no such file");
        RemediationPreconditions noTags =
                check(UNSCANNED.known(), ON, new Reading.Unreadable<>("ecr:ListTagsForResource", "denied"));
        assertThat(noTags).isInstanceOf(RemediationPreconditions.Refuse.class);
        assertThat(noTags.why()).contains("ecr:ListTagsForResource");
        assertThat(check(UNSCANNED.known(), new Reading.Absent<>(), NO_TAG))
                .isInstanceOf(RemediationPreconditions.Refuse.class);
        assertThat(check(UNSCANNED.known(), ON, new Reading.Absent<>()))
                .isInstanceOf(RemediationPreconditions.Refuse.class);
    }

    @Test
    void isNotNeededWhereTheRepositoryIsGone() {
        assertThat(check(new Reading.Absent<>())).isInstanceOf(RemediationPreconditions.NotNeeded.class);
    }

    @Test
    void isNotNeededWhereTheRepositoryWasCreatedAnewEvenUnscanned() {
        assertThat(check(UNSCANNED
                        .createdAt(SampleRepository.CREATED.plusMillis(1))
                        .known()))
                .isInstanceOf(RemediationPreconditions.NotNeeded.class);
    }

    @Test
    void isNotNeededWhereImagesAreScannedByWhomever() {
        assertThat(check(UNSCANNED.scanOnPush(true).known())).isInstanceOf(RemediationPreconditions.NotNeeded.class);
        assertThat(check(UNSCANNED.scannedByRegistryRules(true).known()))
                .isInstanceOf(RemediationPreconditions.NotNeeded.class);
    }

    @Test
    void refusesWhereRegistryRulesDecideWhateverTheFlagSays() {
        for (SampleRepository repository : List.of(UNSCANNED, UNSCANNED.scanOnPush(true))) {
            assertThat(check(repository.scannedByRegistryRules(false).known()))
                    .isInstanceOf(RemediationPreconditions.Refuse.class);
        }
    }

    @Test
    void refusesWhatCouldNotBeRead() {
        assertThat(check(new Reading.Unreadable<>("ecr:DescribeRepositories", "denied")))
                .isInstanceOf(RemediationPreconditions.Refuse.class);
        assertThat(check(UNSCANNED
                        .scanning(new Reading.Unreadable<>("ecr:GetRegistryScanningConfiguration", "denied"))
                        .known()))
                .isInstanceOf(RemediationPreconditions.Refuse.class);
        assertThat(check(UNSCANNED.scanning(new Reading.Absent<>()).known()))
                .isInstanceOf(RemediationPreconditions.Refuse.class);
    }

    private static Settings waiving(String rule, String expires) {
        Waiver waiver = new Waiver(List.of(rule), HERE, "payments", "moves next week", LocalDate.parse(expires));
        return new Settings(ON.remediation(), List.of(), List.of(waiver));
    }

    private static RemediationPreconditions check(Reading<RepositorySnapshot> repository) {
        return check(repository, ON, NO_TAG);
    }

    private static RemediationPreconditions check(
            Reading<RepositorySnapshot> repository, Settings settings, Reading<Boolean> tag) {
        return check(repository, new Reading.Known<>(settings), tag);
    }

    private static RemediationPreconditions check(
            Reading<RepositorySnapshot> repository, Reading<Settings> settings, Reading<Boolean> tag) {
        return RemediationPreconditions.check(new RemediationContext(
                new RemediationContext.Target(SampleRepository.ARN, "ecr-scan-on-push", SampleRepository.CREATED),
                repository,
                settings,
                tag,
                AT));
    }
}
