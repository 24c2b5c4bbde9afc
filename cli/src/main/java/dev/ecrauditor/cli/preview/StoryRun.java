package dev.ecrauditor.cli.preview;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.cli.preview.StoryFolder.State;
import dev.ecrauditor.cli.replay.InProcessAuditor;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Passes the event of a story through the real handlers, against the simulated endpoint in the state of the story. */
final class StoryRun {

    private static final String HUB = "999988887777";
    private static final Duration BEFORE_THE_CALL = Duration.ofHours(1);
    private static final Duration CLOUDTRAIL_TAKES = Duration.ofSeconds(60);

    private final StoryFolder story;
    private final RuleRegistry rules;
    private final Settings settings;
    private final InProcessAuditor.Memory memory = InProcessAuditor.Memory.forgetful();

    StoryRun(StoryFolder story, RuleRegistry rules, Settings settings) {
        this.story = story;
        this.rules = rules;
        this.settings = settings;
    }

    /**
     * What the event leads to.
     *
     * @param answer the answer of the audit function
     * @param alerts the alerts that are published because of the event
     */
    record Result(Json answer, List<AlertMessage> alerts) {
        Result {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * Runs the story.
     *
     * @throws UsageException if the state of the accounts cannot be loaded
     * @throws RuntimeException when the event could not be handled
     */
    Result result() {
        story.before().ifPresent(this::auditPreviously);
        List<AlertMessage> alerts = new ArrayList<>();
        Clock clock = fixed(story.calledAt().plus(CLOUDTRAIL_TAKES));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
                AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", HUB)) {
            story.account().ifPresent(state -> load(aws, state));
            Json answer = auditor(clients, clock, alerts).handle(story.event());
            return new Result(answer, alerts);
        }
    }

    /** The previous audit is a sweep; its alerts are no part of the story. */
    private void auditPreviously(State before) {
        Clock clock = fixed(story.calledAt().minus(BEFORE_THE_CALL));
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
                AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), "us-east-1", HUB)) {
            load(aws, before);
            InProcessAuditor auditor = auditor(clients, clock, new ArrayList<>());
            before.json()
                    .members("accounts")
                    .forEach((account, regions) -> regions.members().entrySet().stream()
                            .filter(region -> RepositoryArn.isRegion(region.getKey()))
                            .forEach(region ->
                                    audit(auditor, new Subject.Coverage(account, region.getKey()), region.getValue())));
        }
    }

    private static void audit(InProcessAuditor auditor, Subject.Coverage place, Json state) {
        state.items("repositories").stream()
                .flatMap(repository -> repository.text("repositoryName").stream())
                .flatMap(name ->
                        RepositoryArn.of(
                                RepositoryArn.partitionOf(place.region()), place.region(), place.account(), name)
                                .stream())
                .forEach(repository -> auditor.handle(json(new Reevaluation(repository).toMessage())));
        auditor.sweep(place);
    }

    private InProcessAuditor auditor(AwsClients clients, Clock clock, List<AlertMessage> alerts) {
        return new InProcessAuditor(
                new InProcessAuditor.Parts(
                        clients,
                        Optional.of("ecr-auditor-read"),
                        watched(),
                        memory,
                        rules,
                        settings,
                        alerts::add,
                        clock),
                line -> {});
    }

    /** The accounts of the story: one that has no state is not watched. */
    private Set<String> watched() {
        Set<String> accounts = new HashSet<>();
        Stream.of(story.before(), story.account())
                .flatMap(Optional::stream)
                .forEach(state ->
                        accounts.addAll(state.json().members("accounts").keySet()));
        return accounts;
    }

    private static void load(LocalAws aws, State state) {
        try {
            aws.load(state.file());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(state.file() + ": " + wrong.getMessage());
        }
    }

    private static Clock fixed(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }
}
