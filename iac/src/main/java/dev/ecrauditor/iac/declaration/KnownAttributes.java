package dev.ecrauditor.iac.declaration;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Attributes of declared resources that are known well enough before the deployment: an identity of the own account stays
 * one, whatever its name will be.
 *
 * <p>Source: "Return values" of each resource, AWS CloudFormation Template Reference; the attributes of the Terraform
 * provider for AWS.
 */
public final class KnownAttributes {

    private static final Map<String, String> IDENTITIES = Map.of(
            "AWS::IAM::Role", "role/",
            "AWS::IAM::User", "user/",
            "aws_iam_role", "role/",
            "aws_iam_user", "user/");

    private static final int LONGEST_ID = 50;

    private KnownAttributes() {}

    /**
     * The text of an attribute; empty for one that is not known.
     *
     * @param type the type of the resource, or what its address says of it
     * @param place where the resource is deployed
     */
    public static Optional<String> of(String type, DeclaredValue.Reference reference, DeploymentPlace place) {
        String attribute = reference.attribute().toLowerCase(Locale.ROOT);
        if (IDENTITIES.containsKey(type)) {
            return attribute.equals("arn")
                    ? Optional.of("arn:" + place.partition() + ":iam::" + place.account() + ":" + IDENTITIES.get(type)
                            + id(reference.address()))
                    : Optional.empty();
        }
        return switch (type + "." + attribute) {
            case "aws_caller_identity.account_id", "aws_caller_identity.id" -> Optional.of(place.account());
            case "aws_region.name", "aws_region.region", "aws_region.id" -> Optional.of(place.region());
            case "aws_partition.partition", "aws_partition.id" -> Optional.of(place.partition());
            default -> Optional.empty();
        };
    }

    /** The type that an address of Terraform names, as in {@code module.a.data.aws_region.this}; else empty. */
    public static String typeIn(String address) {
        for (String part : address.split("\\.", -1)) {
            if (part.startsWith("aws_")) {
                return part;
            }
        }
        return "";
    }

    /** An address as a part of an id: letters, digits and hyphens. */
    public static String id(String address) {
        String id = address.replaceAll("[^A-Za-z0-9]+", "-");
        return id.length() <= LONGEST_ID ? id : id.substring(id.length() - LONGEST_ID);
    }
}
