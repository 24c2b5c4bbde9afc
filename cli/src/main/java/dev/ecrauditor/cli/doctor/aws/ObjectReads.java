package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.cli.terminal.TerminalClients;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the bucket of settings of the hub. */
public final class ObjectReads {

    private final S3Objects objects;

    public ObjectReads(Deployment deployment, String bucket) {
        this.objects = new S3Objects(
                TerminalClients.of(
                        deployment.hub().region(), deployment.clients().endpoint()),
                bucket,
                Clock.systemUTC());
    }

    /** When an object was written; empty if there is none. */
    public Optional<Instant> written(String key) {
        return Reads.required("s3:GetObject", () -> objects.get(key))
                .map(S3Object::written)
                .map(written -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(written, Instant::from));
    }
}
