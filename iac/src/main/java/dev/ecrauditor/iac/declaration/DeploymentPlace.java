package dev.ecrauditor.iac.declaration;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * The account and the Region to which declarations are deployed. What is not known has a stand-in, which texts such as
 * {@code arn:aws:iam::${AWS::AccountId}:root} contain in its place. A stand-in is never taken for a real value: whoever
 * compares with it asks {@link #isUnknownIn} first.
 *
 * @param account twelve digits
 * @param region a Region
 */
public record DeploymentPlace(String account, String region) {

    /** No account that a person would write; twelve digits, as texts about accounts need them. */
    public static final String UNKNOWN_ACCOUNT = "000018273645";

    /** No Region. */
    public static final String UNKNOWN_REGION = "xx-unknown-0";

    /** Neither account nor Region is known. */
    public static final DeploymentPlace UNKNOWN = new DeploymentPlace(UNKNOWN_ACCOUNT, UNKNOWN_REGION);

    public DeploymentPlace {
        if (!RepositoryArn.isAccountId(account) || !RepositoryArn.isRegion(region)) {
            throw new IllegalArgumentException("not an account and Region: " + account + ", " + region);
        }
    }

    /** A place of which a part may not be known. */
    public static DeploymentPlace of(Optional<String> account, Optional<String> region) {
        return new DeploymentPlace(account.orElse(UNKNOWN_ACCOUNT), region.orElse(UNKNOWN_REGION));
    }

    public boolean isAccountKnown() {
        return !account.equals(UNKNOWN_ACCOUNT);
    }

    public boolean isRegionKnown() {
        return !region.equals(UNKNOWN_REGION);
    }

    /** The partition of the Region; {@code aws} where the Region is not known. */
    public String partition() {
        return RepositoryArn.partitionOf(region);
    }

    /** True if a text contains a part of the place that is not known. */
    public boolean isUnknownIn(String text) {
        return text.contains(UNKNOWN_ACCOUNT) || text.contains(UNKNOWN_REGION);
    }

    /** A text of this place, as it reads in another one: the stand-ins of what is not known here are replaced. */
    public String textIn(DeploymentPlace other, String text) {
        String placed = isAccountKnown() ? text : text.replace(UNKNOWN_ACCOUNT, other.account());
        return isRegionKnown() ? placed : placed.replace(UNKNOWN_REGION, other.region());
    }

    /** A text for people, in which words stand for what is not known. */
    public static String readable(String text) {
        return text.replace(UNKNOWN_ACCOUNT, "ACCOUNT_ID").replace(UNKNOWN_REGION, "REGION");
    }
}
