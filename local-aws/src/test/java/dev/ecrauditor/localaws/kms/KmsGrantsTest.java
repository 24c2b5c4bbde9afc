package dev.ecrauditor.localaws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.InvalidGrantTokenException;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KmsGrantsTest {

    private static final String ALICE = "arn:aws:iam::111122223333:role/alice";
    private static final Map<String, String> OF_APP =
            Map.of("aws:ecr:arn", "arn:aws:ecr:us-east-1:111122223333:repository/app");

    @AutoClose
    final TestCloud cloud = new TestCloud();

    @Test
    void ecrCreatesTwoGrantsWithARepositoryAndRetiresThemWithIt() {
        String key = createKey();
        createRepository(key);

        assertThat(grants(key)).hasSize(2).allSatisfy(grant -> {
            assertThat(grant.grantId()).matches("[0-9a-f]{64}");
            assertThat(grant.keyId()).isEqualTo("arn:aws:kms:us-east-1:111122223333:key/" + key);
            assertThat(grant.granteePrincipal()).isEqualTo("ecr.us-east-1.amazonaws.com");
            assertThat(grant.retiringPrincipal()).isEqualTo("ecr.us-east-1.amazonaws.com");
            assertThat(grant.issuingAccount()).isEqualTo("arn:aws:iam::111122223333:root");
            assertThat(grant.operations())
                    .containsExactlyInAnyOrder(GrantOperation.GENERATE_DATA_KEY, GrantOperation.DECRYPT);
            assertThat(grant.constraints().encryptionContextSubset()).isEqualTo(OF_APP);
            assertThat(grant.creationDate()).isEqualTo(TestCloud.START);
        });
        cloud.ecr.deleteRepository(b -> b.repositoryName("app"));
        assertThat(grants(key)).isEmpty();
    }

    @Test
    void theRepositoriesOfAKeyKeepTheirOwnGrants() {
        String key = createKey();
        createRepository(key);
        cloud.ecr.createRepository(b -> b.repositoryName("other")
                .encryptionConfiguration(
                        e -> e.encryptionType(EncryptionType.KMS).kmsKey(key)));
        cloud.ecr.deleteRepository(b -> b.repositoryName("other"));

        assertThat(grants(key))
                .hasSize(2)
                .allSatisfy(grant -> assertThat(grant.constraints().encryptionContextSubset())
                        .isEqualTo(OF_APP));
    }

    @Test
    void aGrantThatIsRevokedOrRetiredIsGone() {
        String key = createKey();
        createRepository(key);
        List<GrantListEntry> both = grants(key);
        cloud.kms.revokeGrant(b -> b.keyId(key).grantId(both.get(0).grantId()));
        cloud.kms.retireGrant(b -> b.keyId(key).grantId(both.get(1).grantId()));

        assertThat(grants(key)).isEmpty();
        assertThatThrownBy(() -> cloud.kms.revokeGrant(
                        b -> b.keyId(key).grantId(both.get(0).grantId())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aGrantIsCreatedListedByItsGranteeAndRetiredByItsToken() {
        String key = createKey();
        createRepository(key);
        CreateGrantResponse created = cloud.kms.createGrant(b -> b.keyId(key)
                .granteePrincipal(ALICE)
                .name("for-alice")
                .operations(GrantOperation.DECRYPT)
                .constraints(c -> c.encryptionContextEquals(Map.of("a", "b"))));

        assertThat(cloud.kms
                        .listGrants(b -> b.keyId(key).granteePrincipal(ALICE))
                        .grants())
                .singleElement()
                .satisfies(grant -> {
                    assertThat(grant.name()).isEqualTo("for-alice");
                    assertThat(grant.retiringPrincipal()).isNull();
                    assertThat(grant.constraints().encryptionContextEquals()).containsEntry("a", "b");
                });
        assertThat(cloud.kms
                        .listGrants(b -> b.keyId(key).grantId(created.grantId()))
                        .grants())
                .hasSize(1);
        cloud.kms.retireGrant(b -> b.grantToken(created.grantToken()));
        assertThat(grants(key)).hasSize(2);
        assertThatThrownBy(() -> cloud.kms.retireGrant(b -> b.grantToken(created.grantToken())))
                .isInstanceOf(InvalidGrantTokenException.class);
    }

    @Test
    void grantsAreListedInPages() {
        String key = createKey();
        IntStream.range(0, 7).forEach(number -> grantToAlice(key));

        assertThat(cloud.kms.listGrants(b -> b.keyId(key).limit(3)).truncated()).isTrue();
        assertThat(cloud.kms.listGrantsPaginator(b -> b.keyId(key).limit(3)).grants())
                .hasSize(7)
                .extracting(GrantListEntry::grantId)
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> cloud.kms.listGrants(b -> b.keyId(key).marker("?")))
                .isInstanceOf(InvalidMarkerException.class);
    }

    @Test
    void aGrantNeedsAnEnabledKeyAndAnOperation() {
        String key = createKey();
        assertThatThrownBy(() -> cloud.kms.createGrant(
                        b -> b.keyId(key).granteePrincipal(ALICE).operations(List.of())))
                .isInstanceOf(KmsException.class);
        cloud.kms.disableKey(b -> b.keyId(key));
        assertThatThrownBy(() -> grantToAlice(key)).isInstanceOf(DisabledException.class);
    }

    @Test
    void aLoadedRepositoryHasItsGrantsHoweverOftenItIsLoaded() {
        String state = """
                "keys": [{"keyId": "one"}, {"keyId": "two"}],
                "repositories": [{"repositoryName": "app",
                   "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "%s"}}]""";
        cloud.load(TestCloud.HOME, state.formatted("one"));
        cloud.load(TestCloud.HOME, state.formatted("one"));
        assertThat(grants("one")).hasSize(2);

        cloud.load(TestCloud.HOME, state.formatted("two"));
        assertThat(grants("one")).isEmpty();
        assertThat(grants("two")).hasSize(2);
        cloud.load(TestCloud.HOME, "\"keys\": [{\"keyId\": \"two\", \"keyState\": \"Disabled\"}]");
        assertThat(grants("two")).hasSize(2);
    }

    @Test
    void aStateFileCanListTheGrantsOfAKey() {
        cloud.load(TestCloud.HOME, """
                "keys": [{"keyId": "lost", "grants": []},
                         {"keyId": "left", "grants": [{"repositoryName": "gone"}, {"grantId": "g1",
                            "granteePrincipal": "arn:aws:iam::111122223333:role/alice", "operations": ["Decrypt"],
                            "encryptionContextSubset": {"a": "b"}, "name": "n", "createdAt": "2026-01-01T00:00:00Z"}]}],
                "repositories": [{"repositoryName": "app",
                   "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "lost"}}]""");

        assertThat(grants("lost")).isEmpty();
        assertThat(grants("left")).hasSize(2).anySatisfy(grant -> {
            assertThat(grant.granteePrincipal()).isEqualTo("ecr.us-east-1.amazonaws.com");
            assertThat(grant.constraints().encryptionContextSubset())
                    .containsEntry("aws:ecr:arn", "arn:aws:ecr:us-east-1:111122223333:repository/gone");
        });
        assertThat(cloud.kms
                        .listGrants(b -> b.keyId("left").grantId("g1"))
                        .grants()
                        .get(0)
                        .creationDate())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    private void grantToAlice(String key) {
        cloud.kms.createGrant(b -> b.keyId(key).granteePrincipal(ALICE).operations(GrantOperation.DECRYPT));
    }

    private String createKey() {
        return cloud.kms.createKey().keyMetadata().keyId();
    }

    private void createRepository(String key) {
        cloud.ecr.createRepository(b -> b.repositoryName("app")
                .encryptionConfiguration(
                        e -> e.encryptionType(EncryptionType.KMS).kmsKey(key)));
    }

    private List<GrantListEntry> grants(String key) {
        return cloud.kms.listGrants(b -> b.keyId(key)).grants();
    }
}
