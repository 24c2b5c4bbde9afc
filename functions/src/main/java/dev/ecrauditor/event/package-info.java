/** From an EventBridge event to what it is a hint about: a change to look at, or the reason why it is none of ours. */
package dev.ecrauditor.event;
