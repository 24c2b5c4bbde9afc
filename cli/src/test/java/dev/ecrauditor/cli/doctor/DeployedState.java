package dev.ecrauditor.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.settings.file.PublishedSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A deployment in accounts of local-aws, as the templates of infra-cdk deploy it, in which a test changes something. The
 * role with which doctor reads is added to every account.
 */
final class DeployedState {

    static final String HUB = "111122223333";
    static final String FIRST = "222233334444";
    static final String SECOND = "444455556666";
    static final String MANAGEMENT = "999988887777";
    static final String HUB_REGION = "eu-west-1";
    static final String OTHER_REGION = "us-east-1";
    static final String ROLE = "ecr-auditor-doctor";

    private static final Path FILES = Path.of("../infra-cdk/src/test/deployed");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode state;
    private String settings;
    private boolean otherSettings;

    private DeployedState(String name) {
        try {
            state = (ObjectNode) JSON.readTree(FILES.resolve(name + ".json").toFile());
            settings = Files.readString(FILES.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state.path("accounts")
                .forEach(account -> ((ObjectNode) account)
                        .withObject("/roles")
                        .withObject("/" + ROLE)
                        .withArray("trusts")
                        .add(HUB));
    }

    static DeployedState organization() {
        return new DeployedState("organization");
    }

    static DeployedState singleAccount() {
        return new DeployedState("single-account");
    }

    String settings() {
        return settings;
    }

    DeployedState withSettings(String old, String changed) {
        if (!settings.contains(old)) {
            throw new AssertionError("no '" + old + "' in the settings");
        }
        settings = settings.replace(old, changed);
        return this;
    }

    /** Watches one more Region, in which the same is deployed as in the other one. */
    DeployedState watchAlso(String region) {
        withSettings("us-east-1]", "us-east-1, " + region + "]");
        for (String account : List.of(HUB, FIRST, SECOND)) {
            region(account, region).setAll((ObjectNode) copy(region(account, OTHER_REGION), OTHER_REGION, region));
        }
        ArrayNode instances = (ArrayNode) hub().at("/stackSets/1/Instances");
        List.of(HUB, FIRST, SECOND)
                .forEach(account -> instances.add(
                        copy(instance("ecr-auditor-member-events", account, OTHER_REGION), OTHER_REGION, region)));
        return this;
    }

    /** Adds accounts in which the same is deployed as in the first one. */
    DeployedState addAccounts(int count) {
        ArrayNode accounts = (ArrayNode) ofOrganization().get("accounts");
        for (int i = 0; i < count; i++) {
            String id = "%012d".formatted(700_000_000_000L + i);
            accounts.addObject().put("id", id);
            ((ObjectNode) state.get("accounts")).set(id, copy(state.at("/accounts/" + FIRST), FIRST, id));
        }
        return this;
    }

    private static JsonNode copy(JsonNode node, String old, String changed) {
        try {
            return JSON.readTree(node.toString().replace(old, changed));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The state, in which the settings of the file are deployed unless a test deploys others. */
    String json(Path settingsFile) {
        JsonNode outputs = state.at("/accounts/" + HUB + "/" + HUB_REGION + "/stacks/0/Outputs");
        if (!otherSettings && outputs.isArray()) {
            String marks = PublishedSettings.marks(SettingsFile.read(settingsFile)).entrySet().stream()
                    .map(mark -> mark.getKey() + "=" + mark.getValue())
                    .collect(Collectors.joining(" "));
            find(outputs, "OutputKey", "DeployedSettings").put("OutputValue", "settings/key " + marks);
        }
        return state.toString();
    }

    /** The bucket of settings; empty where the stack is missing. */
    Optional<String> settingsBucket() {
        JsonNode outputs = state.at("/accounts/" + HUB + "/" + HUB_REGION + "/stacks/0/Outputs");
        return outputs.isArray()
                ? Optional.of(find(outputs, "OutputKey", "SettingsBucketName")
                        .get("OutputValue")
                        .asText())
                : Optional.empty();
    }

    /** Changes the settings file after the deployment. */
    DeployedState changeFile(String old, String changed) {
        otherSettings = true;
        return withSettings(old, changed);
    }

    ObjectNode root() {
        return state;
    }

    ObjectNode ofOrganization() {
        return (ObjectNode) state.get("organization");
    }

    ObjectNode roles(String account) {
        return (ObjectNode) state.at("/accounts/" + account + "/roles");
    }

    ObjectNode region(String account, String region) {
        return state.withObject("/accounts").withObject("/" + account).withObject("/" + region);
    }

    ObjectNode hub() {
        return region(HUB, HUB_REGION);
    }

    ArrayNode rules(String account, String region) {
        return (ArrayNode) region(account, region).at("/events/rules");
    }

    ObjectNode rule(String account, String region, String name) {
        return find(rules(account, region), "name", name);
    }

    ObjectNode hubRule(String name) {
        return rule(HUB, HUB_REGION, name);
    }

    ObjectNode target(ObjectNode rule) {
        return (ObjectNode) rule.at("/targets/0");
    }

    ObjectNode bus() {
        return (ObjectNode) hub().at("/events/buses/0");
    }

    /** The queue whose name begins like this; a queue comes before its dead-letter queue. */
    ObjectNode queue(String name) {
        return first(hub().withArray("queues"), "name", name);
    }

    ObjectNode topic(String name) {
        return first(hub().withArray("topics"), "name", name);
    }

    ObjectNode key(String name) {
        return first(hub().withArray("keys"), "keyId", name);
    }

    ObjectNode function(String name) {
        return find(hub().withArray("functions"), "FunctionName", name);
    }

    /** The name of the function of the only webhook. */
    String slackFunction() {
        return first(hub().withArray("functions"), "FunctionName", "ecr-auditor-slack-")
                .get("FunctionName")
                .asText();
    }

    /** The subscription of a queue to the alert topic, by a part of the queue's name. */
    ObjectNode subscription(String queue) {
        for (JsonNode each : topic("AlertTopic").get("subscriptions")) {
            if (each.path("protocol").asText().equals("sqs")
                    && each.path("endpoint").asText().contains(queue)) {
                return (ObjectNode) each;
            }
        }
        throw new AssertionError("no queue " + queue + " is subscribed");
    }

    /** The line of the settings that begins like this. */
    String line(String beginning) {
        return settings.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line + "\n")
                .findFirst()
                .orElseThrow();
    }

    ObjectNode mapping(String function) {
        return (ObjectNode) function(function).at("/Mappings/0");
    }

    ObjectNode stack() {
        return (ObjectNode) hub().at("/stacks/0");
    }

    ObjectNode instance(String stackSet, String account, String region) {
        for (JsonNode instance :
                find(hub().withArray("stackSets"), "StackSetName", stackSet).path("Instances")) {
            if (instance.path("Account").asText().equals(account)
                    && instance.path("Region").asText().equals(region)) {
                return (ObjectNode) instance;
            }
        }
        throw new AssertionError("no instance of " + stackSet + " in " + account + " " + region);
    }

    void removeInstance(String stackSet, String account, String region) {
        ArrayNode instances = (ArrayNode)
                find(hub().withArray("stackSets"), "StackSetName", stackSet).get("Instances");
        remove(instances, instance(stackSet, account, region));
    }

    ObjectNode trail() {
        return (ObjectNode) region(MANAGEMENT, HUB_REGION).at("/trails/0");
    }

    /** Changes a policy that is stored as text in an attribute. */
    void changePolicy(ObjectNode owner, Consumer<ArrayNode> change) {
        ObjectNode attributes = (ObjectNode) owner.get("attributes");
        try {
            ObjectNode policy =
                    (ObjectNode) JSON.readTree(attributes.path("Policy").asText());
            change.accept((ArrayNode) policy.get("Statement"));
            attributes.put("Policy", policy.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** An item of the table of records. */
    ObjectNode item(String account, String region, String sortKey) {
        ObjectNode item = ((ArrayNode) hub().at("/tables/0/Items")).addObject();
        item.putObject("pk").put("S", account + "#" + region);
        item.putObject("sk").put("S", sortKey);
        return item;
    }

    static void removeStatement(ArrayNode statements, String sid) {
        remove(statements, statement(statements, sid));
    }

    static ObjectNode statement(JsonNode statements, String sid) {
        return find(statements, "Sid", sid);
    }

    static void remove(ArrayNode list, JsonNode item) {
        Iterator<JsonNode> items = list.iterator();
        while (items.hasNext()) {
            if (items.next().equals(item)) {
                items.remove();
                return;
            }
        }
        throw new AssertionError("not in the list: " + item);
    }

    private static ObjectNode find(JsonNode list, String member, String value) {
        for (JsonNode item : list) {
            if (item.path(member).asText().equals(value)) {
                return (ObjectNode) item;
            }
        }
        throw new AssertionError("no " + member + " " + value + " in " + list);
    }

    private static ObjectNode first(JsonNode list, String member, String beginning) {
        for (JsonNode item : list) {
            String name = item.path(member).asText();
            if (name.startsWith(beginning) && (!name.contains("DeadLetters") || beginning.contains("DeadLetters"))) {
                return (ObjectNode) item;
            }
        }
        throw new AssertionError("no " + member + " " + beginning + "... in " + list);
    }

    /** Both Regions of an account. */
    static List<String> everyRegionOf(String account) {
        return List.of(account + " " + HUB_REGION, account + " " + OTHER_REGION);
    }
}
