/**
 * The current state of a repository in AWS: a snapshot in which every fact is known, absent or unreadable, and the port
 * that reads it.
 */
package dev.ecrauditor.repository;
