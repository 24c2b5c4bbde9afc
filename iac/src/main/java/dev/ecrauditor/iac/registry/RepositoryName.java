package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.resource.UnresolvedException;
import dev.ecrauditor.iac.resource.ValueReader;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a repository, or a stand-in where it is not known.
 *
 * @param text a name that ECR accepts
 * @param reason why the name is not known; empty where it is
 */
record RepositoryName(String text, String reason) {

    private static final int LONGEST = 100;

    static RepositoryName of(DeclaredResource repository, ValueReader values) {
        return named(repository, values, "RepositoryName", "name");
    }

    static RepositoryName ofPolicy(DeclaredResource policy, ValueReader values) {
        return named(policy, values, "repository");
    }

    private static RepositoryName named(DeclaredResource resource, ValueReader values, String... properties) {
        try {
            Optional<String> name = values.properties(resource).text(properties);
            return name.filter(RepositoryName::isValid)
                    .map(known -> new RepositoryName(known, ""))
                    .orElseGet(() -> standIn(
                            resource,
                            name.isEmpty()
                                    ? "the name of the repository is chosen at the deployment"
                                    : "the name of the repository is none that ECR accepts"));
        } catch (UnresolvedException unknown) {
            return standIn(resource, "the name of the repository is not known: " + unknown.reason());
        }
    }

    private static RepositoryName standIn(DeclaredResource resource, String reason) {
        String words = resource.address().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String id = words.substring(0, Math.min(words.length(), LONGEST)).replaceAll("^-|-$", "");
        return new RepositoryName("unnamed/" + (id.isEmpty() ? "repository" : id), reason);
    }

    private static boolean isValid(String name) {
        return RepositoryArn.of("aws", "us-east-1", "111122223333", name).isPresent();
    }

    boolean isKnown() {
        return reason.isEmpty();
    }

    RepositoryArn arn(DeploymentPlace place) {
        return new RepositoryArn(place.partition(), place.region(), place.account(), text);
    }
}
