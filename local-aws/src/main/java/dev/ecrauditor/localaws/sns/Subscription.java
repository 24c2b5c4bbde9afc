package dev.ecrauditor.localaws.sns;

/** One subscriber of a topic; {@code raw} ones get the message without SNS's envelope. */
record Subscription(String arn, String protocol, String endpoint, boolean raw) {}
