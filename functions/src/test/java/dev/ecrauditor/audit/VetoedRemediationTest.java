package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.AccountMode;
import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.Auditor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An exclusion made between request and write takes effect; an exclusion that cannot be read counts as made. */
class VetoedRemediationTest {

    private static final List<AccountMode> ON = List.of(new AccountMode(List.of("*"), RemediationMode.ON));
    private static final Settings EXCLUDING = new Settings(
            ON, List.of(new Exclusion(new Scope(List.of("*"), List.of("payments/*")), "by hand")), List.of());

    private final RemediationScene scene = new RemediationScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void anExclusionThatCameAfterTheRequestTakesEffectAndNothingIsPublished() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        auditor.settings = new Reading.Known<>(EXCLUDING);
        assertThat(auditor.remediate()).containsExactly(Outcome.EXCLUDED);
        scene.nothingWasBegunOrPublished(auditor);
    }

    @Test
    void whatIsExcludedIsNotEvenAsked() {
        scene.accounts.repository(RemediationScene.ARN, false);
        Auditor auditor = new Auditor(scene.aws, scene.store, scene.clock, EXCLUDING);
        auditor.look(RemediationScene.ARN);
        assertThat(auditor.alerts()).hasSize(1);
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void theTagOfItsOwnerIsReadAgainJustBeforeTheWrite() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.accounts.repository(RemediationScene.ARN, """
                "imageScanningConfiguration": {"scanOnPush": false}, "tags": {"ecr-auditor:remediation": "exclude"}""");
        assertThat(auditor.remediate()).containsExactly(Outcome.EXCLUDED);
        scene.nothingWasBegunOrPublished(auditor);
    }

    @Test
    void tagsThatCannotBeReadAreTreatedAsAnExclusionAndThePermissionIsNamed() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:ListTagsForResource");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(scene.writes()).isEmpty();
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(RemediationScene.summary(alert)).contains("ecr:ListTagsForResource");
    }

    @Test
    void settingsThatCannotBeReadAreTreatedAsAnExclusion() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        auditor.settings = new Reading.Unreadable<>("SETTINGS_FILE", "no such file");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(scene.writes()).isEmpty();
        assertThat(RemediationScene.summary(RemediationScene.onlyAlert(auditor)))
                .contains("no such file");
    }

    @Test
    void anAccountThatNoEntryNamesIsNotTouched() {
        scene.accounts.repository(RemediationScene.ARN, false);
        Settings others = new Settings(
                List.of(new AccountMode(List.of("4444*", "2*3333"), RemediationMode.ON)), List.of(), List.of());
        Auditor auditor = new Auditor(scene.aws, scene.store, scene.clock, others);
        auditor.look(RemediationScene.ARN);
        auditor.alerts();
        assertThat(auditor.requests).isEmpty();
    }
}
