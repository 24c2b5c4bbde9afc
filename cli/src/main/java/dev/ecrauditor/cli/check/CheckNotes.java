package dev.ecrauditor.cli.check;

import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.Declarations.Note;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a report has to say beside its verdicts. */
final class CheckNotes {

    private static final String NO_REGISTRY =
            "The registry is assumed to be BASIC without scanning rules and without a policy; --registry FILE evaluates yours.";

    private static final String OWN_ORGANIZATION =
            "The settings trust the own organization without naming it, so that it is not known here; name it in trust.organizations.";

    private final Optional<Settings> settings;
    private final boolean isRegistryGiven;

    /**
     * A note with its place, or about the whole run.
     *
     * @param position empty for a note about the whole run
     */
    record CheckNote(Optional<SourcePosition> position, String text) {}

    CheckNotes(Optional<Settings> settings, boolean isRegistryGiven) {
        this.settings = settings;
        this.isRegistryGiven = isRegistryGiven;
    }

    List<CheckNote> of(Declarations declarations, List<Note> waivers, List<DeclaredSubject> subjects) {
        List<CheckNote> notes = new ArrayList<>();
        declarations.notes().forEach(note -> notes.add(new CheckNote(Optional.of(note.position()), note.text())));
        waivers.forEach(note -> notes.add(new CheckNote(Optional.of(note.position()), note.text())));
        boolean isScanningDeclared =
                subjects.stream().anyMatch(subject -> subject.positions().containsKey(Setting.REGISTRY_SCANNING));
        if (!subjects.isEmpty() && !isRegistryGiven && !isScanningDeclared) {
            notes.add(new CheckNote(Optional.empty(), NO_REGISTRY));
        }
        boolean isOrganizationUnknown = settings.filter(given -> given.trust().ownOrganization()
                        && given.trust().organizations().isEmpty())
                .isPresent();
        if (isOrganizationUnknown) {
            notes.add(new CheckNote(Optional.empty(), OWN_ORGANIZATION));
        }
        return notes;
    }
}
