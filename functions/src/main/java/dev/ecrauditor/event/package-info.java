/** Reads EventBridge events: a change to evaluate, or the reason why the event is ignored. */
package dev.ecrauditor.event;
