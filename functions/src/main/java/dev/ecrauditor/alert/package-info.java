/** From the facts of the outbox to what a person or a machine receives. Everything from outside is hostile text here. */
package dev.ecrauditor.alert;
