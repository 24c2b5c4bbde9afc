package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.source.ModuleFiles;
import dev.ecrauditor.iac.terraform.source.ModuleSource;
import dev.ecrauditor.iac.terraform.source.SourceTree;
import dev.ecrauditor.iac.terraform.source.UnreadPart;
import dev.ecrauditor.iac.terraform.source.VariableFiles;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Finds the root modules below a directory and reads their resources. */
public final class SourceReader {

    /**
     * What was read.
     *
     * @param modules each root module by its directory, with its resources
     * @param files the names of the files that are part of modules, also of those that could not be read
     * @param omitted modules whose files are not there, and what is beyond a limit
     */
    public record Read(
            Map<String, List<DeclaredResource>> modules,
            Set<String> files,
            List<UnreadPart> unread,
            List<UnreadPart> omitted) {}

    private static final long STACK_BYTES = 64L << 20;

    private final AwsFacts facts;
    private final List<Path> variableFiles;

    public SourceReader(AwsFacts facts, List<Path> variableFiles) {
        this.facts = facts;
        this.variableFiles = List.copyOf(variableFiles);
    }

    /** Reads in a thread with a stack that suffices for every expression within the limits. */
    public Read read(Path input) {
        FutureTask<Read> reading = new FutureTask<>(() -> readHere(input));
        new Thread(null, reading, "terraform-reader", STACK_BYTES).start();
        try {
            return reading.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sources in " + input + " could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Read readHere(Path input) {
        List<UnreadPart> unread = new ArrayList<>();
        try {
            SourceTree tree = SourceTree.of(input);
            ModuleFiles files = new ModuleFiles(tree, unread);
            Map<String, List<DeclaredResource>> modules = new LinkedHashMap<>();
            Evaluation evaluation = new Evaluation(new Evaluator(new WorkBudget()), files, facts);
            for (ModuleSource root : roots(tree, files)) {
                modules.put(tree.name(root.directory()), read(root, evaluation));
            }
            return new Read(modules, files.names(), List.copyOf(unread), List.copyOf(evaluation.omitted()));
        } catch (IOException e) {
            unread.add(new UnreadPart(new SourcePosition(input.toString(), 1), "the file or directory cannot be read"));
            return new Read(Map.of(), Set.of(), unread, List.of());
        }
    }

    /** A directory that another one calls as a module is read through that call, with its arguments. */
    private static List<ModuleSource> roots(SourceTree tree, ModuleFiles files) throws IOException {
        List<ModuleSource> all = new ArrayList<>();
        for (Path directory : tree.directories()) {
            files.module(directory).ifPresent(all::add);
        }
        Set<Path> called = new HashSet<>();
        for (ModuleSource module : all) {
            called.addAll(localTargets(module));
        }
        List<ModuleSource> roots = all.stream()
                .filter(module -> !called.contains(module.directory()))
                .toList();
        return roots.isEmpty() ? all : roots;
    }

    private static Set<Path> localTargets(ModuleSource module) {
        try {
            Set<Path> targets = ModuleCalls.localTargets(module);
            targets.remove(module.directory());
            return targets;
        } catch (InvalidPathException e) {
            return Set.of();
        }
    }

    private List<DeclaredResource> read(ModuleSource root, Evaluation evaluation) {
        Map<String, Supplier<Value>> arguments = new HashMap<>();
        Map<String, Expression> values = new VariableFiles(evaluation.files(), variableFiles).values(root.directory());
        values.forEach((name, value) ->
                arguments.put(name, () -> evaluation.evaluator().evaluate(value, Variables.noNames())));
        String below = evaluation.files().tree().below(root.directory());
        ModulePlace place = ModulePlace.root(root.directory(), below);
        return ResourceReader.read(new ModuleInstance(evaluation, root, place, arguments));
    }
}
