package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Body;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the files of a directory declare, by name. Resources and data sources are named {@code type.name}. */
public final class ModuleSource {

    private final Path directory;
    private final Map<String, Map<String, Block>> blocks = new LinkedHashMap<>();
    private final Map<String, Body.Attribute> locals = new LinkedHashMap<>();

    ModuleSource(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    public Map<String, Block> resources() {
        return blocks("resource");
    }

    public Map<String, Block> dataSources() {
        return blocks("data");
    }

    public Map<String, Block> variables() {
        return blocks("variable");
    }

    public Map<String, Block> outputs() {
        return blocks("output");
    }

    public Map<String, Block> calls() {
        return blocks("module");
    }

    public Map<String, Body.Attribute> locals() {
        return locals;
    }

    private Map<String, Block> blocks(String type) {
        return blocks.getOrDefault(type, Map.of());
    }

    void add(Body file) {
        for (Block block : file.blocks()) {
            if (block.type().equals("locals")) {
                block.body().attributes().forEach(local -> locals.put(local.name(), local));
            } else {
                named(block.type()).putIfAbsent(name(block), block);
            }
        }
    }

    /** Adds an override file, whose blocks change those with the same name. */
    void override(Body file) {
        for (Block block : file.blocks()) {
            if (block.type().equals("locals")) {
                block.body().attributes().forEach(local -> locals.put(local.name(), local));
            } else {
                named(block.type()).merge(name(block), block, BlockOverride::merge);
            }
        }
    }

    private Map<String, Block> named(String type) {
        return blocks.computeIfAbsent(type, key -> new LinkedHashMap<>());
    }

    private static String name(Block block) {
        return String.join(".", block.labels());
    }
}
