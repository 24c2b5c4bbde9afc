package dev.ecrauditor.localaws.call;

import dev.ecrauditor.localaws.http.CredentialScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the account of an access key: an assumed role's, its own twelve digits, or the default account. */
public final class Callers {

    /** The session of an access key from AssumeRole. */
    public record Session(String account, String userId, String arn) {}

    private final String defaultAccount;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public Callers(String defaultAccount) {
        this.defaultAccount = defaultAccount;
    }

    public void issue(String accessKey, Session session) {
        sessions.put(accessKey, session);
    }

    public Caller of(CredentialScope scope) {
        Session session = sessions.get(scope.accessKey());
        if (session != null) {
            return new Caller(new AccountRegion(session.account(), scope.region()), session.userId(), session.arn());
        }
        String account = AccountRegion.isAccount(scope.accessKey()) ? scope.accessKey() : defaultAccount;
        return Caller.user(new AccountRegion(account, scope.region()));
    }
}
