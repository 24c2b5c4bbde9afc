package dev.ecrauditor.localaws.kms.key;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.util.Optional;

/** A caller's reference to a key (key id, key ARN, alias name, alias ARN), resolved to its place and resource. */
public record KeyReference(AccountRegion place, String resource, String arn) {

    private static final String ALIAS = "alias/";
    private static final String KEY = "key/";
    private static final int ARN_PARTS = 6;
    private static final int SERVICE = 2;
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;
    private static final int RESOURCE = 5;

    /** Empty if the text is an ARN, but not of a KMS key or alias. */
    public static Optional<KeyReference> parse(AccountRegion home, String text) {
        if (!text.startsWith("arn:")) {
            String resource = text.startsWith(ALIAS) ? text : KEY + text;
            return Optional.of(new KeyReference(home, resource, home.arn("kms", resource)));
        }
        String[] parts = text.split(":", ARN_PARTS);
        boolean wellFormed = parts.length == ARN_PARTS
                && parts[SERVICE].equals("kms")
                && AccountRegion.isAccount(parts[ACCOUNT])
                && (parts[RESOURCE].startsWith(KEY) || parts[RESOURCE].startsWith(ALIAS));
        return wellFormed
                ? Optional.of(new KeyReference(new AccountRegion(parts[ACCOUNT], parts[REGION]), parts[RESOURCE], text))
                : Optional.empty();
    }

    public boolean isKey() {
        return resource.startsWith(KEY);
    }
}
