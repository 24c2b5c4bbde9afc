/** The door: parse, call, log one line, return. Wiring alone reads the environment. */
package dev.ecrauditor.handler;
