package dev.ecrauditor.infra.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.ResolvedTemplate.Place;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The files from which the tests of {@code ecr-auditor doctor} load a healthy deployment are what the templates deploy.
 * So a changed name, rule or policy is a changed file, and doctor's tests evaluate it. {@code -Dupdate.deployed=true}
 * writes the files anew.
 */
class DeployedStateTest {

    private static final Path FILES = Path.of("src/test/deployed");
    private static final String HUB = "111122223333";
    private static final String HUB_REGION = "eu-west-1";
    private static final List<String> MEMBERS = List.of("222233334444", "444455556666");
    private static final List<String> REGIONS = List.of(HUB_REGION, "us-east-1");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theStateOfAnOrganizationIsWhatItsTemplatesDeploy() throws IOException {
        assertIsFile(organization(), "organization.json");
    }

    @Test
    void theStateOfASingleAccountIsWhatItsTemplateDeploys() throws IOException {
        assertIsFile(singleAccount(), "single-account.json");
    }

    @Test
    void aRenamedRuleChangesTheState() throws IOException {
        SynthesizedOrganization templates =
                SynthesizedOrganization.of(Files.readString(FILES.resolve("organization.yaml")));
        String renamed = templates.events().json().toString().replace("ecr-auditor-forward", "ecr-auditor-forwarding");

        assertThat(new DeployedTemplate(JSON.readTree(renamed), new Place(HUB, HUB_REGION), hub()).region())
                .isNotEqualTo(
                        new DeployedTemplate(templates.events().json(), new Place(HUB, HUB_REGION), hub()).region());
    }

    private static void assertIsFile(JsonNode state, String name) throws IOException {
        Path file = FILES.resolve(name);
        if (Boolean.getBoolean("update.deployed")) {
            Files.writeString(file, JSON.writeValueAsString(state) + "\n");
        }
        assertThat(JSON.writeValueAsString(JSON.readTree(file.toFile())))
                .as("%s; if the change is meant, write it anew with -Dupdate.deployed=true", file)
                .isEqualTo(JSON.writeValueAsString(state));
    }

    private static ObjectNode singleAccount() throws IOException {
        SynthesizedHub template = SynthesizedHub.withSettings(Files.readString(FILES.resolve("single-account.yaml")));
        ObjectNode state = JSON.createObjectNode();
        addHub(
                account(state, HUB),
                new DeployedTemplate(template.json(), new Place(HUB, HUB_REGION), Map.of("BootstrapVersion", "")),
                "EcrAuditor-staging");
        trail(account(state, HUB), false);
        return state;
    }

    private static ObjectNode organization() throws IOException {
        SynthesizedOrganization templates =
                SynthesizedOrganization.of(Files.readString(FILES.resolve("organization.yaml")));
        ObjectNode state = JSON.createObjectNode();
        addOrganization(state.putObject("organization"));
        Place hub = new Place(HUB, HUB_REGION);
        addHub(
                account(state, HUB),
                new DeployedTemplate(templates.hub().json(), hub, Map.of("BootstrapVersion", "")),
                SynthesizedOrganization.HUB);
        stackSets(region(account(state, HUB), HUB_REGION));
        for (String member : List.of(HUB, MEMBERS.get(0), MEMBERS.get(1))) {
            ObjectNode account = account(state, member);
            DeployedTemplate roles =
                    new DeployedTemplate(templates.roles().json(), new Place(member, HUB_REGION), hub());
            ((ObjectNode) account.withObject("/roles")).setAll(roles.roles());
            for (String region : REGIONS) {
                ObjectNode events =
                        new DeployedTemplate(templates.events().json(), new Place(member, region), hub()).region();
                add(region(account, region), events);
            }
        }
        trail(account(state, "999988887777"), true);
        return state;
    }

    private static Map<String, String> hub() {
        return Map.of("HubAccount", HUB, "HubRegion", HUB_REGION, "BootstrapVersion", "");
    }

    private static void addOrganization(ObjectNode organization) {
        organization
                .put("id", "o-exampleorgid")
                .put("managementAccount", "999988887777")
                .put("root", "r-abcd");
        organization.putArray("delegatedAdministrators").add(HUB);
        String stackSets = "member.org.stacksets.cloudformation.amazonaws.com";
        organization.putArray("trustedServices").add(stackSets);
        organization.putArray("delegatedServices").add(stackSets);
        ArrayNode accounts = organization.putArray("accounts");
        accounts.addObject().put("id", "999988887777").put("name", "management");
        accounts.addObject().put("id", HUB).put("name", "security");
        accounts.addObject().put("id", MEMBERS.get(0)).put("name", "payments");
        accounts.addObject().put("id", MEMBERS.get(1)).put("name", "shop");
    }

    private static void addHub(ObjectNode account, DeployedTemplate template, String stack) {
        ObjectNode region = region(account, HUB_REGION);
        add(region, template.region());
        region.withArray("stacks").add(template.stack(stack));
        ((ObjectNode) account.withObject("/roles")).setAll(template.roles());
    }

    /** The roles are deployed in one Region, the rules in every watched one; the management account has neither. */
    private static void stackSets(ObjectNode region) {
        stackSet(region, SynthesizedOrganization.ROLES, List.of(HUB_REGION));
        stackSet(region, SynthesizedOrganization.EVENTS, REGIONS);
    }

    private static void stackSet(ObjectNode region, String name, List<String> regions) {
        ObjectNode set = region.withArray("stackSets").addObject().put("StackSetName", name);
        ArrayNode instances = set.putArray("Instances");
        for (String account : List.of(HUB, MEMBERS.get(0), MEMBERS.get(1))) {
            for (String each : regions) {
                ObjectNode instance = instances
                        .addObject()
                        .put("Account", account)
                        .put("Region", each)
                        .put("Status", "CURRENT")
                        .put("OrganizationalUnitId", "r-abcd");
                instance.putObject("StackInstanceStatus").put("DetailedStatus", "SUCCEEDED");
            }
        }
    }

    private static void trail(ObjectNode account, boolean organization) {
        region(account, HUB_REGION)
                .withArray("trails")
                .addObject()
                .put("name", "management-events")
                .put("organization", organization);
    }

    private static ObjectNode account(ObjectNode state, String id) {
        return (ObjectNode) state.withObject("/accounts").withObject("/" + id);
    }

    private static ObjectNode region(ObjectNode account, String name) {
        return (ObjectNode) account.withObject("/" + name);
    }

    /** Adds the lists of a template to those that are there. */
    private static void add(ObjectNode region, ObjectNode more) {
        more.properties().forEach(entry -> {
            if (entry.getValue() instanceof ArrayNode list) {
                region.withArray(entry.getKey()).addAll(list);
            } else {
                add((ObjectNode) region.withObject("/" + entry.getKey()), (ObjectNode) entry.getValue());
            }
        });
    }
}
