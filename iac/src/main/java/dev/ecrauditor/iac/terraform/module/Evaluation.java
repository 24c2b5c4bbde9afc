package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.source.ModuleFiles;
import dev.ecrauditor.iac.terraform.source.UnreadPart;
import java.util.LinkedHashSet;
import java.util.Set;

/** What all modules of one input share. */
final class Evaluation {

    /** Far above every real configuration; each takes memory and is evaluated. */
    private static final int MOST_INSTANCES = 50_000;

    private final Evaluator evaluator;
    private final ModuleFiles files;
    private final AwsFacts facts;
    private final Set<UnreadPart> omitted = new LinkedHashSet<>();
    private int instances;

    Evaluation(Evaluator evaluator, ModuleFiles files, AwsFacts facts) {
        this.evaluator = evaluator;
        this.files = files;
        this.facts = facts;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    ModuleFiles files() {
        return files;
    }

    AwsFacts facts() {
        return facts;
    }

    Set<UnreadPart> omitted() {
        return omitted;
    }

    void omit(SourcePosition position, String reason) {
        omitted.add(new UnreadPart(position, reason));
    }

    /** Counts a resource or module that is about to be evaluated; false if there are too many. */
    boolean begin(SourcePosition position) {
        if (instances < MOST_INSTANCES) {
            instances++;
            return true;
        }
        omit(position, "more than " + MOST_INSTANCES + " resources and modules are declared");
        return false;
    }
}
