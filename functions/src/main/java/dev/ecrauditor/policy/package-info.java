/**
 * Repository policies: text to a typed policy to what it opens to strangers. Pure; knows no AWS client and nothing of the other
 * stations. What it does not understand it says, it never guesses.
 */
package dev.ecrauditor.policy;
