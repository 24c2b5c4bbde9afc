/** The Lambda entry points: parse, call, log one line, return. Wiring alone reads the environment. */
package dev.ecrauditor.handler;
