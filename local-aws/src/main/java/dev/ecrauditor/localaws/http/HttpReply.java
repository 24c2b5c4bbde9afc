package dev.ecrauditor.localaws.http;

import java.util.Map;

/** What goes back over HTTP. */
record HttpReply(int status, String contentType, Map<String, String> headers, String body) {}
