/** The function that is the floor of every start: it does nothing. */
package dev.ecrauditor.bench.hello;
