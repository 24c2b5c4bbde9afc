package dev.ecrauditor.aws.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.GrantConstraints;
import software.amazon.awssdk.services.kms.model.GrantListEntry;

/** Forms of grants that the simulated endpoint does not have, and as many as a key can have. */
class GrantTallyTest {

    private static GrantListEntry.Builder grant(String name) {
        return GrantListEntry.builder()
                .grantId("a1")
                .operationsWithStrings("Decrypt", "GenerateDataKey")
                .constraints(constraints -> constraints.encryptionContextSubset(Map.of("aws:ecr:arn", arn(name))));
    }

    private static String arn(String name) {
        return "arn:aws:ecr:us-east-1:111122223333:repository/" + name;
    }

    private static GrantTally tally(String... names) {
        return new GrantTally("us-east-1", KeyReaderFixture.repositories(names));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr.us-east-1.amazonaws.com", "ecr.amazonaws.com", "ecr.cn-north-1.amazonaws.com.cn"})
    void everyNameOfAServiceCounts(String grantee) {
        GrantTally tally = tally("payments/api");
        tally.add(grant("payments/api").granteePrincipal(grantee).build());
        assertThat(tally.incomplete()).isEmpty();
    }

    @Test
    void aGranteeServicePrincipalAndASourceArnCountAsWell() {
        GrantTally tally = tally("payments/api");
        tally.add(GrantListEntry.builder()
                .granteeServicePrincipal("ecr.amazonaws.com")
                .operationsWithStrings("Decrypt", "GenerateDataKey")
                .constraints(GrantConstraints.builder()
                        .sourceArn(arn("payments/api"))
                        .build())
                .build());
        assertThat(tally.incomplete()).isEmpty();
    }

    @Test
    void anEncryptionContextThatMustBeEqualCountsAsWell() {
        GrantTally tally = tally("payments/api");
        tally.add(grant("payments/api")
                .granteePrincipal("ecr.amazonaws.com")
                .constraints(
                        constraints -> constraints.encryptionContextEquals(Map.of("aws:ecr:arn", arn("payments/api"))))
                .build());
        assertThat(tally.incomplete()).isEmpty();
    }

    @Test
    void aGrantWithoutAnythingIsCountedOnly() {
        GrantTally tally = tally("payments/api");
        tally.add(GrantListEntry.builder().build());
        tally.add(GrantListEntry.builder().granteePrincipal("ecr.amazonaws.com").build());
        assertThat(tally.count()).isEqualTo(2);
        assertThat(tally.incomplete()).hasSize(1);
        assertThat(tally.unlisted()).isEmpty();
    }

    @Test
    void asManyGrantsAsAKeyCanHaveAreAddedUp() {
        List<RepositoryArn> all = IntStream.range(0, 25_000)
                .mapToObj(i -> KeyReaderFixture.repository("team/app-" + i))
                .toList();
        GrantTally tally = new GrantTally("us-east-1", new EncryptedRepositories("111122223333", all));
        for (int i = 0; i < 50_000; i++) {
            tally.add(grant("team/app-" + i / 2)
                    .granteePrincipal("ecr.us-east-1.amazonaws.com")
                    .build());
        }
        assertThat(tally.count()).isEqualTo(50_000);
        assertThat(tally.incomplete()).isEmpty();
        assertThat(tally.unlisted()).isEmpty();
    }
}
