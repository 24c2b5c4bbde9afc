package dev.ecrauditor.iac.terraform.plan;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the resources that a plan leaves behind: neither those that it deletes nor data sources. */
public final class PlanReader {

    private final Map<String, PlanNode> changes = new HashMap<>();
    private final Set<String> addresses = new HashSet<>();
    private final List<DeclaredResource> resources = new ArrayList<>();
    private final References references;

    private PlanReader(PlanNode plan, PlanNode root) {
        for (PlanNode change : plan.member("resource_changes").items()) {
            changes.putIfAbsent(change.member("address").text(), change.member("change"));
        }
        collectAddresses(root);
        this.references = new References(addresses);
    }

    /** Whether a JSON text is a plan. */
    public static boolean isPlan(DeclaredValue json) {
        PlanNode plan = PlanNode.of(json);
        return plan.member("format_version").isPresent()
                && plan.member("planned_values").isPresent();
    }

    public static List<DeclaredResource> resources(DeclaredValue json) {
        PlanNode plan = PlanNode.of(json);
        PlanNode root = plan.member("planned_values").member("root_module");
        PlanReader reader = new PlanReader(plan, root);
        reader.read(
                root,
                PlanModule.root(plan.member("configuration").member("root_module"), plan.member("variables")),
                "");
        return List.copyOf(reader.resources);
    }

    private void collectAddresses(PlanNode module) {
        module.member("resources")
                .items()
                .forEach(resource -> addresses.add(resource.member("address").text()));
        module.member("child_modules").items().forEach(this::collectAddresses);
    }

    private void read(PlanNode module, PlanModule declared, String path) {
        for (PlanNode resource : module.member("resources").items()) {
            String type = resource.member("type").text();
            boolean isRead = type.startsWith("aws_ecr_") || type.startsWith("aws_kms_");
            if (isRead && resource.member("mode").text().equals("managed")) {
                resources.add(resource(resource, declared, path));
            }
        }
        for (PlanNode child : module.member("child_modules").items()) {
            String address = child.member("address").text();
            List<String> parts = References.parts(address);
            String last = parts.get(parts.size() - 1);
            String name = last.indexOf('[') < 0 ? last : last.substring(0, last.indexOf('['));
            read(child, declared.called(name), address + ".");
        }
    }

    private DeclaredResource resource(PlanNode resource, PlanModule declared, String path) {
        String type = resource.member("type").text();
        String name = type + "." + resource.member("name").text();
        String address = resource.member("address").text();
        String key = address.startsWith(path + name) ? address.substring((path + name).length()) : "";
        PlanNode change = changes.getOrDefault(address, PlanNode.NONE);
        PlanNode configured = declared.resource(name);
        SourcePosition position = resource.value().map(DeclaredValue::position).orElseThrow();
        PlannedProperties properties = new PlannedProperties(
                position, declared::isUnset, expression -> references.target(expression, declared, path, key));
        PlanNode sensitive = change.member("after_sensitive");
        return new DeclaredResource(
                type,
                address,
                properties.of(new PlannedProperties.Marked(
                        resource.member("values"),
                        change.member("after_unknown"),
                        sensitive.isPresent() ? sensitive : resource.member("sensitive_values"),
                        Optional.of(configured.member("expressions")).filter(PlanNode::isPresent))),
                position);
    }
}
