package dev.ecrauditor.cli.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The generated names of one demo: the same seed gives the same demo.
 *
 * @param first the account in which a repository is created and another is made public
 * @param second the account in which scanning is switched off
 * @param organization the id of the organization both belong to
 * @param person somebody at the console
 * @param region where everything happens
 */
record DemoNames(Account first, Account second, String organization, String person, String region) {

    /**
     * A made-up account with two repositories.
     *
     * @param id twelve digits
     * @param keyId the id of its customer managed key
     */
    record Account(String id, String keyId, String repository, String otherRepository) {}

    static DemoNames of(long seed) {
        Random random = new Random(seed);
        List<String> teams =
                shuffled(random, "payments", "search", "ledger", "identity", "media", "shipping", "pricing");
        List<String> services =
                shuffled(random, "api", "worker", "gateway", "frontend", "batch", "indexer", "scheduler");
        List<String> people = shuffled(random, "alice", "bob", "carol", "erin", "farid", "grace");
        List<String> regions = shuffled(random, "us-east-1", "eu-west-1", "eu-central-1", "ap-southeast-2");
        return new DemoNames(
                account(random, teams.get(0) + "/" + services.get(0), teams.get(0) + "/" + services.get(1)),
                account(random, teams.get(1) + "/" + services.get(2), teams.get(1) + "/" + services.get(3)),
                "o-" + letters(random, 10),
                people.get(0),
                regions.get(0));
    }

    private static Account account(Random random, String repository, String otherRepository) {
        String id = Long.toString(100_000_000_000L + (long) (random.nextDouble() * 899_999_999_999L));
        String keyId = hex(random, 8) + "-" + hex(random, 4) + "-4" + hex(random, 3) + "-8" + hex(random, 3) + "-"
                + hex(random, 12);
        return new Account(id, keyId, repository, otherRepository);
    }

    private static List<String> shuffled(Random random, String... names) {
        List<String> list = new ArrayList<>(List.of(names));
        Collections.shuffle(list, random);
        return list;
    }

    private static String hex(Random random, int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
