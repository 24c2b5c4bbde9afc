package dev.ecrauditor.testing;

import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.organization.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The organization as a test sets it up; it records what is read. */
public final class InMemoryOrganization implements OrganizationReader {

    private final Map<String, MemberAccount> accounts = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<String> denied = Optional.empty();
    private Optional<String> id = Optional.of("o-exampleorgid");
    private boolean broken;

    /** An account, in the root or in the unit. */
    public InMemoryOrganization with(MemberAccount account, String... unit) {
        accounts.put(account.id(), account);
        units.remove(account.id());
        List.of(unit).forEach(id -> units.put(account.id(), id));
        return this;
    }

    public InMemoryOrganization with(String account, String... unit) {
        return with(MemberAccount.named(account), unit);
    }

    public void remove(String account) {
        accounts.remove(account);
        units.remove(account);
    }

    /** From now on every reading is denied with this permission; with none it is allowed again. */
    public void deny(Optional<String> permission) {
        denied = permission;
    }

    /** From now on the caller's account is in no organization. */
    public void leave() {
        id = Optional.empty();
    }

    /** From now on every reading is a fault. */
    public void breakDown() {
        broken = true;
    }

    /** From now on every reading is answered again. */
    public void recover() {
        broken = false;
    }

    /** What was read so far, in order, and since the last time that was asked. */
    public List<String> calls() {
        List<String> since = List.copyOf(calls);
        calls.clear();
        return since;
    }

    @Override
    public Reading<String> organizationId() {
        return read("organization", id);
    }

    @Override
    public Reading<List<MemberAccount>> accounts() {
        return read("accounts", Optional.of(List.copyOf(accounts.values())));
    }

    @Override
    public Reading<MemberAccount> account(String id) {
        return read("account " + id, Optional.ofNullable(accounts.get(id)));
    }

    @Override
    public Reading<List<MemberAccount>> accountsBelow(String parent) {
        List<MemberAccount> below = accounts.values().stream()
                .filter(account -> parent.equals(units.get(account.id())))
                .toList();
        return read("below " + parent, Optional.of(below).filter(some -> !some.isEmpty()));
    }

    private <T> Reading<T> read(String call, Optional<T> value) {
        calls.add(call);
        if (broken) {
            throw new IllegalStateException("AWS Organizations is out of order");
        }
        if (denied.isPresent()) {
            return new Reading.Unreadable<>(denied.get(), "denied");
        }
        return value.<Reading<T>>map(Reading.Known::new).orElseGet(Reading.Absent::new);
    }
}
