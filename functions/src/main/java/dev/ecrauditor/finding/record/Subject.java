package dev.ecrauditor.finding.record;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * What a record is about. Each kind has its own rules and records, so that an alert can be about a key or about the
 * coverage of an account. Its text form and its keys in the store can both be read back.
 */
public sealed interface Subject {

    /** A repository. */
    record Repository(RepositoryArn repository) implements Subject {

        @Override
        public String account() {
            return repository.account();
        }

        @Override
        public String region() {
            return repository.region();
        }

        @Override
        public Kind kind() {
            return Kind.REPOSITORY;
        }

        @Override
        public String name() {
            return repository.name();
        }

        @Override
        public String sortKey() {
            return "repository#" + repository.name();
        }

        @Override
        public String toString() {
            return repository.toString();
        }
    }

    /** The private registry of an account in a Region: what applies to all its repositories. */
    record Registry(String account, String region) implements Subject {

        public Registry {
            requirePlace(account, region);
        }

        @Override
        public Kind kind() {
            return Kind.REGISTRY;
        }

        @Override
        public String name() {
            return "registry " + account;
        }

        @Override
        public String sortKey() {
            return "registry";
        }

        @Override
        public String toString() {
            return partitionKey() + "#" + sortKey();
        }
    }

    /**
     * A KMS key, in the account that owns it.
     *
     * @param keyId the end of its ARN
     */
    record Key(String account, String region, String keyId) implements Subject {

        public Key {
            requirePlace(account, region);
            if (!isKeyId(keyId)) {
                throw new IllegalArgumentException("not a KMS key id");
            }
        }

        @Override
        public Kind kind() {
            return Kind.KEY;
        }

        @Override
        public String name() {
            return "key " + keyId;
        }

        @Override
        public String sortKey() {
            return "key#" + keyId;
        }

        /** The key's ARN, by which the records of repositories are indexed. */
        @Override
        public String toString() {
            return "arn:" + RepositoryArn.partitionOf(region) + ":kms:" + region + ":" + account + ":key/" + keyId;
        }
    }

    /** What the auditor can read of an account in a Region. */
    record Coverage(String account, String region) implements Subject {

        /** Stands for the organization as a whole: AWS Organizations has no Regions. */
        private static final String NO_REGION = "aws-global";

        /** What the auditor can read of AWS Organizations, from the hub account. */
        public static Coverage ofOrganization(String hubAccount) {
            return new Coverage(hubAccount, NO_REGION);
        }

        public Coverage {
            requirePlace(account, region);
        }

        @Override
        public Kind kind() {
            return Kind.COVERAGE;
        }

        @Override
        public String name() {
            return "account " + account;
        }

        @Override
        public String sortKey() {
            return "coverage";
        }

        @Override
        public String toString() {
            return partitionKey() + "#" + sortKey();
        }
    }

    /** Which of the four it is. */
    enum Kind {
        REPOSITORY,
        REGISTRY,
        KEY,
        COVERAGE
    }

    /** The twelve-digit id of the account it is in. */
    String account();

    /** The Region it is in. */
    String region();

    Kind kind();

    /** What people call it, within its account and Region. */
    String name();

    /** The partition key of its record: one account in one Region. */
    default String partitionKey() {
        return account() + "#" + region();
    }

    /** The sort key of its record. */
    String sortKey();

    /** The subject of a repository. */
    static Repository of(RepositoryArn repository) {
        return new Repository(repository);
    }

    /** Reads the text form of a subject; empty when it is none. */
    static Optional<Subject> parse(String text) {
        if (text.startsWith("arn:")) {
            return RepositoryArn.parse(text).<Subject>map(Repository::new).or(() -> key(text));
        }
        int end = text.lastIndexOf('#');
        return end < 0 ? Optional.empty() : ofKeys(text.substring(0, end), text.substring(end + 1));
    }

    /** The subject whose record has these keys; empty when none has. */
    static Optional<Subject> ofKeys(String partitionKey, String sortKey) {
        String[] place = partitionKey.split("#", -1);
        if (place.length != 2 || !RepositoryArn.isAccountId(place[0]) || !RepositoryArn.isRegion(place[1])) {
            return Optional.empty();
        }
        int end = sortKey.indexOf('#');
        String id = sortKey.substring(end + 1);
        return switch (sortKey.substring(0, end + 1)) {
            case "repository#" ->
                RepositoryArn.of(RepositoryArn.partitionOf(place[1]), place[1], place[0], id)
                        .map(Repository::new);
            case "key#" -> isKeyId(id) ? Optional.of(new Key(place[0], place[1], id)) : Optional.empty();
            default ->
                switch (sortKey) {
                    case "registry" -> Optional.of(new Registry(place[0], place[1]));
                    case "coverage" -> Optional.of(new Coverage(place[0], place[1]));
                    default -> Optional.empty();
                };
        };
    }

    private static Optional<Subject> key(String arn) {
        String[] fields = arn.split(":", 6);
        boolean isKey = fields.length == 6 && fields[2].equals("kms") && fields[5].startsWith("key/");
        return isKey
                ? ofKeys(fields[4] + "#" + fields[3], "key#" + fields[5].substring("key/".length()))
                        .filter(key -> key.toString().equals(arn))
                : Optional.empty();
    }

    private static boolean isKeyId(String text) {
        return !text.isEmpty()
                && text.length() <= 64
                && text.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    private static void requirePlace(String account, String region) {
        if (!RepositoryArn.isAccountId(account) || !RepositoryArn.isRegion(region)) {
            throw new IllegalArgumentException("not an account and Region");
        }
    }
}
