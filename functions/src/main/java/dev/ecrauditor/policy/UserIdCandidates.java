package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The unique id of a caller: AWS chooses the id, the caller only the session name behind the colon. */
final class UserIdCandidates {

    static final String KEY = "aws:userid";

    private UserIdCandidates() {}

    static List<Candidate> of(Vocabulary vocabulary, Stranger stranger) {
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(Candidate.free(Map.of(KEY, List.of(stranger.userId() + ":session"))));
        for (Word word : vocabulary.of(KEY)) {
            if (word.isPattern()) {
                for (String rest : Completion.after(stranger.userId() + ":", word.text())) {
                    candidates.add(Candidate.free(
                            Map.of(KEY, List.of(stranger.userId() + ":" + (rest.isEmpty() ? "s" : rest)))));
                }
            }
            String text = Completion.instance(word.text(), "session");
            candidates.add(Candidate.tied(Map.of(KEY, List.of(text)), Tie.Kind.UNIQUE_ID, text));
        }
        return candidates;
    }
}
