package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of account ids, one a line; what follows {@code #} is a comment. */
final class AccountsFile {

    private static final int SHOWN = 40;

    private AccountsFile() {}

    /**
     * Reads the file.
     *
     * @throws UsageException with the line that is wrong
     */
    static List<MemberAccount> read(Path file) {
        String text = InputText.of(file, "name a file of account ids, one a line");
        Map<String, Integer> lines = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String account = line.replaceFirst("#.*", "").strip();
            if (account.isEmpty()) {
                continue;
            }
            if (!account.matches("[0-9]{12}")) {
                throw wrong(file, number, "'" + shown(account) + "' is not an account id; write it like 111122223333");
            }
            Integer before = lines.putIfAbsent(account, number);
            if (before != null) {
                throw wrong(file, number, account + " is on line " + before + " already; remove one of them");
            }
        }
        if (lines.isEmpty()) {
            throw new UsageException(
                    "--accounts " + file + ": no account id in it; write one a line, like 111122223333");
        }
        return lines.keySet().stream().map(MemberAccount::named).toList();
    }

    private static UsageException wrong(Path file, int line, String problem) {
        return new UsageException("--accounts " + file + ": line " + line + ": " + problem);
    }

    private static String shown(String text) {
        return Printable.of(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...");
    }
}
