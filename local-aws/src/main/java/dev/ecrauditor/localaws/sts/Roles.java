package dev.ecrauditor.localaws.sts;

import dev.ecrauditor.localaws.call.RoleArn;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which roles can be assumed: those of the loaded state; every role of an account for which none are given. */
public final class Roles {

    private final Map<String, Map<String, Role>> byAccount = new ConcurrentHashMap<>();

    /** Replaces the roles of an account. */
    public void replace(String account, Map<String, Role> roles) {
        byAccount.put(account, Map.copyOf(roles));
    }

    /** The role of a loaded state. */
    public Optional<Role> find(String account, String name) {
        return Optional.ofNullable(byAccount.getOrDefault(account, Map.of()).get(name));
    }

    boolean canAssume(String caller, RoleArn arn) {
        Map<String, Role> known = byAccount.get(arn.account());
        return known == null
                || Optional.ofNullable(known.get(arn.name()))
                        .filter(role -> role.trusts()
                                .map(trusted -> trusted.contains(caller))
                                .orElse(true))
                        .isPresent();
    }
}
