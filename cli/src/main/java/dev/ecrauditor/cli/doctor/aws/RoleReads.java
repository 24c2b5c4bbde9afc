package dev.ecrauditor.cli.doctor.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the trust policies of roles. */
public final class RoleReads {

    private final DoctorClients clients;
    private final AccountAccess access;
    private final String region;

    /**
     * @param region of the partition
     */
    RoleReads(DoctorClients clients, AccountAccess access, String region) {
        this.clients = clients;
        this.access = access;
        this.region = region;
    }

    /** The policy that says who may assume the role; empty if there is no such role. IAM returns it URL-encoded. */
    public Optional<String> trustPolicy(String account, String role) {
        return Reads.optional(
                        "iam:GetRole",
                        () -> clients.iam(region)
                                .getRole(request -> request.roleName(role).overrideConfiguration(access.of(account)))
                                .role()
                                .assumeRolePolicyDocument())
                .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
}
