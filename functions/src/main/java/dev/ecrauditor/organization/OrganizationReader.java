package dev.ecrauditor.organization;

import dev.ecrauditor.repository.Reading;
import java.util.List;

/** Reads the caller's own organization. */
public interface OrganizationReader {

    /** The id of the organization, such as {@code o-exampleorgid}; absent if the caller's account is in none. */
    Reading<String> organizationId();

    /** Every account of the organization, in every state; absent if the caller's account is in none. */
    Reading<List<MemberAccount>> accounts();

    /**
     * One account, in any state.
     *
     * @return absent if it is no account of the organization; a caller in no organization is a fault
     */
    Reading<MemberAccount> account(String id);

    /**
     * The accounts below a root or an organizational unit, at any depth.
     *
     * @param parent such as {@code r-abcd} or {@code ou-abcd-11111111}
     * @return the accounts in every state; absent if there is no such parent
     */
    Reading<List<MemberAccount>> accountsBelow(String parent);
}
