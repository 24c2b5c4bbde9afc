package dev.ecrauditor.localaws.http;

import java.util.Map;

/** One HTTP response. */
record HttpReply(int status, String contentType, Map<String, String> headers, String body) {}
