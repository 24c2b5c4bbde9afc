/**
 * What AWS says a repository is right now: a snapshot in which every fact is known, absent or unreadable, and the port
 * that reads it.
 */
package dev.ecrauditor.repository;
