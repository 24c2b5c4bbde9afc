package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Machine;

/**
 * Each filter policy of the page selects what its heading promises, of all messages that the stories publish and of
 * messages and digests of several accounts. What is promised is read from the JSON body; what is selected is decided by
 * the matcher of EventBridge on the attributes, whose syntax for these operators is that of SNS.
 */
class SubscribersPageTest {

    private static final Pattern PATH = Pattern.compile("<\\$\\.body\\.([A-Za-z.]+)(?:\\[0]\\.([A-Za-z]+))?>");

    private static final Map<String, Predicate<Json>> PROMISES = Map.of(
            "Only CRITICAL to the pager",
            body -> is(body, "severity", "CRITICAL"),
            "Only what is CRITICAL and open to the pager",
            body -> is(body, "severity", "CRITICAL")
                    && !is(body, "status", "RESOLVED")
                    && !is(body, "status", "ATTRIBUTED"),
            "One account to one team",
            body -> accounts(body).contains("111122223333"),
            "One repository prefix to one team",
            body -> repository(body).startsWith("payments/"),
            "One repository prefix and digests",
            body -> repository(body).startsWith("payments/") || is(body, "status", "DIGEST"),
            "Only openings and resolutions to a ticket queue",
            body -> is(body, "status", "OPENED") || is(body, "status", "REOPENED") || is(body, "status", "RESOLVED"),
            "Everything but digests",
            body -> !is(body, "status", "DIGEST"),
            "Everything, and of a digest the first part",
            body -> body.whole("part").orElse(1L) == 1,
            "HIGH and CRITICAL of production accounts",
            body -> (is(body, "severity", "HIGH") || is(body, "severity", "CRITICAL"))
                    && accounts(body).stream().anyMatch(account -> account.startsWith("1111")));

    @Test
    void everyFilterSelectsWhatItsHeadingPromises() throws Exception {
        List<AlertMessage> messages = messages();
        assertThat(SubscribersPage.filters().keySet()).containsExactlyInAnyOrderElementsOf(PROMISES.keySet());
        for (Map.Entry<String, String> filter : SubscribersPage.filters().entrySet()) {
            Machine machine = Machine.builder().build();
            machine.addRule("filter", filter.getValue());
            int selected = 0;
            for (AlertMessage message : messages) {
                boolean matches =
                        !machine.rulesForJSONEvent(attributes(message)).isEmpty();
                assertThat(matches)
                        .as("%s: %s", filter.getKey(), message.subject())
                        .isEqualTo(PROMISES.get(filter.getKey()).test(SubscribersPage.json(message.json())));
                selected += matches ? 1 : 0;
            }
            assertThat(selected).as(filter.getKey()).isBetween(1, messages.size() - 1);
        }
    }

    @Test
    void everyCommandSetsTheFilterAboveIt() {
        SubscribersPage.commands()
                .forEach((heading, policy) -> assertThat(SubscribersPage.json(policy))
                        .as(heading)
                        .isEqualTo(
                                SubscribersPage.json(SubscribersPage.filters().get(heading))));
    }

    @Test
    void everyFilterKeepsTheLimitsOfSns() {
        assertThat(SubscribersPage.filters().values())
                .allSatisfy(filter ->
                        assertThat(SubscribersPage.json(filter).members()).hasSizeLessThanOrEqualTo(5));
    }

