package dev.ecrauditor.bench.stub;

import java.util.Optional;

/** One service of AWS. */
interface Service {

    /** The answer to a call; empty for an operation that the stub does not have. */
    Optional<Answer> answer(String operation, String body);
}
