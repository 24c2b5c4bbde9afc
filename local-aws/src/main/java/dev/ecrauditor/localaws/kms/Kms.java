package dev.ecrauditor.localaws.kms;

import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.kms.key.Keys;
import java.util.List;
import java.util.stream.Stream;

/** The operations of KMS on keys, their states, rotation, policies, grants and aliases; none of them encrypts. */
public final class Kms {

    private final Cloud cloud;
    private final Keys keys;
    private final IdGenerator ids;

    public Kms(Cloud cloud, Keys keys, IdGenerator ids) {
        this.cloud = cloud;
        this.keys = keys;
        this.ids = ids;
    }

    public List<Operation> operations() {
        MultiRegionKeys multiRegion = new MultiRegionKeys(cloud);
        return Stream.of(
                        new KmsKeys(keys, multiRegion, ids).operations(),
                        new KmsKeyStates(keys, multiRegion).operations(),
                        new KmsRotation(keys, multiRegion).operations(),
                        new KmsPolicies(keys).operations(),
                        new KmsGrants(keys, ids).operations(),
                        new KmsAliases(keys).operations())
                .flatMap(List::stream)
                .toList();
    }
}
