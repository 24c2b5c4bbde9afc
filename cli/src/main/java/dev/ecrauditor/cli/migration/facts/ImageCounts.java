package dev.ecrauditor.cli.migration.facts;

/**
 * The images of a repository when the plan was made.
 *
 * @param all every digest
 * @param untagged those without a tag
 * @param referrers signatures, attestations and other artifacts that refer to another image
 * @param archived those that are archived or being restored
 * @param bytes the sum of their sizes; layers that images share are counted for each
 */
public record ImageCounts(int all, int untagged, int referrers, int archived, long bytes) {}
