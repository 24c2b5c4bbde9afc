package dev.ecrauditor.iac.registry;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository with the resources that set its policies beside it.
 *
 * @param resource the repository
 * @param policies resources that set its repository policy
 * @param lifecyclePolicies resources that set its lifecycle policy
 * @param strays policies of repositories that are not known, each of which may be one of this repository
 */
record DeclaredRepository(
        DeclaredResource resource,
        List<DeclaredResource> policies,
        List<DeclaredResource> lifecyclePolicies,
        List<DeclaredResource> strays) {

    DeclaredRepository {
        policies = List.copyOf(policies);
        lifecyclePolicies = List.copyOf(lifecyclePolicies);
        strays = List.copyOf(strays);
    }

    /** Every value from which its verdicts follow. */
    List<DeclaredValue> values() {
        List<DeclaredValue> values = new ArrayList<>();
        Stream.of(List.of(resource), policies, lifecyclePolicies)
                .flatMap(List::stream)
                .forEach(each -> values.add(each.properties()));
        return values;
    }
}
