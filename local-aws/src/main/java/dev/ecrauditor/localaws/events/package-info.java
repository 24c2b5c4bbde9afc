/**
 * EventBridge's rules and buses, as an account-state file has them; nothing here delivers an event.
 */
@NullMarked
package dev.ecrauditor.localaws.events;

import org.jspecify.annotations.NullMarked;
