package dev.ecrauditor.aws.s3;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.published.PublishedObjects;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The published objects of a deployment in its bucket. */
public final class S3PublishedObjects implements PublishedObjects {

    private final S3Objects objects;

    public S3PublishedObjects(AwsClients clients, String bucket, Clock clock) {
        this.objects = new S3Objects(clients, bucket, clock);
    }

    @Override
    public Reading<Published> read(String key, String known) {
        try {
            S3Objects.Read read = objects.read(key, known);
            if (read instanceof S3Objects.Read.Changed changed) {
                return new Reading.Known<>(new Published(
                        Optional.of(changed.object().text()), changed.object().etag()));
            }
            return read instanceof S3Objects.Read.Unchanged
                    ? new Reading.Known<>(new Published(Optional.empty(), known))
                    : new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "s3:GetObject", "S3 denies reading the object " + key, AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
