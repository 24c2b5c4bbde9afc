package dev.ecrauditor.alert.text;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.settings.AccountOwner;
import dev.ecrauditor.text.HostileText;
import java.util.regex.Pattern;

/** Who is responsible for the account, by the settings file. */
public final class OwnerText {

    private static final Pattern PLAIN_ADDRESS = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,189}");
    private static final int MAX_NAME = 100;
    private static final int MAX_EMAIL = 254;

    private OwnerText() {}

    /** As in "payments, payments@example.org": an e-mail shows an address from the settings file as it is. */
    public static String forEmail(AccountOwner owner) {
        boolean isPlain = PLAIN_ADDRESS.matcher(owner.email()).matches();
        return HostileText.plain(owner.name(), MAX_NAME) + ", "
                + (isPlain ? owner.email() : HostileText.plain(owner.email(), MAX_EMAIL));
    }

    /** The same for chat, where an address could be a mention. */
    public static String forChat(AccountOwner owner) {
        return HostileText.chat(owner.name(), MAX_NAME) + ", " + HostileText.chat(owner.email(), MAX_EMAIL);
    }

    public static Json json(AccountOwner owner) {
        return new JsonObject()
                .put("name", owner.name())
                .put("email", owner.email())
                .build();
    }
}
