package dev.ecrauditor.localaws.s3;

import dev.ecrauditor.localaws.call.Digests;
import java.time.Instant;

/** One version of an object. */
record ObjectVersion(String id, String body, String contentType, Instant lastModified) {

    /** As S3 quotes it; of an object that a KMS key encrypts it is no MD5, but differs for other contents too. */
    String etag() {
        return '"' + Digests.md5(body) + '"';
    }
}
