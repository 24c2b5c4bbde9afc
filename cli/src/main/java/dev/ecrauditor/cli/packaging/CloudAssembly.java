package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the CDK app synthesizes: the templates of its stacks, and the files that they need.
 *
 * @param stacks in the order in which they are deployed
 * @param members the stacks of a watched account
 * @param files the files, by the name that the templates give them in the bucket of the CDK bootstrap
 */
record CloudAssembly(List<StackTemplate> stacks, List<StackTemplate> members, Map<String, Path> files) {

    private static final String MANIFEST = "manifest.json";
    private static final String STACK = "aws:cloudformation:stack";

    /**
     * A synthesized stack.
     *
     * @param name the name of the stack
     * @param template its template
     */
    record StackTemplate(String name, Json template) {}

    /**
     * Reads the directory that the app wrote. A stack that depends on others follows them.
     * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-assemblies
     *
     * @throws IllegalStateException when it is no cloud assembly
     */
    static CloudAssembly read(Path directory) {
        Map<StackTemplate, Long> dependencies = new LinkedHashMap<>();
        List<StackTemplate> members = new ArrayList<>();
        Map<String, Path> files = new HashMap<>();
        Json artifacts = json(directory.resolve(MANIFEST)).at("artifacts");
        artifacts.members().forEach((name, artifact) -> {
            switch (type(artifact)) {
                case STACK ->
                    dependencies.put(
                            stack(directory, name, artifact),
                            artifact.items("dependencies").stream()
                                    .flatMap(dependency -> dependency.text().stream())
                                    .filter(dependency ->
                                            type(artifacts.at(dependency)).equals(STACK))
                                    .count());
                case "cdk:asset-manifest" -> files.putAll(files(directory, artifact));
                case "cdk:cloud-assembly" ->
                    members.addAll(read(directory.resolve(property(artifact, "directoryName")))
                            .stacks());
                default -> {
                    // the tree of constructs, reports
                }
            }
        });
        List<StackTemplate> stacks = dependencies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        return new CloudAssembly(stacks, List.copyOf(members), Map.copyOf(files));
    }

    private static String type(Json artifact) {
        return artifact.text("type").orElse("");
    }

    private static StackTemplate stack(Path directory, String artifactName, Json artifact) {
        return new StackTemplate(
                artifact.text("properties", "stackName").orElse(artifactName),
                json(directory.resolve(property(artifact, "templateFile"))));
    }

    private static Map<String, Path> files(Path directory, Json artifact) {
        Map<String, Path> files = new HashMap<>();
        json(directory.resolve(property(artifact, "file")))
                .members("files")
                .values()
                .forEach(file -> file.members("destinations")
                        .values()
                        .forEach(destination -> files.put(
                                destination.text("objectKey").orElseThrow(),
                                directory.resolve(file.text("source", "path").orElseThrow()))));
        return files;
    }

    private static String property(Json artifact, String name) {
        return artifact.text("properties", name)
                .orElseThrow(() -> new IllegalStateException("the cloud assembly has an artifact without " + name));
    }

    private static Json json(Path file) {
        try {
            return JsonReader.read(Files.readString(file));
        } catch (MalformedJson malformed) {
            throw new IllegalStateException(file + " is not JSON: " + malformed.getMessage(), malformed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
