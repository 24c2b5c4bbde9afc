package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** One operation of one service: its name, the parameters it understands, and what it does. */
public record Operation(AwsService service, String name, Set<String> parameters, Behaviour behaviour) {

    /** What an operation does with a call; it throws {@link AwsError} to refuse. */
    public interface Behaviour {
        ObjectNode answer(Call call);
    }

    public static Operation of(AwsService service, String name, Behaviour behaviour, String... parameters) {
        return new Operation(service, name, Set.of(parameters), behaviour);
    }

    public String action() {
        return service.prefix() + ":" + name;
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
