package dev.ecrauditor.cli.check;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.DeclarationCheck;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.waiver.InlineWaivers;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evaluates what files declare.
 *
 * @param options what the settings decide about the rules
 * @param waivers those of the settings file
 * @param answers what ECR says of the registry
 * @param now the time of the evaluation
 */
record CheckEvaluation(RuleOptions options, List<Waiver> waivers, RegistryAnswers answers, Instant now) {

    /** A subject with its verdicts, less what waivers cover. */
    record SubjectRows(CheckedSubject subject, List<CheckRow> rows) {}

    /**
     * The result.
     *
     * @param waiverNotes what there is to say about waivers beside the declarations
     */
    record Result(Declarations declarations, List<SubjectRows> subjects, List<Note> waiverNotes) {

        List<CheckRow> rows() {
            return subjects.stream().flatMap(subject -> subject.rows().stream()).toList();
        }

        List<DeclaredSubject> declared() {
            return subjects.stream()
                    .map(subject -> subject.subject().declared())
                    .toList();
        }
    }

    Result of(CheckedSources sources) {
        InlineWaivers inline = new InlineWaivers(ruleIds(), now);
        sources.addWaivers(inline);
        RowWaivers all = new RowWaivers(waivers, inline, now);
        List<SubjectRows> subjects = new DeclarationCheck(options, answers, now)
                .check(sources.declarations()).stream()
                        .map(subject -> new SubjectRows(subject, CheckRow.of(subject, all)))
                        .toList();
        return new Result(
                sources.declarations(),
                subjects,
                inline.notes(subjects.stream()
                        .map(subject -> subject.subject().declared())
                        .toList()));
    }

    private Set<String> ruleIds() {
        return RuleCatalog.every(options).rules().stream()
                .map(AuditRule::metadata)
                .map(rule -> rule.id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The rules whose failures consist of access. */
    Set<String> rulesAboutGrants() {
        return RuleCatalog.every(options).rules().stream()
                .filter(AuditRule::isAboutGrants)
                .map(rule -> rule.metadata().id())
                .collect(Collectors.toUnmodifiableSet());
    }
}
