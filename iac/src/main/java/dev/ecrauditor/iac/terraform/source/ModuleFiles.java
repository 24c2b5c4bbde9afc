package dev.ecrauditor.iac.terraform.source;

import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.HclParser;
import dev.ecrauditor.iac.terraform.hcl.HclSyntaxException;
import dev.ecrauditor.iac.terraform.hcl.JsonSyntax;
import dev.ecrauditor.iac.terraform.json.JsonDocument;
import dev.ecrauditor.iac.terraform.json.JsonSyntaxException;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Parses the files of modules, each once. A file that cannot be read is recorded, and the others are used. */
public final class ModuleFiles {

    private static final List<String> SUFFIXES = List.of(".tf", ".tofu", ".tf.json", ".tofu.json");

    private final SourceTree tree;
    private final List<UnreadPart> unread;
    private final Map<Path, ModuleSource> modules = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    public ModuleFiles(SourceTree tree, List<UnreadPart> unread) {
        this.tree = tree;
        this.unread = unread;
    }

    /** The names of the files of all modules. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    public SourceTree tree() {
        return tree;
    }

    /** The module in a directory; empty where no file is part of a module. */
    public Optional<ModuleSource> module(Path directory) {
        ModuleSource module = modules.get(directory);
        if (module == null) {
            List<Path> files = files(directory);
            if (files.isEmpty()) {
                return Optional.empty();
            }
            module = parse(directory, files);
            modules.put(directory, module);
        }
        return Optional.of(module);
    }

    private List<Path> files(Path directory) {
        try {
            List<Path> files = tree.files(directory, SUFFIXES);
            Set<String> names = files.stream().map(Path::toString).collect(Collectors.toSet());
            return files.stream()
                    .filter(file -> !names.contains(nameForOpenTofu(file.toString())))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** OpenTofu reads {@code main.tofu} in place of {@code main.tf}. */
    private static String nameForOpenTofu(String file) {
        if (file.endsWith(".tf")) {
            return file.substring(0, file.length() - "tf".length()) + "tofu";
        }
        return file.endsWith(".tf.json") ? file.substring(0, file.length() - "tf.json".length()) + "tofu.json" : "";
    }

    private ModuleSource parse(Path directory, List<Path> files) {
        ModuleSource module = new ModuleSource(directory);
        List<Body> overrides = new ArrayList<>();
        for (Path file : files) {
            Optional<Body> body = file.toString().endsWith(".json") ? json(file) : hcl(file);
            if (isOverride(String.valueOf(file.getFileName()))) {
                body.ifPresent(overrides::add);
            } else {
                body.ifPresent(module::add);
            }
        }
        overrides.forEach(module::override);
        return module;
    }

    private static boolean isOverride(String file) {
        String name = file.substring(0, file.indexOf('.'));
        return name.equals("override") || name.endsWith("_override");
    }

    private Optional<Body> hcl(Path file) {
        return reading(file, () -> HclParser.file(tree.read(file), tree.name(file)));
    }

    private Optional<Body> json(Path file) {
        return reading(file, () -> JsonSyntax.file(JsonDocument.read(tree.read(file), tree.name(file))));
    }

    /** A file to read. */
    interface Reading {
        Body read() throws HclSyntaxException, JsonSyntaxException;
    }

    Optional<Body> reading(Path file, Reading reading) {
        names.add(tree.name(file));
        try {
            return Optional.of(reading.read());
        } catch (HclSyntaxException e) {
            return unreadable(file, e.line(), e.reason());
        } catch (JsonSyntaxException e) {
            return unreadable(file, e.line(), e.reason());
        } catch (UnevaluatedException e) {
            return unreadable(file, 1, e.reason());
        }
    }

    private Optional<Body> unreadable(Path file, int line, String reason) {
        unread.add(new UnreadPart(new SourcePosition(tree.name(file), line), reason));
        return Optional.empty();
    }
}
