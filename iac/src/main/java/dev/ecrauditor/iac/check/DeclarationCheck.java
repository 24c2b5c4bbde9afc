package dev.ecrauditor.iac.check;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.DeclaredUnit;
import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.DeclaredState;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.iac.registry.DeclaredSubject.Supposition;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.registry.RegistryDeclarations;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates declarations by the same rules as deployed repositories. Pure. */
public final class DeclarationCheck {

    private final RuleRegistry rules;
    private final DeploymentLimits limits;
    private final RegistryAnswers answers;
    private final Instant now;

    /**
     * @param options what the settings decide about the rules
     * @param answers what ECR says of the registry to which the declarations are deployed
     */
    public DeclarationCheck(RuleOptions options, RegistryAnswers answers, Instant now) {
        this.rules = RuleCatalog.of(options);
        this.limits = new DeploymentLimits(options);
        this.answers = answers;
        this.now = now;
    }

    /** Everything that the declarations declare, in the order of the input. */
    public List<CheckedSubject> check(Declarations declarations) {
        Map<DeploymentPlace, List<DeclaredResource>> byPlace = new LinkedHashMap<>();
        for (DeclaredUnit unit : declarations.units()) {
            byPlace.computeIfAbsent(unit.place(), first -> new ArrayList<>()).addAll(unit.resources());
        }
        List<CheckedSubject> checked = new ArrayList<>();
        byPlace.forEach((place, resources) -> new RegistryDeclarations(resources, place, answers, now)
                .subjects().stream().map(this::check).forEach(checked::add));
        return checked;
    }

    private CheckedSubject check(DeclaredSubject declared) {
        List<JointVerdict.Assumed> all = new ArrayList<>();
        for (Supposition supposition : declared.suppositions()) {
            Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
            evaluate(supposition.state()).forEach((rule, verdict) -> {
                if (declared.evaluated().contains(rule.setting())) {
                    verdicts.put(rule, limits.apply(rule, verdict, supposition));
                }
            });
            all.add(new JointVerdict.Assumed(supposition.assumption(), verdicts));
        }
        return new CheckedSubject(
                declared, subject(declared.suppositions().get(0).state()), JointVerdict.of(all, declared.isComplete()));
    }

    private Map<RuleMetadata, Verdict> evaluate(DeclaredState state) {
        if (state instanceof DeclaredState.OfRepository repository) {
            return rules.evaluate(repository.repository());
        }
        return state instanceof DeclaredState.OfRegistry registry
                ? rules.evaluate(registry.registry())
                : rules.evaluate(((DeclaredState.OfKey) state).key());
    }

    private static Subject subject(DeclaredState state) {
        if (state instanceof DeclaredState.OfRepository repository) {
            return Subject.of(repository.repository().arn());
        }
        if (state instanceof DeclaredState.OfRegistry of) {
            RegistrySnapshot registry = of.registry();
            return new Subject.Registry(registry.account(), registry.region());
        }
        KeyArn key = ((DeclaredState.OfKey) state).key().arn();
        return new Subject.Key(key.account(), key.region(), key.id());
    }
}
