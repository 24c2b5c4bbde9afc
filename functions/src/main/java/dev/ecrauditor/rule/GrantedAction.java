package dev.ecrauditor.rule;

import java.util.List;
import java.util.Set;

/**
 * One action that a failing rule found allowed to somebody. A waiver covers it by these names.
 *
 * @param names what the holder is called: each set is a name of its own, such as an account id, and all members of a set
 *     together are one. Empty where the holder has no name
 * @param holder the holder in words, as in "account 444455556666"
 * @param action the action, as {@code ecr:BatchGetImage}
 */
public record GrantedAction(List<Set<String>> names, String holder, String action) {

    public GrantedAction {
        names = names.stream().map(Set::copyOf).toList();
    }
}
