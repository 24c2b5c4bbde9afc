package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The proof of a grant: an example request that the policy allows.
 *
 * @param principal the identity's ARN, or the service's name
 * @param action the action
 * @param context condition keys with their values; keys that are missing are absent from the request
 */
public record Witness(String principal, String action, Map<String, List<String>> context) {

    /** How AWS writes its global condition keys; others keep lower case, which means the same. */
    private static final Map<ConditionKey, String> NAMES = Stream.of(
                    "aws:CalledVia",
                    "aws:CalledViaFirst",
                    "aws:CalledViaLast",
                    "aws:CurrentTime",
                    "aws:EpochTime",
                    "aws:FederatedProvider",
                    "aws:MultiFactorAuthAge",
                    "aws:MultiFactorAuthPresent",
                    "aws:PrincipalAccount",
                    "aws:PrincipalArn",
                    "aws:PrincipalIsAWSService",
                    "aws:PrincipalOrgID",
                    "aws:PrincipalOrgPaths",
                    "aws:PrincipalServiceName",
                    "aws:PrincipalServiceNamesList",
                    "aws:PrincipalType",
                    "aws:RequestedRegion",
                    "aws:ResourceAccount",
                    "aws:ResourceOrgID",
                    "aws:ResourceOrgPaths",
                    "aws:SecureTransport",
                    "aws:SourceAccount",
                    "aws:SourceArn",
                    "aws:SourceIdentity",
                    "aws:SourceIp",
                    "aws:SourceOrgID",
                    "aws:SourceOrgPaths",
                    "aws:SourceOwner",
                    "aws:SourceVpc",
                    "aws:SourceVpce",
                    "aws:TagKeys",
                    "aws:TokenIssueTime",
                    "aws:UserAgent",
                    "aws:ViaAWSService",
                    "aws:VpceAccount",
                    "aws:VpceOrgID",
                    "aws:VpceOrgPaths",
                    "aws:VpcSourceIp")
            .collect(Collectors.toMap(ConditionKey::of, name -> name));

    public Witness {
        context = new TreeMap<>(context);
    }

    /** A condition key as AWS writes it. */
    static String name(ConditionKey key) {
        return NAMES.getOrDefault(key, key.name());
    }
}
