package dev.ecrauditor.repository;

import java.util.Map;
import java.util.Optional;

/**
 * The ARN of a private ECR repository, {@code arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME}. Every part is
 * validated, so that a link or a command built from it contains no other text.
 *
 * <p>Source: "Actions, resources, and condition keys for Amazon Elastic Container Registry", Service Authorization
 * Reference; name pattern from the CreateRepository API page.
 */
public record RepositoryArn(String partition, String region, String account, String name) {

    /** As the partitions file of the AWS SDKs has them. */
    private static final Map<String, String> PARTITIONS = Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f",
            "eusc-", "aws-eusc");

    public RepositoryArn {
        require(isPartition(partition), "partition");
        require(isRegion(region), "Region");
        require(isAccountId(account), "account id");
        require(isRepositoryName(name), "repository name");
    }

    /** Reads an ARN; empty when it is not one of a private ECR repository. */
    public static Optional<RepositoryArn> parse(String text) {
        String[] fields = text.split(":", 6);
        if (fields.length != 6
                || !fields[0].equals("arn")
                || !fields[2].equals("ecr")
                || !fields[5].startsWith("repository/")) {
            return Optional.empty();
        }
        return of(fields[1], fields[3], fields[4], fields[5].substring("repository/".length()));
    }

    /** The repository of a name in an account and Region; empty when a part is not valid. */
    public static Optional<RepositoryArn> of(String partition, String region, String account, String name) {
        boolean valid = isPartition(partition) && isRegion(region) && isAccountId(account) && isRepositoryName(name);
        return valid ? Optional.of(new RepositoryArn(partition, region, account, name)) : Optional.empty();
    }

    /** The partition a Region belongs to, by the beginning of its name; {@code aws} for every other. */
    public static String partitionOf(String region) {
        return PARTITIONS.entrySet().stream()
                .filter(partition -> region.startsWith(partition.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }

    /** The domain of the partition's endpoints. */
    public String domain() {
        return domainOf(partition);
    }

    /** The domain of a partition's endpoints. */
    public static String domainOf(String partition) {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":ecr:" + region + ":" + account + ":repository/" + name;
    }

    /** True for twelve ASCII digits. */
    public static boolean isAccountId(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** True for lower-case letters, digits and hyphens, as every Region code is made of. */
    public static boolean isRegion(String text) {
        return !text.isEmpty()
                && text.length() <= 32
                && text.chars().allMatch(c -> isLowerOrDigit((char) c) || c == '-')
                && text.indexOf('-') > 0;
    }

    /** True for {@code aws} and what begins with {@code aws-}. */
    public static boolean isPartition(String text) {
        return text.equals("aws") || (text.startsWith("aws-") && text.length() <= 16 && isRegion(text));
    }

    /**
     * True for 2 to 256 characters of path parts; parts are lower-case words joined by one of {@code . _ __} or
     * hyphens.
     */
    static boolean isRepositoryName(String name) {
        if (name.length() < 2 || name.length() > 256) {
            return false;
        }
        for (String part : name.split("/", -1)) {
            if (!isNamePart(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamePart(String part) {
        int at = 0;
        while (at < part.length() && isLowerOrDigit(part.charAt(at))) {
            while (at < part.length() && isLowerOrDigit(part.charAt(at))) {
                at++;
            }
            if (at == part.length()) {
                return true;
            }
            at = afterSeparator(part, at);
        }
        return false;
    }

    private static int afterSeparator(String part, int start) {
        int at = start;
        char separator = part.charAt(at);
        while (at < part.length() && part.charAt(at) == separator) {
            at++;
        }
        int length = at - start;
        boolean valid = separator == '-' || (separator == '_' && length <= 2) || (separator == '.' && length == 1);
        return valid ? at : part.length();
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static void require(boolean valid, String part) {
        if (!valid) {
            throw new IllegalArgumentException("not a valid " + part + " of an ECR repository ARN");
        }
    }
}
