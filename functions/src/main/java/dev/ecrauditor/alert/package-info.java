/** Renders the facts of the outbox for people and machines. Everything from outside is treated as hostile text. */
package dev.ecrauditor.alert;
