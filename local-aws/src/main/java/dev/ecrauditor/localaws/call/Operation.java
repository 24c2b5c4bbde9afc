package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** One operation of one service: its name, its parameters, and its implementation. */
public record Operation(AwsService service, String name, Set<String> parameters, Behaviour behaviour) {

    /** The implementation of an operation; throws {@link AwsError} to reject a call. */
    public interface Behaviour {
        ObjectNode answer(Call call);
    }

    public static Operation of(AwsService service, String name, Behaviour behaviour, String... parameters) {
        return new Operation(service, name, Set.of(parameters), behaviour);
    }

    public String action() {
        return service.prefix() + ":" + name;
    }

    /** The IAM action that allows it; that of some operations of S3 has another name. */
    public String permission() {
        return switch (action()) {
            case "s3:HeadObject" -> "s3:GetObject";
            case "s3:ListObjectsV2" -> "s3:ListBucket";
            default -> action();
        };
    }

    public ObjectNode answer(Call call) {
        for (String parameter : call.parameters().names()) {
            if (!parameters.contains(parameter)) {
                throw AwsError.notImplemented("the parameter " + parameter + " of " + action());
            }
        }
        return behaviour.answer(call);
    }
}
