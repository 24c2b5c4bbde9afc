package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A template that names files beside it, as {@code aws cloudformation package} expects them, and not the bucket of the
 * CDK bootstrap. Logical ids and every other property stay as they were synthesized.
 *
 * @param template the template
 * @param files the files that it names, with their sources
 */
record PortableTemplate(Json template, Map<String, Path> files) {

    private static final String BOOTSTRAP_PARAMETER = "BootstrapVersion";
    private static final String BOOTSTRAP_RULE = "CheckBootstrapVersion";

    /** The beginning of the names of everything that a CDK bootstrap with the standard qualifier creates. */
    private static final String BOOTSTRAP_NAMES = "cdk-hnb659fds";

    /** The package of the entry point that is in another jar. */
    private static final String SECURITY_HUB = "dev.ecrauditor.securityhub.";

    /**
     * A property that holds a file. https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
     *
     * @param name the property
     * @param file the name of the file beside the template, without its extension
     */
    private record FileProperty(String name, String file) {}

    private static final Map<String, FileProperty> FILE_PROPERTIES = Map.of(
            "AWS::Lambda::Function", new FileProperty("Code", "functions"),
            "AWS::Lambda::LayerVersion", new FileProperty("Content", "settings"));

    /**
     * Makes a synthesized template portable.
     *
     * @throws IllegalStateException when it still needs the bootstrap
     */
    static PortableTemplate of(CloudAssembly.StackTemplate stack, Map<String, Path> assets) {
        Map<String, Path> files = new TreeMap<>();
        Map<String, Json> members = new LinkedHashMap<>();
        stack.template().members().forEach((name, value) -> {
            switch (name) {
                case "Resources" -> members.put(name, resources(value, assets, files));
                case "Parameters" -> without(value, BOOTSTRAP_PARAMETER).ifPresent(rest -> members.put(name, rest));
                case "Rules" -> without(value, BOOTSTRAP_RULE).ifPresent(rest -> members.put(name, rest));
                default -> members.put(name, value);
            }
        });
        Json template = new Json.Obj(members);
        texts(template)
                .filter(text -> text.contains(BOOTSTRAP_NAMES) || text.equals(BOOTSTRAP_PARAMETER))
                .findFirst()
                .ifPresent(text -> {
                    throw new IllegalStateException(
                            "the template of %s needs the CDK bootstrap: %s".formatted(stack.name(), text));
                });
        return new PortableTemplate(template, Map.copyOf(files));
    }

    private static Json resources(Json resources, Map<String, Path> assets, Map<String, Path> files) {
        Map<String, Json> result = new LinkedHashMap<>();
        resources.members().forEach((id, resource) -> result.put(id, resource(resource, assets, files)));
        return new Json.Obj(result);
    }

    private static Json resource(Json resource, Map<String, Path> assets, Map<String, Path> files) {
        FileProperty property = FILE_PROPERTIES.get(resource.text("Type").orElse(""));
        if (property == null) {
            return resource;
        }
        Optional<String> key = resource.text("Properties", property.name(), "S3Key");
        Path source = key.map(assets::get).orElse(null);
        if (source == null) {
            return resource;
        }
        String file = fileName(resource, property) + extension(source);
        Path other = files.putIfAbsent(file, source);
        if (other != null && !other.equals(source)) {
            throw new IllegalStateException("two different files would be named " + file);
        }
        Json properties = with(resource.at("Properties"), property.name(), Json.of(file));
        return with(resource, "Properties", properties);
    }

    /** One function has a jar of its own. */
    private static String fileName(Json resource, FileProperty property) {
        return resource.text("Properties", "Handler").orElse("").startsWith(SECURITY_HUB)
                ? "security-hub"
                : property.file();
    }

    private static Json with(Json object, String member, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(member, value);
        return new Json.Obj(members);
    }

    private static Optional<Json> without(Json object, String member) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.remove(member);
        return members.isEmpty() ? Optional.empty() : Optional.of(new Json.Obj(members));
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private static Stream<String> texts(Json json) {
        if (json instanceof Json.Str text) {
            return Stream.of(text.value());
        }
        List<Json> parts = json instanceof Json.Arr array
                ? array.items()
                : List.copyOf(json.members().values());
        return parts.stream().flatMap(PortableTemplate::texts);
    }
}
