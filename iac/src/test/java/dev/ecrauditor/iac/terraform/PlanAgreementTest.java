package dev.ecrauditor.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of sources is what Terraform plans for them. */
class PlanAgreementTest {

    private static final Path INPUTS = Path.of("src/test/resources/terraform");

    @ParameterizedTest
    @ValueSource(strings = {"registry-module", "typed-objects", "label"})
    void sourcesAndPlanDeclareTheSame(String name) {
        Map<String, DeclaredResource> planned = byAddress(new TerraformPlanReader()
                .read(INPUTS.resolve("plans").resolve(name + ".json"))
                .resources());
        Map<String, DeclaredResource> read = byAddress(new Sources(INPUTS.resolve(name))
                .deployedTo(Sources.FACTS)
                .read()
                .resources());
        assertThat(read.keySet()).isEqualTo(planned.keySet());
        read.forEach((address, resource) -> resource.properties().properties().forEach((property, value) -> {
            DeclaredValue expected =
                    planned.get(address).properties().properties().get(property);
            if (expected != null && !isUndecided(value) && !isUndecided(expected)) {
                assertThat(normal(value, read)).as("%s %s", address, property).isEqualTo(normal(expected, planned));
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry-module", "typed-objects", "label"})
    void nothingIsUnresolvedWhereTheAccountIsKnown(String name) {
        List<DeclaredResource> resources = new Sources(INPUTS.resolve(name))
                .deployedTo(Sources.FACTS)
                .read()
                .resources();
        assertThat(resources).isNotEmpty();
        assertThat(resources)
                .allSatisfy(resource ->
                        assertThat(Sources.plain(resource.properties())).doesNotContain("; use the plan JSON"));
    }

    /** What the provider decides, and what is null because the provider has a default for it. */
    private static boolean isUndecided(DeclaredValue value) {
        return value instanceof DeclaredValue.Absent
                || (value instanceof DeclaredValue.Properties properties
                        && properties.properties().isEmpty());
    }

    /** Addresses in a plan do not name the directory of the root module. */
    private static Map<String, DeclaredResource> byAddress(List<DeclaredResource> resources) {
        return resources.stream().collect(Collectors.toMap(r -> local(r.address()), r -> r));
    }

    private static String local(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    /** A value with policies as JSON without order, as the provider has its own order of actions. */
    private static Object normal(DeclaredValue value, Map<String, DeclaredResource> resources) {
        if (value instanceof DeclaredValue.Text text) {
            return text.text().strip().startsWith("{") ? policy(text.text(), resources) : text.text();
        }
        if (value instanceof DeclaredValue.Reference reference) {
            DeclaredResource target = resources.get(local(reference.address()));
            DeclaredValue known =
                    target == null ? null : target.properties().properties().get(reference.attribute());
            return known == null ? "reference" : normal(known, resources);
        }
        if (value instanceof DeclaredValue.Unresolved) {
            return "reference"; // a dynamic block is not in the configuration of a plan
        }
        if (value instanceof DeclaredValue.Items items) {
            return items.items().stream()
                    .map(item -> String.valueOf(normal(item, resources)))
                    .sorted()
                    .toList();
        }
        if (value instanceof DeclaredValue.Properties properties) {
            Map<String, Object> entries = new TreeMap<>();
            properties.properties().forEach((name, entry) -> {
                if (!isUndecided(entry) && !isDefault(name, entry)) {
                    entries.put(name, normal(entry, resources));
                }
            });
            return entries;
        }
        return Sources.plain(value);
    }

    private static boolean isDefault(String name, DeclaredValue value) {
        boolean isEmpty =
                value instanceof DeclaredValue.Items items && items.items().isEmpty();
        boolean isAes = name.equals("encryption_type") && Sources.plain(value).equals("\"AES256\"");
        boolean isKeyOfAws = name.equals("kms_key") && value instanceof DeclaredValue.Absent;
        return isEmpty || isAes || isKeyOfAws;
    }

    private static Object policy(String text, Map<String, DeclaredResource> resources) {
        try {
            return normal(JsonDocument.read(text, "policy"), resources);
        } catch (JsonSyntaxException e) {
            throw new AssertionError(text, e);
        }
    }
}
