package dev.ecrauditor.localaws;

/** Who makes a call and where it is made: the account of the access key, the region of the credential scope. */
record Caller(Place place, String userId, String arn) {

    static Caller user(Place place) {
        return new Caller(place, "AIDALOCALAWSUSER0000", place.globalArn("iam", "user/local-aws"));
    }
}
