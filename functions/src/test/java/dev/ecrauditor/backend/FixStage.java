package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.rule.evidence.FixKind;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The auditor on an account that fails a rule: its alert, and what it says after the fix. */
final class FixStage implements AutoCloseable {

    private static final Instant STATES_READ = Instant.parse("2026-11-20T10:05:00Z");
    private static final Set<String> OFF_BY_DEFAULT = Set.of("ecr-lifecycle-policy-present", "ecr-signing-on");

    private final LocalAws aws;
    private final MutableClock clock;
    private final Auditor auditor;
    private final FixCase failing;

    FixStage(FixCase failing) {
        this.failing = failing;
        Instant called = failing.event()
                .flatMap(event -> event.text("detail", "eventTime").or(() -> event.text("time")))
                .map(Instant::parse)
                .orElse(STATES_READ);
        clock = new MutableClock(called.plusSeconds(60));
        aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
        Set<String> alsoOn = OFF_BY_DEFAULT.contains(failing.rule()) ? Set.of(failing.rule()) : Set.of();
        auditor = auditor(aws.endpoint(), clock, alsoOn);
        failing.before().ifPresent(state -> {
            aws.load(state);
            auditor.evaluateAll(failing.account());
            auditor.alerts();
            clock.advance(Duration.ofHours(1));
        });
        aws.load(failing.accountFile());
    }

    static Auditor auditor(URI endpoint, MutableClock clock, Set<String> alsoOn) {
        return new Auditor(
                endpoint,
                new InMemoryFindingStore(),
                clock,
                new Auditor.Configuration(Settings.of(RemediationMode.OFF), alsoOn));
    }

    URI endpoint() {
        return aws.endpoint();
    }

    /** The account of the state. */
    String account() {
        return failing.account().at("accounts").members().keySet().iterator().next();
    }

    /** The fix of the rule's metadata for the first repository, or the registry, of the state. */
    List<String> generalFix() {
        AuditRule rule = RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15))).rules().stream()
                .filter(one -> one.metadata().id().equals(failing.rule()))
                .findFirst()
                .orElseThrow();
        Json regions = failing.account().at("accounts").at(account());
        String region = regions.members().keySet().iterator().next();
        String first = names(regions.at(region), "repositories", "repositoryName")
                .findFirst()
                .orElseThrow();
        return rule instanceof RepositoryRule
                ? rule.metadata().fixFor(new Place(account(), region).repository(first))
                : rule.metadata().fixFor(account(), region);
    }

    /** The alert that the rule fails. */
    AlertMessage alert() {
        failing.event().ifPresent(event -> auditor.handle(JsonWriter.write(event)));
        evaluate(auditor, failing.account());
        List<AlertMessage> published = new ArrayList<>(auditor.published);
        clock.advance(Duration.ofHours(1)); // what waits for an actor or for a grace period is due
        evaluate(auditor, failing.account());
        published.addAll(auditor.published);
        return published.stream()
                .filter(message -> finding(message, failing.rule()).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(failing + " is not reported, but " + published));
    }

    /** The status of the rule's finding, once it is evaluated again. */
    Optional<String> statusAfterwards() {
        clock.advance(Duration.ofHours(1));
        evaluate(auditor, failing.account());
        return auditor.published.stream()
                .filter(message -> finding(message, failing.rule()).isPresent())
                .flatMap(message -> read(message).text("status").stream())
                .reduce((first, last) -> last);
    }

    /** Evaluates what is in the account and publishes its alerts, each on its own: a sweep would send a digest. */
    static void evaluate(Auditor auditor, Json account) {
        account.at("accounts")
                .members()
                .forEach((id, regions) -> regions.members().forEach((region, content) -> {
                    Place place = new Place(id, region);
                    names(content, "repositories", "repositoryName")
                            .map(place::repository)
                            .forEach(auditor::reevaluate);
                    Stream.concat(
                                    names(content, "keys", "keyId"),
                                    content.items("deletedKeys").stream().flatMap(key -> key.text().stream()))
                            .map(place::key)
                            .forEach(key -> auditor.handle(new KeyReevaluation(key).toMessage()));
                    auditor.handle(place.registry().toMessage());
                }));
        auditor.evaluateAll(account);
        auditor.alerts();
    }

    private static Stream<String> names(Json content, String list, String name) {
        return content.items(list).stream().flatMap(one -> one.text(name).stream());
    }

    private record Place(String account, String region) {

        RepositoryArn repository(String name) {
            return RepositoryArn.of(RepositoryArn.partitionOf(region), region, account, name)
                    .orElseThrow();
        }

        KeyArn key(String id) {
            return KeyArn.parse("arn:" + RepositoryArn.partitionOf(region) + ":kms:" + region + ":" + account + ":key/"
                            + id)
                    .orElseThrow();
        }

        RegistryReevaluation registry() {
            return new RegistryReevaluation(EventHeader.NONE, account, region, RegistryChange.Kind.PUT_REGISTRY_POLICY);
        }
    }

    static Optional<Json> finding(AlertMessage message, String rule) {
        return read(message).items("findings").stream()
                .filter(finding -> finding.text("ruleId").equals(Optional.of(rule))
                        && finding.text("kind").equals(Optional.of("VIOLATION")))
                .findFirst();
    }

    /** The lines of a kind, exactly as the e-mail has them. */
    static String printed(AlertMessage message, FixKind kind) {
        List<String> lines = message.email().lines().toList();
        int start = lines.indexOf("What to do (" + kind.words() + ")");
        assertThat(start).as("%s in %s", kind, message.email()).isPositive();
        List<String> section = lines.subList(start + 1, lines.size());
        return String.join("\n", section.subList(0, section.indexOf(""))) + "\n";
    }

    private static Json read(AlertMessage message) {
        try {
            return JsonReader.read(message.json());
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
