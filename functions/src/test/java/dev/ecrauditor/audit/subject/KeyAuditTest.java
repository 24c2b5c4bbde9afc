package dev.ecrauditor.audit.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.KeyChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.KeyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key is evaluated because of its events, and read through an account whose repositories it encrypts. */
class KeyAuditTest {

    private static final RepositoryArn API = KeyBuilder.repository("payments/api");
    private static final RepositoryArn WEB = KeyBuilder.repository("prod/web");
    private static final RepositoryArn OF_ANOTHER = new RepositoryArn("aws", "us-east-1", "123456789012", "team/app");

    private final SubjectFixture aws = new SubjectFixture();

    @Test
    void theCallThatDisabledAKeyIsTheCauseOfItsAlert() {
        aws.encrypts(KeyBuilder.OWN_KEY, API);
        aws.key = KeyBuilder.key().state("Disabled");
        assertThat(audit(KeyChange.Kind.DISABLE_KEY)).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.OPENED);
            assertThat(alert.setBy()).isPresent();
        });
    }

    @Test
    void aCallThatDidNotDisableTheKeyIsNotTheCause() {
        aws.encrypts(KeyBuilder.OWN_KEY, API);
        aws.key = KeyBuilder.key().state("Disabled");
        assertThat(audit(KeyChange.Kind.ENABLE_KEY_ROTATION))
                .singleElement()
                .satisfies(alert -> assertThat(alert.setBy()).isEmpty());
    }

    @Test
    void theKeyOfANewRepositoryIsEvaluatedOnce() {
        aws.encrypts(KeyBuilder.OWN_KEY, API);
        aws.key = KeyBuilder.key().state("Disabled");
        assertThat(aws.keys.auditNew(KeyBuilder.OWN_KEY.toString())).hasSize(1);
        aws.encrypts(KeyBuilder.OWN_KEY, WEB);
        assertThat(aws.keys.auditNew(KeyBuilder.OWN_KEY.toString())).isEmpty();
        assertThat(aws.keyReads).hasSize(1);
    }

    @Test
    void anAliasIsNotEvaluated() {
        assertThat(aws.keys.auditNew("alias/payments")).isEmpty();
        assertThat(aws.keyReads).isEmpty();
    }

    @Test
    void aKeyIsReadThroughItsOwnAccountWithTheRepositoriesThere() {
        RepositoryArn ofAnEarlierAccount = new RepositoryArn("aws", "us-east-1", "000011112222", "team/app");
        aws.encrypts(KeyBuilder.OWN_KEY, ofAnEarlierAccount, API, OF_ANOTHER, WEB);
        audit(KeyChange.Kind.ENABLE_KEY);
        assertThat(aws.keyReads).containsExactly(new EncryptedRepositories("111122223333", List.of(API, WEB)));
    }

    @Test
    void aKeyOfAnAccountWithoutRepositoriesIsReadThroughTheFirstThatHasSome() {
        aws.encrypts(KeyBuilder.FOREIGN_KEY, OF_ANOTHER, API);
        aws.keys.audit(KeyBuilder.FOREIGN_KEY, List.of());
        assertThat(aws.keyReads).containsExactly(new EncryptedRepositories("111122223333", List.of(API)));
    }

    private List<AlertFacts> audit(KeyChange.Kind kind) {
        return aws.keys.audit(KeyBuilder.OWN_KEY, List.of(aws.call(kind)));
    }
}
