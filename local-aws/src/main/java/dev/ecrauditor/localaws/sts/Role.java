package dev.ecrauditor.localaws.sts;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A role of an account.
 *
 * @param trusts the accounts that its trust policy allows to assume it; empty for every account
 * @param policy the text of its trust policy, which only IAM returns: {@code trusts} decides who may assume the role
 */
public record Role(Optional<Set<String>> trusts, String policy) {

    public static Map<String, Role> readAll(Map<String, Fields> roles) {
        Map<String, Role> read = new LinkedHashMap<>();
        roles.forEach((name, fields) -> read.put(name, read(fields)));
        return read;
    }

    private static Role read(Fields fields) {
        fields.onlyKnown("trusts", "policy");
        List<String> trusts = fields.texts("trusts");
        trusts.stream()
                .filter(account -> !AccountRegion.isAccount(account))
                .findFirst()
                .ifPresent(wrong -> {
                    throw fields.refuse("trusts", "must be accounts of twelve digits, not '" + wrong + "'");
                });
        return new Role(
                fields.has("trusts") ? Optional.of(Set.copyOf(trusts)) : Optional.empty(),
                fields.value("policy").map(Json::text).orElse("{}"));
    }
}
