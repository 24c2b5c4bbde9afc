package dev.ecrauditor.localaws.call;

/** The caller and the place of a call: the account of the access key, the region of the credential scope. */
public record Caller(AccountRegion place, String userId, String arn) {

    static Caller user(AccountRegion place) {
        return new Caller(place, "AIDALOCALAWSUSER0000", place.globalArn("iam", "user/local-aws"));
    }
}
