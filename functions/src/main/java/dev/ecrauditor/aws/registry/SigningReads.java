package dev.ecrauditor.aws.registry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.SigningRule;
import java.util.List;

/** Whether the signing configuration of registries is read: one more call and permission, which only a rule needs. */
public enum SigningReads {
    NO,
    YES;

    Reading<List<SigningRule>> read(RegistryCalls calls) {
        return this == YES ? new RegistryPolicyCalls(calls).signing() : RegistryContext.NOT_READ.signing();
    }
}
