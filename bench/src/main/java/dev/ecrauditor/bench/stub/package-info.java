/** A fast stand-in for AWS over TLS: fixed answers, a table in memory, a count of every call. */
package dev.ecrauditor.bench.stub;