    @Test
    void thePageListsEveryAttributeAndNoOther() throws Exception {
        Set<String> used = new TreeSet<>();
        for (AlertMessage message : messages()) {
            used.addAll(message.labels().keySet());
            used.addAll(message.lists().keySet());
        }
        assertThat(SubscribersPage.attributes().keySet()).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void thePageListsEverySeverityAndStatus() {
        assertThat(words(SubscribersPage.attributes().get("severity")))
                .containsExactlyElementsOf(
                        Stream.of(Severity.values()).map(Enum::name).toList());
        assertThat(words(SubscribersPage.attributes().get("status")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(AlertStatus.values()).map(Enum::name), Stream.of("DIGEST"))
                                .toList());
    }

    /** SNS discards a message with more of them at a queue with raw message delivery. */
    @Test
    void noMessageHasMoreThanTenAttributes() throws Exception {
        assertThat(messages())
                .allSatisfy(message -> assertThat(
                                message.labels().size() + message.lists().size())
                        .isLessThanOrEqualTo(10));
    }

    @Test
    void everyMessageNamesItsAccounts() throws Exception {
        assertThat(messages())
                .allSatisfy(message -> assertThat(message.lists().get("accountIds"))
                        .containsExactlyInAnyOrderElementsOf(accounts(SubscribersPage.json(message.json()))));
    }

    @Test
    void everyTemplateReadsOnlyWhatEveryAlertHas() throws Exception {
        List<Json> alerts = messages().stream()
                .map(message -> SubscribersPage.json(message.json()))
                .filter(body -> !is(body, "status", "DIGEST"))
                .toList();
        assertThat(alerts).hasSizeGreaterThan(20);
        assertThat(SubscribersPage.templates()).hasSize(4).allSatisfy(template -> {
            SubscribersPage.json(template);
            Matcher path = PATH.matcher(template);
            Set<String> read = new LinkedHashSet<>();
            while (path.find()) {
                read.add(path.group());
                String[] names = path.group(1).split("[.]");
                boolean isOfFinding = path.group(2) != null;
                String last = isOfFinding ? path.group(2) : "";
                assertThat(alerts)
                        .allSatisfy(alert -> assertThat(
                                        isOfFinding
                                                ? alert.items(names[0]).get(0).text(last)
                                                : alert.text(names))
                                .as(path.group())
                                .isPresent());
            }
            assertThat(read).isNotEmpty().hasSize((int)
                    template.chars().filter(c -> c == '<').count());
        });
    }

    private static List<AlertMessage> messages() throws Exception {
        List<AlertMessage> messages = new ArrayList<>();
        StoryMessages.all().forEach(published -> messages.add(published.message()));
        List<Digest.Item> items = new ArrayList<>();
        for (String account : List.of("111122223333", "444455556666", "111199998888")) {
            for (String name : List.of("payments/api", "shop/payments/web")) {
                RepositoryArn repository = new RepositoryArn("aws", "us-east-1", account, name);
                for (AlertStatus status : AlertStatus.values()) {
                    AlertBuilder low = in(repository, status).withoutPolicy();
                    AlertBuilder critical = in(repository, status).notScanned().publicAccess();
                    messages.add(low.rendered());
                    messages.add(critical.rendered());
                    (account.equals("444455556666") ? low : critical)
                            .built()
                            .findings()
                            .forEach(finding -> items.add(new Digest.Item(Subject.of(repository), finding.facts())));
                }
            }
        }
        for (Digest part : Digest.parts(items, AlertBuilder.PUBLISHED_AT, 25_000)) {
            messages.add(part.rendered());
        }
        List<Digest.Item> ofOneAccount = items.stream()
                .filter(item -> item.subject().account().equals("444455556666"))
                .toList();
        Digest.parts(ofOneAccount, AlertBuilder.PUBLISHED_AT).forEach(part -> messages.add(part.rendered()));
        assertThat(messages).anyMatch(message -> message.labels().containsKey("part"));
        return messages;
    }

    private static AlertBuilder in(RepositoryArn repository, AlertStatus status) {
        AlertBuilder any = AlertBuilder.opened().status(status);
        return new AlertBuilder(repository, any.status(), any.cause(), any.event(), any.certain(), any.findings());
    }

    private static String attributes(AlertMessage message) {
        JsonObject attributes = new JsonObject();
        message.labels().forEach(attributes::put);
        message.lists().forEach((name, values) -> attributes.put(name, Json.of(values)));
        return JsonWriter.write(attributes.build());
    }

    private static List<String> words(String values) {
        return Pattern.compile("`([A-Z_]+)`")
                .matcher(values)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean is(Json body, String name, String value) {
        return body.text(name).filter(value::equals).isPresent();
    }

    private static String repository(Json body) {
        return body.text("resource", "repository").orElse("");
    }

    private static Set<String> accounts(Json body) {
        return body.text("resource", "accountId")
                .map(Set::of)
                .orElseGet(() -> body.items("alerts").stream()
                        .map(alert -> alert.text("subject").orElseThrow())
                        .map(subject -> subject.replaceAll("^.*?([0-9]{12}).*$", "$1"))
                        .collect(Collectors.toSet()));
    }
}
