package dev.ecrauditor.aws.s3;

/**
 * An object in S3, as it was read.
 *
 * @param text its content, in UTF-8
 * @param etag changes with the content; sent back, it spares reading the same content again
 * @param version the id of its version; empty where the bucket keeps none
 * @param written when, as the header {@code Last-Modified} says; empty for an object that is written now
 */
public record S3Object(String text, String etag, String version, String written) {}
