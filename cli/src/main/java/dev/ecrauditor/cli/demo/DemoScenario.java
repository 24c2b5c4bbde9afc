package dev.ecrauditor.cli.demo;

import dev.ecrauditor.cli.demo.DemoEvent.Caller;
import dev.ecrauditor.cli.demo.DemoState.RepositorySpec;
import dev.ecrauditor.cli.replay.InProcessAuditor;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens in the demo, in order: each change is made in the simulated account, then its event is handled. */
final class DemoScenario {

    private static final Duration CLOUDTRAIL_TAKES = Duration.ofSeconds(60);

    /** A call in the second of the previous evaluation is not attributed: CloudTrail's times are whole seconds. */
    private static final Duration BETWEEN_SCENES = Duration.ofSeconds(30);

    private final DemoNames names;
    private final DemoState state;
    private final DemoEvent events;
    private final DemoInbox inbox;
    private final InProcessAuditor auditor;
    private final DemoClock clock;
    private final PrintWriter out;
    private int scenes;

    /** The parts of the demo. */
    record Parts(
            DemoNames names,
            DemoState state,
            DemoInbox inbox,
            InProcessAuditor auditor,
            DemoClock clock,
            PrintWriter out) {}

    DemoScenario(Parts parts) {
        this.names = parts.names();
        this.state = parts.state();
        this.events = new DemoEvent(parts.names());
        this.inbox = parts.inbox();
        this.auditor = parts.auditor();
        this.clock = parts.clock();
        this.out = parts.out();
    }

    void run() {
        Instant longAgo = clock.instant().minus(Duration.ofDays(40));
        DemoNames.Account one = names.first();
        DemoNames.Account two = names.second();
        state.key(one);
        state.key(two);
        state.repository(one, good(one, one.otherRepository(), longAgo));
        state.repository(two, good(two, two.repository(), longAgo));
        createdWithoutKey(one);
        createdAsItShouldBe(two);
        openedToEveryone(one, longAgo);
        aQuarterOfAnHourLater();
        scanningSwitchedOff(two, longAgo);
        closedAgain(one, longAgo);
        policyCopiedTogether(one, longAgo);
    }

    private void createdWithoutKey(DemoNames.Account account) {
        scene(names.person() + " creates " + account.repository() + " at the console, without a KMS key");
        state.repository(
                account, new RepositorySpec(account.repository(), clock.instant(), false, true, Optional.empty()));
        Json request = new JsonObject()
                .put("repositoryName", account.repository())
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", true).build())
                .build();
        deliver("CreateRepository", account, account.repository(), request, atTheConsole());
    }

    private void createdAsItShouldBe(DemoNames.Account account) {
        scene("Terraform creates " + account.otherRepository() + " with every setting correct: nothing to report");
        state.repository(account, good(account, account.otherRepository(), clock.instant()));
        Json encryption = new JsonObject()
                .put("encryptionType", "KMS")
                .put("kmsKey", account.keyId())
                .build();
        Json request = new JsonObject()
                .put("repositoryName", account.otherRepository())
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", true).build())
                .put("encryptionConfiguration", encryption)
                .put("imageTagMutability", "IMMUTABLE")
                .build();
        deliver("CreateRepository", account, account.otherRepository(), request, terraform());
    }

    private void openedToEveryone(DemoNames.Account account, Instant createdAt) {
        scene("CloudFormation grants every AWS account access to " + account.otherRepository());
        setPolicy(account, createdAt, DemoState.forAnyone());
    }

    private void closedAgain(DemoNames.Account account, Instant createdAt) {
        scene("CloudFormation restricts the policy of " + account.otherRepository() + " to the organization");
        setPolicy(account, createdAt, DemoState.forOrganization(names.organization()));
    }

    private void policyCopiedTogether(DemoNames.Account account, Instant createdAt) {
        scene(
                "CloudFormation sets a policy of copied statements: a foreign account, a service on behalf of any account, a wildcard, a deleted role");
        setPolicy(account, createdAt, DemoState.copiedTogether());
    }

    private void setPolicy(DemoNames.Account account, Instant createdAt, Json policy) {
        String repository = account.otherRepository();
        state.repository(account, new RepositorySpec(repository, createdAt, true, true, Optional.of(policy)));
        Json request = new JsonObject()
                .put("repositoryName", repository)
                .put("policyText", JsonWriter.write(policy))
                .build();
        deliver("SetRepositoryPolicy", account, repository, request, cloudFormation());
    }

    private void aQuarterOfAnHourLater() {
        scene("15 minutes later: the reevaluation of the new repository");
        clock.forward(Duration.ofMinutes(15));
        for (Reevaluation reevaluation : auditor.takeReevaluations()) {
            handle(json(reevaluation.toMessage()));
        }
    }

    private void scanningSwitchedOff(DemoNames.Account account, Instant createdAt) {
        String repository = account.repository();
        scene("Terraform switches scanning of " + repository + " off; remediation is ON and switches it on again");
        state.repository(
                account,
                new RepositorySpec(
                        repository, createdAt, true, false, Optional.of(DemoState.forAccount(account.id()))));
        deliver("PutImageScanningConfiguration", account, repository, scanOnPush(repository, false), terraform());
        Caller ourselves =
                new Caller(InProcessAuditor.REMEDIATION_ROLE, "ecr-auditor", "aws-sdk-java/2", "198.51.100.7");
        deliver("PutImageScanningConfiguration", account, repository, scanOnPush(repository, true), ourselves);
    }

    private void deliver(String eventName, DemoNames.Account account, String repository, Json request, Caller caller) {
        Json event = events.of(eventName, account, repository, request, caller, clock.instant());
        clock.forward(CLOUDTRAIL_TAKES);
        handle(event);
    }

    private void handle(Json event) {
        Json answer = auditor.handle(event);
        if (answer.text("outcome").orElse("").equals("RECORDED")) {
            out.println();
            out.println("  (evaluated, nothing to report)");
        }
        inbox.show();
    }

    private void scene(String what) {
        scenes++;
        clock.forward(BETWEEN_SCENES);
        out.println();
        out.println(Colours.strong(scenes + ". " + what));
    }

    private static RepositorySpec good(DemoNames.Account account, String repository, Instant createdAt) {
        return new RepositorySpec(repository, createdAt, true, true, Optional.of(DemoState.forAccount(account.id())));
    }

    private static Json scanOnPush(String repository, boolean on) {
        return new JsonObject()
                .put("repositoryName", repository)
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", on).build())
                .build();
    }

    private Caller atTheConsole() {
        return new Caller("Developer", names.person(), "Mozilla/5.0 console.amazonaws.com", "203.0.113.12");
    }

    private static Caller terraform() {
        return new Caller(
                "Deploy",
                "pipeline",
                "APN/1.0 HashiCorp/1.0 Terraform/1.14 terraform-provider-aws/6.20",
                "198.51.100.20");
    }

    private static Caller cloudFormation() {
        return new Caller(
                "Deploy", "AWSCloudFormation", "cloudformation.amazonaws.com", "cloudformation.amazonaws.com");
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson ourOwn) {
            throw new IllegalStateException(ourOwn);
        }
    }

    /** The accounts of the demo. */
    List<DemoNames.Account> accounts() {
        return List.of(names.first(), names.second());
    }
}
