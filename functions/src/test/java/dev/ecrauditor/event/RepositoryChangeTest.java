package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a call has set exactly what was read; only then is its caller named. */
class RepositoryChangeTest {

    private static final Instant CALLED = Instant.parse("2026-11-20T10:05:00Z");
    private static final Reading<RepositoryPolicy> NO_POLICY = new Reading.Absent<>();
    private static final String NAME = "{'repositoryName': 'payments/api'}";

    private static RepositorySnapshot read(
            Instant createdAt, String encryption, boolean scanOnPush, Reading<RepositoryPolicy> policy) {
        return new RepositorySnapshot(
                new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"),
                new RepositorySnapshot.Creation(createdAt),
                CALLED.plusSeconds(60),
                new Encryption(encryption, Optional.empty(), new Reading.Absent<>()),
                policy,
                new RepositorySnapshot.ScanSettings(scanOnPush, new Reading.Absent<>()),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
    }

    private static RepositorySnapshot fresh(String encryption, boolean scanOnPush) {
        return read(CALLED, encryption, scanOnPush, NO_POLICY);
    }

    private static RepositorySnapshot withPolicy(String text) {
        Reading<RepositoryPolicy> policy = new Reading.Known<>(RepositoryPolicy.of(text.replace('\'', '"')));
        return read(Instant.EPOCH, "AES256", false, policy);
    }

    private static RepositoryChange create() throws MalformedEvent {
        return change(call("CreateRepository", NAME, "null"));
    }

    private static RepositoryChange setPolicy(String text) throws MalformedEvent {
        String escaped = text.replace("'", "\\\"");
        return change(call(
                "SetRepositoryPolicy", "{'repositoryName': 'payments/api', 'policyText': '" + escaped + "'}", "null"));
    }

    @Test
    void creatingSetsEncryptionAndScanningToWhatIsRead() throws MalformedEvent {
        assertThat(create().hasSet(Setting.ENCRYPTION, fresh("AES256", false))).isTrue();
        assertThat(create().hasSet(Setting.SCANNING, fresh("AES256", false))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-3600, true", "0, true", "1, false", "3600, false"})
    void aCallBeforeTheRepositoryWasCreatedWasAboutAnEarlierOneOfItsName(long createdLater, boolean expected)
            throws MalformedEvent {
        RepositorySnapshot read = read(CALLED.plusSeconds(createdLater), "AES256", false, NO_POLICY);
        assertThat(change(call("DeleteRepositoryPolicy", NAME, "null")).hasSet(Setting.POLICY, read))
                .isEqualTo(expected);
    }

    @Test
    void aCallInTheSecondOfTheCreationMayHaveBeenAfterIt() throws MalformedEvent {
        RepositorySnapshot read = read(CALLED.plusMillis(999), "AES256", false, NO_POLICY);
        assertThat(change(call("DeleteRepositoryPolicy", NAME, "null")).hasSet(Setting.POLICY, read))
                .isTrue();
    }

    @Test
    void creatingSetsNoPolicySoNobodyIsNamedForItsAbsence() throws MalformedEvent {
        assertThat(create().hasSet(Setting.POLICY, fresh("AES256", false))).isFalse();
    }

    @Test
    void creatingWithOtherValuesThanReadHasNotSetThem() throws MalformedEvent {
        assertThat(create().hasSet(Setting.ENCRYPTION, fresh("KMS", false))).isFalse();
        assertThat(create().hasSet(Setting.SCANNING, fresh("AES256", true))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "60, true", "-60, true", "61, false", "-61, false", "86400, false"})
    void creatingAnotherRepositoryOfTheNameIsDistinguishedByItsCreationTime(long secondsApart, boolean expected)
            throws MalformedEvent {
        RepositorySnapshot read = read(CALLED.plusSeconds(secondsApart), "AES256", false, NO_POLICY);
        assertThat(create().hasSet(Setting.ENCRYPTION, read)).isEqualTo(expected);
    }

    @Test
    void creatingWithParametersLeftOutHasSetTheEncryptionThatNobodyElseCanSet() throws MalformedEvent {
        RepositoryChange change = change(call("CreateRepository", "null", "{'repository': " + NAME + "}"));
        assertThat(change.hasSet(Setting.ENCRYPTION, fresh("AES256", false))).isTrue();
        assertThat(change.hasSet(Setting.ENCRYPTION, fresh("KMS", false))).isTrue();
        assertThat(change.hasSet(Setting.ENCRYPTION, read(CALLED.plusSeconds(61), "AES256", false, NO_POLICY)))
                .isFalse();
        assertThat(change.hasSet(Setting.SCANNING, fresh("AES256", false))).isFalse();
    }

    @Test
    void switchingScanningSetsTheFlagOfARepositoryOfAnyAge() throws MalformedEvent {
        RepositoryChange off = change(EventJson.scanningOff());
        assertThat(off.hasSet(Setting.SCANNING, read(Instant.EPOCH, "AES256", false, NO_POLICY)))
                .isTrue();
        assertThat(off.hasSet(Setting.SCANNING, read(Instant.EPOCH, "AES256", true, NO_POLICY)))
                .isFalse();
        assertThat(off.hasSet(Setting.ENCRYPTION, fresh("AES256", false))).isFalse();
        assertThat(off.hasSet(Setting.POLICY, fresh("AES256", false))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1,'b':[2,3]}", "{ 'b' : [ 2, 3 ], 'a' : 1 }", "{\n  'a' : 1,\n  'b' : [ 2, 3 ]\n}"})
    void aPolicyIsTheSameHoweverAwsFormatsIt(String stored) throws MalformedEvent {
        assertThat(setPolicy("{'a':1,'b':[2,3]}").hasSet(Setting.POLICY, withPolicy(stored)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1,'b':[3,2]}", "{'a':1}", "{'a':'1','b':[2,3]}", "", "{"})
    void anotherPolicyIsNotTheSame(String stored) throws MalformedEvent {
        assertThat(setPolicy("{'a':1,'b':[2,3]}").hasSet(Setting.POLICY, withPolicy(stored)))
                .isFalse();
    }

    @Test
    void thePolicyOfTheAnswerCountsToo() throws MalformedEvent {
        RepositoryChange change =
                change(call("SetRepositoryPolicy", NAME, "{'registryId': '111122223333', 'policyText': '{}'}"));
        assertThat(change.hasSet(Setting.POLICY, withPolicy("{ }"))).isTrue();
    }

    @Test
    void textThatIsNoJsonIsComparedToTheLetter() throws MalformedEvent {
        assertThat(setPolicy("{nonsense").hasSet(Setting.POLICY, withPolicy("{nonsense")))
                .isTrue();
        assertThat(setPolicy("{nonsense").hasSet(Setting.POLICY, withPolicy("{nonsense ")))
                .isFalse();
    }

    @Test
    void settingAPolicyHasNotSetItsAbsence() throws MalformedEvent {
        assertThat(setPolicy("{}").hasSet(Setting.POLICY, fresh("AES256", false)))
                .isFalse();
    }

    @Test
    void removingAPolicyHasSetItsAbsenceAndNothingElse() throws MalformedEvent {
        RepositoryChange removed = change(call("DeleteRepositoryPolicy", NAME, "{'policyText': '{}'}"));
        assertThat(removed.hasSet(Setting.POLICY, fresh("AES256", false))).isTrue();
        assertThat(removed.hasSet(Setting.POLICY, withPolicy("{}"))).isFalse();
        assertThat(removed.hasSet(Setting.POLICY, read(CALLED, "AES256", false, new Reading.Unreadable<>("x", "y"))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void deletingARepositoryHasSetNothing(Setting setting) throws MalformedEvent {
        assertThat(change(call("DeleteRepository", NAME, "null")).hasSet(setting, fresh("AES256", false)))
                .isFalse();
    }

    private static RepositorySnapshot withImages(RepositorySnapshot.ImageSettings images) {
        RepositorySnapshot read = read(Instant.EPOCH, "AES256", false, NO_POLICY);
        return new RepositorySnapshot(
                read.arn(),
                read.creation(),
                read.readAt(),
                read.encryption(),
                read.policy(),
                read.scanSettings(),
                images,
                read.registry());
    }

    private static RepositorySnapshot tagged(String value, String... filters) {
        return withImages(new RepositorySnapshot.ImageSettings(new TagMutability(value, List.of(filters))));
    }

    private static RepositorySnapshot expiring(Reading<String> policy) {
        return withImages(new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE, policy));
    }

    private static RepositoryChange putTags(String value, String... filters) throws MalformedEvent {
        String list = Stream.of(filters)
                .map(filter -> "{'filterType': 'WILDCARD', 'filter': '" + filter + "'}")
                .collect(Collectors.joining(", ", "[", "]"));
        return change(call(
                "PutImageTagMutability",
                "{'repositoryName': 'payments/api', 'imageTagMutability': '" + value
                        + "', 'imageTagMutabilityExclusionFilters': " + list + "}",
                "null"));
    }

    private static RepositoryChange putLifecyclePolicy(String text) throws MalformedEvent {
        return change(call(
                "PutLifecyclePolicy",
                "{'repositoryName': 'payments/api', 'lifecyclePolicyText': '" + text.replace("'", "\\\"") + "'}",
                "null"));
    }

    @Test
    void tagMutabilityIsSetByTheCallThatNamesTheValueAndTheSameFiltersInAnyOrder() throws MalformedEvent {
        RepositoryChange call = putTags("IMMUTABLE_WITH_EXCLUSION", "latest", "dev-*");
        RepositorySnapshot same = tagged("IMMUTABLE_WITH_EXCLUSION", "dev-*", "latest");
        assertThat(call.hasSet(Setting.TAG_MUTABILITY, same)).isTrue();
        assertThat(call.isContradictedBy(same)).isFalse();
        assertThat(call.hasSet(Setting.SCANNING, same)).isFalse();
        assertThat(change(call("CreateRepository", NAME, "null")).hasSet(Setting.TAG_MUTABILITY, same))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"MUTABLE, ''", "IMMUTABLE_WITH_EXCLUSION, latest", "IMMUTABLE_WITH_EXCLUSION, '*'"})
    void otherTagMutabilityWasSetByAnotherCall(String value, String filter) throws MalformedEvent {
        RepositorySnapshot other = filter.isEmpty() ? tagged(value) : tagged(value, filter);
        RepositoryChange call = putTags("IMMUTABLE_WITH_EXCLUSION", "latest", "dev-*");
        assertThat(call.hasSet(Setting.TAG_MUTABILITY, other)).isFalse();
        assertThat(call.isContradictedBy(other)).isTrue();
    }

    @Test
    void creatingWithoutTagMutabilitySetsTheDefault() throws MalformedEvent {
        RepositorySnapshot read = fresh("AES256", false);
        assertThat(create().hasSet(Setting.TAG_MUTABILITY, read)).isFalse();
        assertThat(create().hasSet(Setting.TAG_MUTABILITY, "MUTABLE []"::equals, CALLED))
                .isTrue();
    }

    @Test
    void aLifecyclePolicyIsTheSameHoweverAwsFormatsIt() throws MalformedEvent {
        RepositoryChange call = putLifecyclePolicy("{'rules':[{'a':1,'b':2}]}");
        RepositorySnapshot same = expiring(new Reading.Known<>("{ \"rules\" : [ {\"b\":2,\"a\":1} ] }"));
        assertThat(call.hasSet(Setting.LIFECYCLE_POLICY, same)).isTrue();
        assertThat(call.isContradictedBy(same)).isFalse();
    }

    @Test
    void anotherLifecyclePolicyOrNoneWasNotSetByTheCall() throws MalformedEvent {
        RepositoryChange call = putLifecyclePolicy("{'rules':[1,2]}");
        for (Reading<String> read : List.<Reading<String>>of(
                new Reading.Known<>("{\"rules\":[2,1]}"), new Reading.Known<>("{"), new Reading.Absent<>())) {
            assertThat(call.hasSet(Setting.LIFECYCLE_POLICY, expiring(read))).isFalse();
            assertThat(call.isContradictedBy(expiring(read))).isTrue();
        }
    }

    @Test
    void theAbsenceOfALifecyclePolicyIsSetByItsDeletion() throws MalformedEvent {
        RepositoryChange call = change(call("DeleteLifecyclePolicy", NAME, "null"));
        assertThat(call.hasSet(Setting.LIFECYCLE_POLICY, expiring(new Reading.Absent<>())))
                .isTrue();
        assertThat(call.hasSet(Setting.LIFECYCLE_POLICY, expiring(new Reading.Known<>("{}"))))
                .isFalse();
        assertThat(call.isContradictedBy(expiring(new Reading.Known<>("{}")))).isTrue();
    }

    @Test
    void aLifecyclePolicyThatWasNotReadContradictsNothing() throws MalformedEvent {
        RepositorySnapshot read = tagged("IMMUTABLE");
        RepositoryChange call = putLifecyclePolicy("{}");
        assertThat(call.hasSet(Setting.LIFECYCLE_POLICY, read)).isFalse();
        assertThat(call.isContradictedBy(read)).isFalse();
    }
}
