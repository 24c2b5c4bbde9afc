package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.repository.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something declared that rules evaluate: a repository, the registry, or a key.
 *
 * @param resource the resource that declares it; of a registry the first
 * @param positions where a setting is declared; a setting that is missing has the position of the resource
 * @param evaluated the settings about which the input says something
 * @param suppositions its state under each assumption about what is not known of the deployment; the first is the one that
 *     evidence is taken from
 * @param isComplete false if there are more assumptions than were made
 */
public record DeclaredSubject(
        DeclaredResource resource,
        Map<Setting, SourcePosition> positions,
        Set<Setting> evaluated,
        List<Supposition> suppositions,
        boolean isComplete) {

    public DeclaredSubject {
        positions = Map.copyOf(positions);
        evaluated = Set.copyOf(evaluated);
        suppositions = List.copyOf(suppositions);
    }

    /**
     * A state under an assumption.
     *
     * @param assumption in words: "account 111122223333"
     * @param unknown why a setting is not known
     */
    public record Supposition(String assumption, DeclaredState state, Map<Setting, String> unknown) {

        public Supposition {
            unknown = Map.copyOf(unknown);
        }
    }

    /** Where a setting is declared. */
    public SourcePosition position(Setting setting) {
        SourcePosition position = positions.get(setting);
        return position == null ? resource.position() : position;
    }
}
